using System.Text.RegularExpressions;

namespace Katas.Dojo.MachineCode;

/// <summary>A line of a loop's machine code: an instruction with readable names, and what it does; or a label before it.</summary>
public sealed record LoopLine(string? Label, Instruction Instruction, Note Note);

/// <summary>The machine code of an innermost loop, with what a learner should see in it.</summary>
/// <param name="Method">The method that it is in, as its author calls it.</param>
/// <param name="InstructionSet">What the instructions are of.</param>
/// <param name="Lines">The instructions in the order of their addresses.</param>
public sealed record LoopListing(string Method, InstructionSet InstructionSet, IReadOnlyList<LoopLine> Lines)
{
    private static readonly Regex Address = new(@"\[.+\]"), Size = new(@"\w+ +ptr (?=\[)");

    public IEnumerable<Note> Notes => Lines.Select(line => line.Note);

    public int Count(Role role) => Notes.Count(note => note.Role == role);

    /// <summary>Gets the operations with floats that one step of the loop computes, two in each lane of a multiply-add.</summary>
    public int Operations => Notes.Sum(note => note.Operations);

    /// <summary>Gets the most floats that one instruction computes.</summary>
    public int Lanes => Notes.Where(note => note.Operations > 0).Select(note => note.Lanes).DefaultIfEmpty(0).Max();

    /// <summary>Gets whether sums are loaded and, from and to the same address, stored again at every step.</summary>
    public bool StoresWhatItLoads
    {
        get
        {
            static string AddressOf(LoopLine line) => Address.Match(line.Instruction.Operands).Value;
            IEnumerable<string> loaded = Lines.Where(line => line.Note.Loads > 0).Select(AddressOf),
                stored = Lines.Where(line => line.Note.Stores > 0).Select(AddressOf);
            return Operations > 0 && loaded.Intersect(stored).Any();
        }
    }

    /// <summary>Describes a loop line by line.</summary>
    public static LoopListing Of(FlowGraph graph, NaturalLoop loop)
    {
        Dictionary<string, string> names = NameLabels(graph, loop);
        List<LoopLine> lines = [];
        foreach (int block in loop.Blocks.Order())
        {
            string? label = graph.Method.Labels.Where(label => graph.BlockAt(label.Key) == block)
                .Select(label => names.GetValueOrDefault(label.Key)).FirstOrDefault();
            foreach (Instruction instruction in graph.InstructionsOf(block))
            {
                lines.Add(new(label, Rename(graph.Method.InstructionSet, instruction, names), Describe(graph, loop, instruction)));
                label = null;
            }
        }
        return new(MethodName.Readable(graph.Method.Name), graph.Method.InstructionSet, lines);
    }

    /// <summary>
    /// Calls the first line <c>top</c>, other targets within the loop <c>L1</c>, <c>L2</c>, and those outside by what is there.
    /// </summary>
    private static Dictionary<string, string> NameLabels(FlowGraph graph, NaturalLoop loop)
    {
        Dictionary<string, string> names = [];
        int inside = 0;
        foreach (Instruction instruction in loop.Blocks.Order().SelectMany(graph.InstructionsOf))
            if (InstructionSet.TargetOf(instruction) is { } label && !names.ContainsKey(label) && graph.BlockAt(label) is { } block)
                names[label] = block == loop.Blocks.Min() ? "top"
                    : loop.Blocks.Contains(block) ? $"L{++inside}"
                    : graph.Thrower(block) is not null ? "throw" : "out";
        return names;
    }

    /// <summary>Leaves out what the registers tell as well, such as <c>dword ptr</c>, and gives labels and methods their names.</summary>
    private static Instruction Rename(InstructionSet set, Instruction instruction, Dictionary<string, string> names)
    {
        string operands = instruction.Operands;
        if (InstructionSet.TargetOf(instruction) is { } label && names.TryGetValue(label, out string? name))
            operands = operands.Replace("SHORT ", "").Replace(label, name);
        else if (set.IsCall(instruction) && MethodName.InCall(operands) is { } method)
            operands = MethodName.Readable(method);
        return instruction with { Operands = Size.Replace(operands, "") };
    }

    private static Note Describe(FlowGraph graph, NaturalLoop loop, Instruction instruction)
    {
        InstructionSet set = graph.Method.InstructionSet;
        if (set.FlowOf(instruction) is Flow.Next || graph.BlockAt(InstructionSet.TargetOf(instruction)) is not { } target)
            return set.Describe(instruction, graph.Method.Frame);
        return target == loop.Blocks.Min() ? new(Role.Repeat, "takes the next step")
            : loop.Blocks.Contains(target) ? Note.None
            : graph.Thrower(target) is { } thrower ? new(Role.Check, DescribeCheck(thrower))
            : new(Role.Exit, "leaves the loop");
    }

    private static string DescribeCheck(string thrower) => thrower switch
    {
        "CORINFO_HELP_RNGCHKFAIL" => "bounds check of an array or a span",
        _ when thrower.Contains("Tensor`1") => "bounds check of a tensor",
        _ when thrower.Contains("ThrowArgumentOutOfRange") => "checks that a slice or a vector fits",
        _ when thrower.Contains("DestinationTooShort") => "checks that the vector fits",
        "CORINFO_HELP_OVERFLOW" => "checks for overflow",
        _ => "checks, and throws if it fails",
    };
}
