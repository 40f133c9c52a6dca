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
    public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.Add in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Subtracts: c[index] = a[index] - b[index].</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<float> Subtract(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.Subtract in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Multiplies: c[index] = a[index] b[index], also called the Hadamard product.</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.Multiply in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Divides: c[index] = a[index] / b[index]. Division by zero gives an infinity or NaN, as in IEEE 754.</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<float> Divide(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.Divide in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Compares: c[index] = a[index] &gt; b[index].</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<bool> GreaterThan(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.GreaterThan in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Compares: c[index] = a[index] &lt; b[index].</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<bool> LessThan(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.LessThan in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Compares: c[index] = (a[index] == b[index]); NaN equals nothing.</summary>
    /// <inheritdoc cref="Add"/>
    public static Tensor<bool> EqualTo(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Elementwise.EqualTo in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    /// <summary>Computes the fraction of elements that are true, from 0 to 1.</summary>
    /// <returns>The float nearest to the fraction, if the mask has at most 2^24 elements, which float can count.</returns>
    /// <exception cref="ArgumentException">The mask has no elements. ParamName is mask.</exception>
    public static float Mean(Tensor<bool> mask) =>
        throw new NotImplementedException(
            "Write Elementwise.Mean in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");
}
