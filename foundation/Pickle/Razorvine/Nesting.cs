using System.Collections;

namespace Razorvine.Pickle;

/// <summary>
/// Bounds how deep containers are nested, so that code that walks what was read, one call a level, does not run out of stack.
/// Python's own recursion limit keeps what it pickles below that. (Cycles are legal in a pickle, and still need care.)
/// </summary>
internal static class Nesting
{
    private const int Deepest = 1000;

    /// <summary>Walks through a value, without recursion of its own, and pays for each step.</summary>
    public static void Check(object? value, Action<long> pay)
    {
        Dictionary<object, int> heights = new(ReferenceEqualityComparer.Instance);   // 0 for those that the walk is in the middle of
        Stack<Level> path = [];
        Enter(value, path, heights);
        while (path.TryPeek(out Level? level))
        {
            pay(32);
            if (level.Items.MoveNext())
            {
                if (!Enter(level.Items.Current, path, heights))
                    level.Holds(HeightOf(level.Items.Current, heights));
                continue;
            }
            if (level.Height > Deepest)
                throw new PickleException($"Containers are nested more than {Deepest} deep");
            heights[level.Container] = level.Height;
            path.Pop();
            if (path.TryPeek(out Level? outer))
                outer.Holds(level.Height);
        }
    }

    private static bool Enter(object? value, Stack<Level> path, Dictionary<object, int> heights)
    {
        IEnumerable? items = value switch
        {
            object?[] or ArrayList or HashSet<object?> => (IEnumerable)value,
            Hashtable dict => dict.Keys.Cast<object?>().Concat(dict.Values.Cast<object?>()),
            _ => null,
        };
        if (items is null || !heights.TryAdd(value!, 0))
            return false;
        path.Push(new(value!, items.GetEnumerator()));
        return true;
    }

    private static int HeightOf(object? value, Dictionary<object, int> heights) => value is null ? 0 : heights.GetValueOrDefault(value);

    private sealed record Level(object Container, IEnumerator Items)
    {
        public int Height { get; private set; } = 1;

        public void Holds(int height) => Height = Math.Max(Height, 1 + height);
    }
}
