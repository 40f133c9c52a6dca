namespace Katas;

/// <summary>Applies an operation to the elements at the same index of two tensors.</summary>
/// <remarks>
/// Tensors may have any rank. Several threads may call the methods at the same time, and memory does not grow from call to call.
/// </remarks>
public static class Elementwise
{
    /// <summary>Adds: c[index] = a[index] + b[index].</summary>
    /// <returns>A new tensor of the common shape. Neither a nor b is modified; they may share memory.</returns>
    /// <exception cref="ArgumentException">The shapes differ. ParamName is a or b, and the message shows both shapes.</exception>
    public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x + y);

    /// <summary>Subtracts: c[index] = a[index] - b[index].</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<float> Subtract(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x - y);

    /// <summary>Multiplies: c[index] = a[index] b[index], also called the Hadamard product.</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x * y);

    /// <summary>Divides: c[index] = a[index] / b[index]. Division by zero gives an infinity or NaN, as in IEEE 754.</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<float> Divide(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x / y);

    /// <summary>Compares: c[index] = a[index] &gt; b[index].</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<bool> GreaterThan(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x > y);

    /// <summary>Compares: c[index] = a[index] &lt; b[index].</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<bool> LessThan(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x < y);

    /// <summary>Compares: c[index] = (a[index] == b[index]); NaN equals nothing.</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<bool> EqualTo(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x == y);

    /// <summary>Computes the fraction of elements that are true, from 0 to 1.</summary>
    /// <returns>The float nearest to the fraction, if the mask has at most 2^24 elements, which float can count.</returns>
    /// <exception cref="ArgumentException">The mask has no elements. ParamName is mask.</exception>
    public static float Mean(Tensor<bool> mask)
    {
        if (mask.Length == 0)
            throw new ArgumentException("An empty mask has no mean.", nameof(mask));
        return (float)mask.AsSpan().Count(true) / mask.Length;
    }

    private static Tensor<TResult> Compute<TResult>(Tensor<float> a, Tensor<float> b, Func<float, float, TResult> operation)
        where TResult : unmanaged
    {
        if (!a.Shape.SequenceEqual(b.Shape))
            throw new ArgumentException($"The shapes differ: {Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}.", nameof(b));

        Tensor<TResult> c = Tensor.Zeros<TResult>(a.Shape);
        Span<float> x = a.AsSpan(), y = b.AsSpan();
        Span<TResult> result = c.AsSpan();
        for (int i = 0; i < result.Length; i++)
            result[i] = operation(x[i], y[i]);
        return c;
    }
}
