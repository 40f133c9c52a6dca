using System.Text.RegularExpressions;

namespace Katas.Dojo.MachineCode;

/// <summary>A method as the JIT has compiled it.</summary>
/// <param name="Name">Its name in full, as the JIT writes it.</param>
/// <param name="InstructionSet">What the instructions are of.</param>
/// <param name="Frame">The register that local variables in memory are addressed by, beside the stack pointer; null if none is.</param>
/// <param name="Instructions">The instructions, in the order of their addresses.</param>
/// <param name="Labels">Where each label is: the index of the instruction after it.</param>
public sealed record CompiledMethod(string Name, InstructionSet InstructionSet, string? Frame,
    IReadOnlyList<Instruction> Instructions, IReadOnlyDictionary<string, int> Labels)
{
    private static readonly Regex Beginning = new(@"^(?=; Assembly listing for method )", RegexOptions.Multiline);
    private static readonly Regex Header = new(@"^; Assembly listing for method (?<name>.+) \((?<tier>[^()]+)\)$");
    private static readonly Regex NotOptimized = new("Tier0|MinOpts|Instrumented");
    private static readonly Regex FrameLine = new(@"^; (?<register>\w+) based frame");
    private static readonly Regex Label = new(@"^(?<label>G_M\w*_IG\d+):");
    private static readonly Regex Line = new(@"^\s+(?<mnemonic>[a-z][\w.]*)(?:\s+(?<operands>\S.*?))?\s*$");

    /// <summary>
    /// Reads what DOTNET_JitDisasm makes the JIT print: the methods in the order in which they were first called, of each the version that
    /// was compiled last, of those that are optimized.
    /// </summary>
    public static IReadOnlyList<CompiledMethod> Parse(string listing)
    {
        Dictionary<string, CompiledMethod> methods = [];
        foreach (string part in Beginning.Split(listing.ReplaceLineEndings("\n")))
            if (ParseOne(part.Split('\n')) is { } method)
                methods[method.Name] = method;
        return [.. methods.Values];
    }

    private static CompiledMethod? ParseOne(string[] lines)
    {
        if (Header.Match(lines[0]) is not { Success: true } header || NotOptimized.IsMatch(header.Groups["tier"].Value))
            return null;
        InstructionSet? set = null;
        string? frame = null;
        List<Instruction> instructions = [];
        Dictionary<string, int> labels = [];
        foreach (string line in lines.Skip(1))
        {
            if (line.StartsWith("; Emitting", StringComparison.Ordinal))
                set = InstructionSet.Of(line);
            else if (FrameLine.Match(line) is { Success: true } register)
                frame = register.Groups["register"].Value;
            else if (Label.Match(line) is { Success: true } label)
                labels[label.Groups["label"].Value] = instructions.Count;
            else if (Line.Match(line) is { Success: true } instruction && instruction.Groups["mnemonic"].Value != "align")
                instructions.Add(new(instruction.Groups["mnemonic"].Value, instruction.Groups["operands"].Value));
        }
        return set is null || instructions.Count == 0 ? null : new(header.Groups["name"].Value, set, frame, instructions, labels);
    }
}
