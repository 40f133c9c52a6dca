using System.Text.RegularExpressions;

namespace Katas.Dojo.MachineCode;

/// <summary>Understands the instructions of one kind of processor, in the words of the JIT's listings.</summary>
public abstract class InstructionSet
{
    private static readonly Regex Label = new(@"\bG_M\w*_IG\d+\b");

    /// <summary>Gets its name: <c>x64</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Finds what a listing says it is for: <c>; Emitting BLENDED_CODE for generic X64 + VEX on Unix</c>.</summary>
    public static InstructionSet? Of(string header) =>
        header.Contains("X64", StringComparison.OrdinalIgnoreCase) ? new X64()
        : header.Contains("ARM64", StringComparison.OrdinalIgnoreCase) ? new Arm64()
        : null;

    /// <summary>Gets what one has to know to read it.</summary>
    public abstract string Legend { get; }

    public abstract Flow FlowOf(Instruction instruction);

    /// <summary>Tells what an instruction does with data; what a jump is for, only its surroundings tell.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="frame">The register that local variables in memory are addressed by, beside the stack pointer; null if none is.</param>
    public abstract Note Describe(Instruction instruction, string? frame);

    public abstract bool IsCall(Instruction instruction);

    /// <summary>Gets the label that an instruction names; null if it names none.</summary>
    public static string? TargetOf(Instruction instruction) =>
        Label.Match(instruction.Operands) is { Success: true } label ? label.Value : null;

    protected static Note DescribeCall(Instruction call) => MethodName.InCall(call.Operands) switch
    {
        null => new(Role.Call, "calls a method"),
        "CORINFO_HELP_ASSIGN_REF" or "CORINFO_HELP_CHECKED_ASSIGN_REF" => new(Role.Call, "tells the garbage collector of a reference"),
        "CORINFO_HELP_POLL_GC" => new(Role.Call, "lets the garbage collector run"),
        var name when name.StartsWith("CORINFO_HELP_NEW", StringComparison.Ordinal) => new(Role.Call, "allocates an object"),
        var name when name.StartsWith("CORINFO_HELP_", StringComparison.Ordinal) => new(Role.Call, "calls a helper of the runtime"),
        var name => new(Role.Call, name.Contains(":Invoke(", StringComparison.Ordinal) ? "calls a delegate" : "calls a method"),
    };

    /// <summary>Words a count of numbers: <c>1 float</c>, <c>8 floats</c>.</summary>
    protected static string Count(int lanes, string type = "float") => lanes == 1 ? $"1 {type}" : $"{lanes} {type}s";
}
