namespace Katas;

/// <summary>Reads elements straight into the array that will hold them.</summary>
internal interface IArrayReader
{
    /// <summary>Reads so many elements, with the bytes as they come.</summary>
    public T[] ReadArray<T>(int length) where T : unmanaged;
}

/// <summary>
/// Marks an object whose state has bytes that it prefers to read itself: elements that go through a byte array or, as Python 2's
/// str, through a string, take two to four times their memory. (Razorvine.Pickle does not ask, and gives the byte array or string.)
/// </summary>
internal interface IReadsElements
{
    /// <summary>Reads the bytes that come next in the state, in whatever array suits.</summary>
    /// <param name="state">The part of the state that came before.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="reader">Reads them.</param>
    public Array ReadElements(ReadOnlySpan<object?> state, int bytes, IArrayReader reader);
}
