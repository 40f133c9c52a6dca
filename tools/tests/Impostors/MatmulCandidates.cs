using System.Numerics.Tensors;

namespace Katas.Tests;

/// <summary>The impostor suite of a stage that multiplies matrices, and what its candidates are made of.</summary>
public abstract class MatmulImpostors(
    string file, (string Impostor, string Law, int Elements) example, Func<TensorOperation, Laws> mathematics)
    : ImpostorSuite<TensorOperation>(file, example, mathematics,
        multiply => new MatmulContract(multiply), multiply => new LargeMatmulLimits(multiply), multiply => new MatmulCallers(multiply))
{
    private protected delegate float DotProduct(ReadOnlySpan<float> row, ReadOnlySpan<float> column);

    private protected delegate float ElementOf(Tensor<float> a, Tensor<float> b, int i, int j);

    /// <summary>Computes each element on its own, after the checks.</summary>
    private protected static Candidate<TensorOperation> Element(string name, string remark, ElementOf element) =>
        Code(name, remark, (a, b) => EachElement(a, b, element));

    /// <summary>Adds up a[i, k] b[k, j] in a way of its own: the function gets the terms of one element.</summary>
    private protected static Candidate<TensorOperation> Sum(string name, string remark, Func<float[], float> sum) =>
        Element(name, remark, (a, b, i, j) => sum([.. Enumerable.Range(0, a.Shape[1]).Select(k => a[i, k] * b[k, j])]));

    /// <summary>Multiplies the rows of A by the columns of B in a way of its own.</summary>
    private protected static Candidate<TensorOperation> Dots(string name, string remark, DotProduct dot) => Code(name, remark, (a, b) =>
    {
        Tensor<float>? columns = null;
        return EachElement(a, b, (a, b, i, j) => dot(a.Row(i), (columns ??= b.Transpose()).Row(j)));
    });

    /// <summary>Spoils the right product.</summary>
    private protected static Candidate<TensorOperation> Spoiled(
        string name, string remark, Action<Tensor<float>, Tensor<float>, Tensor<float>> spoil) =>
        Code(name, remark, AnyOperation.Spoil(MatmulCandidates.Product, spoil));

    private protected static Tensor<float> EachElement(Tensor<float> a, Tensor<float> b, ElementOf element)
    {
        Tensor<float> c = MatmulCandidates.Empty(a, b);
        for (int i = 0; i < c.Shape[0]; i++)
            for (int j = 0; j < c.Shape[1]; j++)
                c[i, j] = element(a, b, i, j);
        return c;
    }

    private protected static float Dot(Tensor<float> a, Tensor<float> b, int i, int j, int start = 0, int? end = null)
    {
        float sum = 0;
        for (int k = start; k < (end ?? a.Shape[1]); k++)
            sum += a[i, k] * b[k, j];
        return sum;
    }

    private protected static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> column)
    {
        float sum = 0;
        for (int k = 0; k < row.Length; k++)
            sum += row[k] * column[k];
        return sum;
    }

    private protected static void ClearColumns(Tensor<float> c, int first)
    {
        for (int i = 0; i < c.Shape[0] && first < c.Shape[1]; i++)
            c.Row(i)[Math.Max(0, first)..].Clear();
    }
}

/// <summary>The product that right and wrong implementations of matrix multiplication start from.</summary>
internal static class MatmulCandidates
{
    /// <summary>Gets the options of candidates that compute in parallel, for they are judged in parallel as well.</summary>
    public static ParallelOptions TwoThreads { get; } = new() { MaxDegreeOfParallelism = 2 };

    /// <summary>Multiplies as one should.</summary>
    public static Tensor<float> Product(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Empty(a, b);
        for (int i = 0; i < c.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], c.Row(i), c.Row(i));
        return c;
    }

    /// <summary>Checks the operands, and makes room for the result.</summary>
    public static Tensor<float> Empty(Tensor<float> a, Tensor<float> b)
    {
        if (a.Rank != 2 || b.Rank != 2 || a.Shape[1] != b.Shape[0])
            throw new ArgumentException($"{Tensor.Format(a.Shape)} times {Tensor.Format(b.Shape)}", a.Rank == 2 ? nameof(b) : nameof(a));
        return Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
    }
}
