using System.Numerics.Tensors;

namespace Katas.Tests;

/// <summary>Multiplies two matrices, rightly or not.</summary>
public delegate Tensor<float> Matmul(Tensor<float> a, Tensor<float> b);

/// <summary>What implementations of matrix multiplication on trial are made of.</summary>
internal static class MatmulSuspects
{
    public static Suspect<Matmul> Code(string name, string remark, Matmul multiply) => new(name, remark, () => multiply);

    /// <summary>Makes a suspect that remembers something between calls: each law gets a fresh one.</summary>
    public static Suspect<Matmul> Stateful(string name, string remark, Func<Matmul> make) => new(name, remark, make);

    /// <summary>Computes each element on its own, after the checks.</summary>
    public static Suspect<Matmul> Element(string name, string remark, Func<Tensor<float>, Tensor<float>, int, int, float> element) =>
        Code(name, remark, (a, b) => EachElement(a, b, element));

    /// <summary>Adds up a[i, k] b[k, j] in a way of its own: the function gets the terms of one element.</summary>
    public static Suspect<Matmul> Sum(string name, string remark, Func<float[], float> sum) =>
        Element(name, remark, (a, b, i, j) => sum([.. Enumerable.Range(0, a.Shape[1]).Select(k => a[i, k] * b[k, j])]));

    /// <summary>Multiplies the columns of A, and rows of B, that the function says.</summary>
    public static Suspect<Matmul> Terms(string name, string remark, Func<int, Range> terms) => Code(name, remark, (a, b) =>
    {
        Empty(a, b);
        (int start, int count) = terms(a.Shape[1]).GetOffsetAndLength(a.Shape[1]);
        return Product(a.Cut(1, start, count), b.Cut(0, start, count));
    });

    /// <summary>Spoils the right product.</summary>
    public static Suspect<Matmul> Spoiled(string name, string remark, Action<Tensor<float>, Tensor<float>, Tensor<float>> spoil) =>
        Code(name, remark, (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            spoil(a, b, c);
            return c;
        });

    public static Tensor<float> EachElement(Tensor<float> a, Tensor<float> b, Func<Tensor<float>, Tensor<float>, int, int, float> element)
    {
        Tensor<float> c = Empty(a, b);
        for (int i = 0; i < c.Shape[0]; i++)
            for (int j = 0; j < c.Shape[1]; j++)
                c[i, j] = element(a, b, i, j);
        return c;
    }

    /// <summary>Multiplies as one should.</summary>
    public static Tensor<float> Product(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Empty(a, b);
        for (int i = 0; i < c.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], c.Row(i), c.Row(i));
        return c;
    }

    public static float Dot(Tensor<float> a, Tensor<float> b, int i, int j, int start = 0, int? end = null)
    {
        float sum = 0;
        for (int k = start; k < (end ?? a.Shape[1]); k++)
            sum += a[i, k] * b[k, j];
        return sum;
    }

    /// <summary>Checks the operands, and makes room for the result.</summary>
    public static Tensor<float> Empty(Tensor<float> a, Tensor<float> b)
    {
        if (a.Rank != 2 || b.Rank != 2 || a.Shape[1] != b.Shape[0])
            throw new ArgumentException($"({string.Join(", ", a.Shape.ToArray())}) times ({string.Join(", ", b.Shape.ToArray())})");
        return Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
    }
}
