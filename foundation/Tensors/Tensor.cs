using System.Globalization;

namespace Katas;

/// <summary>Makes tensors.</summary>
public static class Tensor
{
    /// <summary>Makes a tensor of zeros (of <c>default(T)</c>).</summary>
    /// <exception cref="ArgumentException">The shape has a negative dimension, or more elements than an array can hold.</exception>
    public static Tensor<T> Zeros<T>(params ReadOnlySpan<int> shape) where T : unmanaged => new(new T[LengthOf(shape)], shape);

    /// <summary>Makes a tensor of whatever the memory held before, for code that writes every element: clearing a large one first takes
    /// time.</summary>
    /// <exception cref="ArgumentException">The shape has a negative dimension, or more elements than an array can hold.</exception>
    public static Tensor<T> Uninitialized<T>(params ReadOnlySpan<int> shape) where T : unmanaged =>
        new(GC.AllocateUninitializedArray<T>(LengthOf(shape)), shape);

    /// <summary>Makes a tensor of the given elements, in row-major order; it does not copy them.</summary>
    /// <exception cref="ArgumentException">The shape has a negative dimension, or another number of elements.</exception>
    public static Tensor<T> Of<T>(T[] elements, params ReadOnlySpan<int> shape) where T : unmanaged =>
        new Tensor<T>(elements, [elements.Length]).Reshape(shape);

    /// <summary>Makes the identity matrix of shape (n, n): 1 on the diagonal, 0 elsewhere.</summary>
    /// <exception cref="ArgumentException">n is negative.</exception>
    public static Tensor<float> Identity(int n)
    {
        Tensor<float> identity = Zeros<float>(n, n);
        for (int i = 0; i < n; i++)
            identity[i, i] = 1;
        return identity;
    }

    /// <summary>
    /// Draws from the standard normal distribution, the same numbers for the same seed: z = sqrt(-2 ln u) cos(2 pi v)
    /// for uniform u in (0, 1] and v in [0, 1) (Box and Muller, 1958).
    /// </summary>
    /// <exception cref="ArgumentException">The shape has a negative dimension, or more elements than an array can hold.</exception>
    public static Tensor<float> RandomNormal(int seed, params ReadOnlySpan<int> shape)
    {
        Tensor<float> normal = Zeros<float>(shape);
        Random uniform = new(seed);
        foreach (ref float z in normal.AsSpan())
            z = (float)(Math.Sqrt(-2 * Math.Log(1 - uniform.NextDouble())) * Math.Cos(2 * Math.PI * uniform.NextDouble()));
        return normal;
    }

    /// <summary>Stacks tensors of one shape along a new first axis. Collection expressions call this.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor<T> Stack<T>(params ReadOnlySpan<Tensor<T>> items) where T : unmanaged
    {
        ReadOnlySpan<int> inner = items.IsEmpty ? [] : items[0].Shape;
        foreach (Tensor<T> item in items)
            if (!item.Shape.SequenceEqual(inner))
                throw new ArgumentException($"Items of one tensor have one shape; these have {Format(inner)} and {Format(item.Shape)}.",
                    nameof(items));

        Tensor<T> stacked = Zeros<T>([items.Length, .. inner]);
        for (int i = 0, length = LengthOf(inner); i < items.Length; i++)
            items[i].AsSpan().CopyTo(stacked.AsSpan().Slice(i * length, length));
        return stacked;
    }

    /// <summary>Formats a shape, or an index, as NumPy does: (2, 3), or () for a scalar; but (3) for a vector.</summary>
    public static string Format(params ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";

    /// <summary>Computes the number of elements of a shape, after checking it.</summary>
    internal static int LengthOf(ReadOnlySpan<int> shape)
    {
        UInt128 length = 1;
        bool empty = false;
        foreach (int dimension in shape)
        {
            if (dimension < 0)
                throw new ArgumentException($"A shape has no negative dimensions; this one is {Format(shape)}.", nameof(shape));
            empty |= dimension == 0;
            length = UInt128.Min(length * (uint)dimension, ulong.MaxValue);
        }
        if (!empty && length > (uint)Array.MaxLength)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"A tensor holds at most {Array.MaxLength:N0} elements; the shape {Format(shape)} asks for more."), nameof(shape));
        return empty ? 0 : (int)length;
    }
}
