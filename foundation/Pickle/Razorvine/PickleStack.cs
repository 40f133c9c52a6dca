using System.Runtime.InteropServices;

namespace Razorvine.Pickle;

/// <summary>Holds the values that opcodes leave for each other, and the marks; no opcode reaches below the last mark.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> values = [];
    private readonly Stack<int> marks = [];

    private int Floor => marks.TryPeek(out int height) ? height : 0;

    /// <summary>Gets the value that the last mark stands on, if there is one.</summary>
    public object? UnderMark => Floor > 0 ? values[Floor - 1] : null;

    /// <summary>Gets the values above the last mark.</summary>
    public ReadOnlySpan<object?> AboveMark => CollectionsMarshal.AsSpan(values)[Floor..];

    public void Push(object? value) => values.Add(value);

    public void Mark() => marks.Push(values.Count);

    public object? Peek() => values.Count > Floor ? values[^1] : throw Underflow();

    public object? Pop() => Pop(1)[0];

    /// <summary>Takes the topmost values off, in the order in which they were pushed.</summary>
    public object?[] Pop(int count)
    {
        if (values.Count - count < Floor)
            throw Underflow();
        object?[] popped = CollectionsMarshal.AsSpan(values)[^count..].ToArray();
        values.RemoveRange(values.Count - count, count);
        return popped;
    }

    /// <summary>Takes the last mark off, and all values above it, in the order in which they were pushed.</summary>
    public object?[] PopToMark()
    {
        if (marks.Count == 0)
            throw new PickleException("There is no mark on the stack");
        object?[] popped = Pop(values.Count - Floor);
        marks.Pop();
        return popped;
    }

    /// <summary>Drops the topmost value, or a mark that has no values above it.</summary>
    public void Drop()
    {
        if (marks.Count > 0 && values.Count == Floor)
            marks.Pop();
        else
            Pop();
    }

    /// <summary>Takes off the one value that a whole pickle leaves.</summary>
    public object? Result() =>
        values.Count == 1 && marks.Count == 0
            ? values[0]
            : throw new PickleException($"{values.Count} values and {marks.Count} marks are left on the stack, where one value should be");

    private static PickleException Underflow() => new("The stack holds too few values");
}
