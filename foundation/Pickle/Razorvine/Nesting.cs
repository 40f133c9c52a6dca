using System.Collections;

namespace Razorvine.Pickle;

/// <summary>
/// Bounds how deep containers are nested, so that code that walks what was read, one call a level, does not run out of stack.
/// Python's own recursion limit keeps what it pickles below that. (Cycles are legal in a pickle, and still need care.)
/// </summary>
internal sealed class Nesting
{
    private const int Deepest = 1000;
    private readonly Dictionary<object, int> depths = new(ReferenceEqualityComparer.Instance);   // those above 1

    /// <summary>Notes that a container holds items.</summary>
    public void Note(object container, ReadOnlySpan<object?> items)
    {
        int depth = depths.GetValueOrDefault(container, 1);
        foreach (object? item in items)
            if (item is object?[] or ArrayList or Hashtable or HashSet<object?> && item != container)
                depth = Math.Max(depth, 1 + depths.GetValueOrDefault(item, 1));
        if (depth > Deepest)
            throw new PickleException($"Containers are nested more than {Deepest} deep");
        if (depth > 1)
            depths[container] = depth;
    }
}
