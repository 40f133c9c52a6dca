namespace Katas.Dojo.MachineCode;

/// <summary>Finds the loop in which a program spends its time.</summary>
public static class HottestLoop
{
    /// <summary>
    /// Lists the innermost loops of some methods, the hottest first: those that compute with floats before those that do not, then the one
    /// that is in the most loops, counting those of its callers, then the one that computes most in a step. Of two versions of the same
    /// loop, with and without checks, the JIT puts the one that it expects to run first.
    /// </summary>
    public static IReadOnlyList<LoopListing> Rank(IReadOnlyList<CompiledMethod> methods)
    {
        FlowGraph[] graphs = [.. methods.Select(method => new FlowGraph(method))];
        Dictionary<string, int> depths = Depths(graphs);
        return [..
            from graph in graphs
            from loop in graph.Loops
            where loop.IsInnermost
            let listing = LoopListing.Of(graph, loop)
            orderby listing.Operations > 0 descending, depths[graph.Method.Name] + loop.Depth descending, listing.Operations descending
            select listing];
    }

    /// <summary>
    /// Computes in how many loops each method is called. Not all calls have a name. A lambda counts as called by a loop of somebody else's,
    /// from the innermost of the calls to unknown methods; so do, where a listing has calls without names, the methods that none names,
    /// except the first, with which the program begins.
    /// </summary>
    private static Dictionary<string, int> Depths(FlowGraph[] graphs)
    {
        Dictionary<string, int> depths = graphs.ToDictionary(graph => graph.Method.Name, _ => 0);
        (string Caller, string Callee, int Depth)[] calls = [..
            from graph in graphs
            from block in Enumerable.Range(0, graph.Blocks.Count)
            from call in graph.InstructionsOf(block)
            where graph.Method.InstructionSet.IsCall(call)
            let callee = MethodName.InCall(call.Operands) ?? ""
            where callee != graph.Method.Name
            select (graph.Method.Name, callee, graph.Loops.Count(loop => loop.Blocks.Contains(block)))];
        int unknown = calls.Where(call => !depths.ContainsKey(call.Callee)).Select(call => call.Depth).DefaultIfEmpty(0).Max();
        bool allHaveNames = calls.All(call => call.Callee.Length > 0);
        foreach (string name in depths.Keys.Except(calls.Select(call => call.Callee)).Skip(1).ToArray())
            if (!allHaveNames || name.Contains(":<", StringComparison.Ordinal))
                depths[name] = unknown + 1;
        for (int round = 0; round < graphs.Length; round++)   // a chain of calls is no longer
            foreach (var (caller, callee, depth) in calls)
                if (depths.TryGetValue(callee, out int known))
                    depths[callee] = Math.Max(known, depths[caller] + depth);
        return depths;
    }
}
