using System.Globalization;
using System.Text.RegularExpressions;

namespace Katas.Dojo.MachineCode;

/// <summary>Understands Arm64, where the first operand is the result, except of a store: <c>fmla v0.4s, v1.4s, v2.4s</c>.</summary>
public sealed class Arm64 : InstructionSet
{
    private static readonly Regex Branch =
        new(@"^(?:b\.?(?:eq|ne|hs|cs|lo|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)|cbn?z|tbn?z)$");
    private static readonly Regex Compute =
        new(@"^(?:(?<fused>fn?m(?:la|ls|add|sub))|f(?<verb>add|sub|mul|div|max|min|sqrt|cm\w+|abd|acg\w))");
    private static readonly Regex Access = new(@"^(?<verb>ld|st)(?<kind>u?r|p|np|1)$");
    private static readonly Regex Vector = new(@"\bv\d+\.(?<lanes>\d+)(?<type>[bhsd])\b");
    private static readonly Regex Register = new(@"^\{?(?<kind>[bhsdqvwx])\d+");

    public override string Name => "Arm64";

    public override string Legend =>
        "The first operand is the result, except of a store (str). [...] is memory; [fp...] and [sp...] are the stack, where variables are "
        + "that have no register. v0.4s and q0 are a register of 4 floats, s0 is the first of them. "
        + "The registers w0 and x0 hold integers and addresses.";

    public override Flow FlowOf(Instruction instruction) => instruction.Mnemonic switch
    {
        "b" => TargetOf(instruction) is not null ? Flow.Jump : Flow.End,
        "br" => Flow.Computed,
        "ret" => Flow.End,
        "udf" or ['b', 'r', 'k', ..] => Flow.Trap,
        var mnemonic => Branch.IsMatch(mnemonic) ? Flow.Branch : Flow.Next,
    };

    public override bool IsCall(Instruction instruction) => instruction.Mnemonic is "bl" or "blr";

    public override Note Describe(Instruction instruction, string? frame)
    {
        if (IsCall(instruction))
            return DescribeCall(instruction);
        string[] operands = instruction.Operands.Split(", ");
        int lanes = Vector.Match(instruction.Operands) is { Success: true } vector
            ? int.Parse(vector.Groups["lanes"].Value, CultureInfo.InvariantCulture) : 1;
        string count = Count(lanes);
        if (Compute.Match(instruction.Mnemonic) is { Success: true } compute)
            return compute.Groups["fused"].Success
                ? new(Role.MultiplyAdd, $"multiplies and adds {count}", lanes)
                : new(Role.Arithmetic, $"{Verb(compute.Groups["verb"].Value)} {count}", lanes);
        if (instruction.Mnemonic == "dup")
            return new(Role.Other, $"copies 1 float into all {lanes} lanes", lanes);
        if (instruction.Mnemonic == "ld1r")
            return new(Role.Load, $"loads 1 float into all {lanes} lanes", lanes, Loads: 1);
        if (instruction.Mnemonic is "mov" or "ins" && operands is [var to, var from] && to.Contains(".d[") && from.Contains(".d["))
            return new(Role.Other, "half a vector, saved across a call");
        return Access.Match(instruction.Mnemonic) is { Success: true } access
            ? DescribeAccess(instruction.Operands, access.Groups["verb"].Value == "st", access.Groups["kind"].Value, frame)
            : Note.None;
    }

    private static Note DescribeAccess(string operands, bool writes, string kind, string? frame)
    {
        int registers = kind is "p" or "np" ? 2 : Math.Max(1, Regex.Count(operands.Split('[')[0], @"\bv\d+\."));
        char first = Register.Match(operands) is { Success: true } register ? register.Groups["kind"].Value[0] : 'x';
        bool isLocal = Regex.IsMatch(operands, $@"\[(?:sp|{frame ?? "sp"})\b");
        if (isLocal)
        {
            string what = (first, registers) switch
            {
                ('q' or 'v', 1) => "a vector of 4",
                ('q' or 'v', _) => $"{registers} vectors of 4",
                ('s' or 'd', _) => registers == 1 ? "a float" : $"{registers} floats",
                _ => registers == 1 ? "a variable" : $"{registers} variables",
            };
            return new(Role.Spill, writes ? $"saves {what} to the stack" : $"takes {what} from the stack", first is 'q' or 'v' ? 4 : 0);
        }
        int floats = registers * first switch { 'q' or 'v' => 4, 'd' => 2, 's' => 1, _ => 0 };
        return floats == 0 ? Note.None
            : writes ? new(Role.Store, $"stores {Count(floats)}", floats, Stores: floats)
            : new(Role.Load, $"loads {Count(floats)}", floats, Loads: floats);
    }

    private static string Verb(string verb) => verb switch
    {
        "add" => "adds",
        "sub" or "abd" => "subtracts",
        "mul" => "multiplies",
        "div" => "divides",
        "sqrt" => "takes the roots of",
        _ => "compares",
    };
}
