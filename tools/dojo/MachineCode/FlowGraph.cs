namespace Katas.Dojo.MachineCode;

/// <summary>A loop: where it begins, and the blocks of instructions that it consists of.</summary>
/// <param name="Head">The block that every step begins with.</param>
/// <param name="Blocks">All blocks, in the order of their addresses.</param>
/// <param name="Depth">In how many loops of the method it is, itself included.</param>
/// <param name="IsInnermost">Whether no other loop is in it.</param>
public sealed record NaturalLoop(int Head, IReadOnlySet<int> Blocks, int Depth, bool IsInnermost);

/// <summary>
/// A method's blocks, runs of instructions that are entered at the first and left at the last, and how the processor goes from one to
/// another.
/// </summary>
public sealed class FlowGraph
{
    private readonly Dictionary<int, int> blockAt = [];   // by the index of its first instruction
    private readonly int[][] next;
    private readonly List<int>[] previous;

    public FlowGraph(CompiledMethod method)
    {
        Method = method;
        IReadOnlyList<Instruction> instructions = method.Instructions;
        SortedSet<int> starts = [0, .. method.Labels.Values.Where(start => start < instructions.Count)];
        for (int i = 0; i + 1 < instructions.Count; i++)
            if (method.InstructionSet.FlowOf(instructions[i]) != Flow.Next)
                starts.Add(i + 1);
        foreach (int start in starts)
            blockAt.Add(start, blockAt.Count);
        Blocks = [.. starts.Zip([.. starts.Skip(1), instructions.Count], (start, end) => new Range(start, end))];
        next = [.. Enumerable.Range(0, Blocks.Count).Select(Follow)];
        previous = [.. Blocks.Select(_ => new List<int>())];
        for (int block = 0; block < next.Length; block++)
            foreach (int to in next[block])
                previous[to].Add(block);
        ConnectComputedJumps();
        Loops = FindLoops();
    }

    public CompiledMethod Method { get; }

    /// <summary>Gets the instructions of each block.</summary>
    public IReadOnlyList<Range> Blocks { get; }

    public IReadOnlyList<NaturalLoop> Loops { get; }

    public IEnumerable<Instruction> InstructionsOf(int block) => Method.Instructions.Take(Blocks[block]);

    /// <summary>Finds the block that begins at a label.</summary>
    public int? BlockAt(string? label) =>
        label is not null && Method.Labels.TryGetValue(label, out int start) && blockAt.TryGetValue(start, out int block) ? block : null;

    /// <summary>Finds the call that throws, in a block or where it leads without a choice.</summary>
    /// <returns>Its name, empty if the listing has none; null if the block does not throw.</returns>
    public string? Thrower(int block)
    {
        for (HashSet<int> seen = []; seen.Add(block); block = next[block][0])
        {
            string[] calls = [.. InstructionsOf(block).Where(Method.InstructionSet.IsCall)
                .Select(call => MethodName.InCall(call.Operands) ?? "")];
            if (calls.Any(Throws) || FlowAfter(block) == Flow.Trap)   // Tensor's checks make an exception before they throw it
                return calls.FirstOrDefault(name => name.Contains("OutOfRange")) ?? calls.FirstOrDefault(Throws) ?? "";
            if (next[block].Length != 1)
                return null;
        }
        return null;
    }

    private static bool Throws(string name) =>
        name is "CORINFO_HELP_RNGCHKFAIL" or "CORINFO_HELP_OVERFLOW"
        || name.StartsWith("CORINFO_HELP_THROW", StringComparison.Ordinal)
        || name.Contains(":Throw", StringComparison.Ordinal);

    private Instruction Last(int block) => Method.Instructions[Blocks[block].End.Value - 1];

    private Flow FlowAfter(int block) => Method.InstructionSet.FlowOf(Last(block));

    private int[] Follow(int block)
    {
        int[] through = block + 1 < Blocks.Count ? [block + 1] : [];
        int[] target = BlockAt(InstructionSet.TargetOf(Last(block))) is { } to ? [to] : [];
        return FlowAfter(block) switch
        {
            Flow.Next => Throws(MethodName.InCall(Last(block).Operands) ?? "") ? [] : through,
            Flow.Branch => [.. through.Union(target)],
            Flow.Jump => target,
            _ => [],
        };
    }

    /// <summary>A switch jumps to blocks that nothing else leads to.</summary>
    private void ConnectComputedJumps()
    {
        int[] all = [.. Enumerable.Range(0, Blocks.Count)], targets = [.. all.Skip(1).Where(block => previous[block].Count == 0)];
        foreach (int block in all.Where(block => FlowAfter(block) == Flow.Computed))
        {
            next[block] = targets;
            foreach (int target in targets)
                previous[target].Add(block);
        }
    }

    /// <summary>
    /// Finds the natural loops: where a block leads back to one that every way to it goes through, the blocks on the ways between the two.
    /// </summary>
    private NaturalLoop[] FindLoops()
    {
        HashSet<int>[] dominators = FindDominators();
        SortedDictionary<int, HashSet<int>> loops = [];
        for (int tail = 0; tail < next.Length; tail++)
            foreach (int head in next[tail].Where(dominators[tail].Contains))
            {
                HashSet<int> blocks = loops.TryGetValue(head, out HashSet<int>? known) ? known : loops[head] = [head];
                Stack<int> open = new([tail]);
                while (open.TryPop(out int block))
                    if (blocks.Add(block))
                        foreach (int before in previous[block])
                            open.Push(before);
            }
        return [.. loops.Select(loop => new NaturalLoop(loop.Key, loop.Value,
            Depth: loops.Values.Count(other => other.IsSupersetOf(loop.Value)),
            IsInnermost: !loops.Any(other => other.Key != loop.Key && loop.Value.IsProperSupersetOf(other.Value))))];
    }

    /// <summary>For each block, finds those that every way from the beginning to it goes through, itself included.</summary>
    private HashSet<int>[] FindDominators()
    {
        int[] all = [.. Enumerable.Range(0, Blocks.Count)];
        int[] entries = [.. all.Where(block => block == 0 || previous[block].Count == 0)];   // and handlers of exceptions
        HashSet<int>[] dominators = [.. all.Select(block => entries.Contains(block) ? (HashSet<int>)[block] : [.. all])];
        for (bool changes = true; changes;)
        {
            changes = false;
            foreach (int block in all.Except(entries))
            {
                HashSet<int> common = [.. dominators[previous[block][0]]];
                foreach (int before in previous[block].Skip(1))
                    common.IntersectWith(dominators[before]);
                common.Add(block);
                changes |= common.Count != dominators[block].Count;
                dominators[block] = common;
            }
        }
        return dominators;
    }
}
