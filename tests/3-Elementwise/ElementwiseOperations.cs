namespace Katas.Tests;

/// <summary>Compares two tensors, element by element.</summary>
public delegate Tensor<bool> Comparison(Tensor<float> a, Tensor<float> b);

/// <summary>The operations of stage 3 that pair elements.</summary>
public enum Operation
{
    Add,
    Subtract,
    Multiply,
    Divide,
    GreaterThan,
    LessThan,
    EqualTo,
}

/// <summary>The functions of stage 3, whoever implements them.</summary>
public sealed record ElementwiseOperations(
    TensorOperation Add, TensorOperation Subtract, TensorOperation Multiply, TensorOperation Divide,
    Comparison GreaterThan, Comparison LessThan, Comparison EqualTo, Func<Tensor<bool>, float> Mean)
{
    internal IPairing this[Operation operation] => operation switch
    {
        Operation.Add => new Pairing<float>(operation, Add.Invoke, (p, q) => p + q),
        Operation.Subtract => new Pairing<float>(operation, Subtract.Invoke, (p, q) => p - q),
        Operation.Multiply => new Pairing<float>(operation, Multiply.Invoke, (p, q) => p * q),
        Operation.Divide => new Pairing<float>(operation, Divide.Invoke, (p, q) => p / q),
        Operation.GreaterThan => new Pairing<bool>(operation, GreaterThan.Invoke, (p, q) => p > q),
        Operation.LessThan => new Pairing<bool>(operation, LessThan.Invoke, (p, q) => p < q),
        _ => new Pairing<bool>(operation, EqualTo.Invoke, (p, q) => p == q),
    };
}

/// <summary>Knows the mean of a mask.</summary>
internal static class Means
{
    /// <summary>Asserts that a number is the float nearest to the fraction of elements that are true.</summary>
    public static void ShouldBeMeanOf(this float actual, Tensor<bool> mask) =>
        actual.ShouldBeCloseTo((float)((double)mask.AsSpan().Count(true) / mask.Length), roundings: 0);
}

/// <summary>An operation on tensors, with the one on their elements.</summary>
internal interface IPairing
{
    /// <summary>Computes the result, of the tensors themselves or of copies.</summary>
    public object Of(Tensor<float> a, Tensor<float> b, bool copy = true);

    /// <summary>Asserts that a result is the right one.</summary>
    public void Verify(object result, Tensor<float> a, Tensor<float> b);

    /// <summary>Computes the right result once, and gets what asserts that another is the same.</summary>
    public Action<object> Verifier(Tensor<float> a, Tensor<float> b);

    /// <summary>Asserts that the operation gives the right result.</summary>
    public void Check(Tensor<float> a, Tensor<float> b);

    /// <summary>Asserts that the operation gives a result; it is named if not.</summary>
    public void ShouldGive(object expected, Tensor<float> a, Tensor<float> b);

    /// <summary>Overwrites a result.</summary>
    public void Clear(object result);
}

internal sealed record Pairing<T>(
    Operation Operation, Func<Tensor<float>, Tensor<float>, Tensor<T>> OnTensors, Func<float, float, T> OnElements)
    : IPairing where T : unmanaged
{
    public object Of(Tensor<float> a, Tensor<float> b, bool copy) =>
        Returned.Keep(copy ? OnTensors(a.Copy(), b.Copy()) : OnTensors(a, b));

    public void Check(Tensor<float> a, Tensor<float> b) => Verify(Of(a, b, copy: true), a, b);

    public void Verify(object result, Tensor<float> a, Tensor<float> b) => Verifier(a, b)(result);

    public Action<object> Verifier(Tensor<float> a, Tensor<float> b)
    {
        Tensor<T> expected = a.Zip(b, OnElements);
        return result => ShouldBe(expected, result);
    }

    public void ShouldGive(object expected, Tensor<float> a, Tensor<float> b) => ShouldBe((Tensor<T>)expected, Of(a, b, copy: true));

    public void Clear(object result) => ((Tensor<T>)result).AsSpan().Clear();

    /// <summary>Compares a result to the last bit, as one operation is one rounding, and names the operation.</summary>
    private void ShouldBe(Tensor<T> expected, object actual) =>
        Assertions.Saying(message => $"{Operation}: {message}", () => ((Tensor<T>)actual).ShouldBeIdenticalTo(expected));
}
