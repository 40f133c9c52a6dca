using System.Buffers;
using System.Runtime.CompilerServices;

namespace Katas;

/// <summary>
/// Floats of any value from the pool of arrays, the first at a multiple of 64 bytes, so that no vector lies across two cache lines.
/// Should the array be moved, only speed is lost.
/// </summary>
internal readonly struct AlignedBuffer : IDisposable
{
    private readonly float[] array;

    public AlignedBuffer(int length)
    {
        array = ArrayPool<float>.Shared.Rent(length + 15);
        int origin = (int)(-Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref array[0]) & 63) / sizeof(float);
        Floats = array.AsMemory(origin, length);
    }

    public Memory<float> Floats { get; }

    public void Dispose() => ArrayPool<float>.Shared.Return(array);
}
