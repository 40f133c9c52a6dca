using System.Numerics.Tensors;
using System.Reflection;

namespace Katas.Tests;

internal sealed class MatmulContractOf(TensorOperation multiply) : MatmulContract(multiply);

internal sealed class MatmulLimitsOf(TensorOperation multiply) : MatmulLimits(multiply);

internal sealed class MatmulCallersOf(TensorOperation multiply) : MatmulCallers(multiply);

/// <summary>What right and wrong implementations of matrix multiplication are made of.</summary>
internal static class MatmulCandidates
{
    public static Candidate<TensorOperation> Code(string name, string remark, TensorOperation multiply) =>
        new(name, remark, () => multiply);

    /// <summary>Tells whether a law takes so long that it tries only the impostors that no other law rejects.</summary>
    public static bool IsSlow(MethodInfo law) => law.Name
        is nameof(MatmulLimits.Square_matrices_whose_size_is_a_multiple_of_32_are_multiplied_correctly)
        or nameof(MatmulLimits.Very_large_matrices_are_multiplied_correctly)
        or nameof(MatmulLimits.A_column_may_have_millions_of_rows);

    /// <summary>Makes a candidate that remembers something between calls: each law gets a fresh one.</summary>
    public static Candidate<TensorOperation> Stateful(string name, string remark, Func<TensorOperation> make) => new(name, remark, make);

    /// <summary>Gets mistakes that can be made in every stage: beyond a size, between calls, with an object passed twice.</summary>
    public static Candidate<TensorOperation>[] ForAnyMatmul { get; } =
    [
        Spoiled("wrong for much work", "a path of its own beyond a million products, which forgets the last row", (a, _, c) =>
        {
            if ((long)a.Length * c.Shape[1] > 1_000_000)
                c.Row(c.Shape[0] - 1).Clear();
        }),
        Code("no shape", "what is not a matrix is refused without its shape", (a, b) =>
            a.Rank == 2 && b.Rank == 2 ? Product(a, b) : throw new ArgumentException("not a matrix")),
        Code("no shapes", "what does not fit is refused without its shapes", (a, b) =>
            a.Rank != 2 || b.Rank != 2 || a.Shape[1] == b.Shape[0] ? Product(a, b)
                : throw new ArgumentException("does not fit", nameof(a))),
        Code("A times its transpose", "the same object on both sides is taken for a symmetric product",
            (a, b) => Product(a, (object)a == b ? b.Transpose() : b)),
        Stateful("two buffers", "the result after the next is written into the same tensor", () =>
        {
            Dictionary<(int, int), (Tensor<float>? Next, Tensor<float> Last)> buffers = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                (Tensor<float>? next, Tensor<float>? last) = buffers.GetValueOrDefault((c.Shape[0], c.Shape[1]));
                if (next is not null)
                {
                    c.AsSpan().CopyTo(next.AsSpan());
                    c = next;
                }
                buffers[(c.Shape[0], c.Shape[1])] = (last, c);
                return c;
            };
        }),
        Stateful("remembered by value", "equal operands get the same tensor again", () =>
        {
            (Tensor<float> A, Tensor<float> B, Tensor<float> C)? last = null;
            return (a, b) =>
            {
                if (last is not var (x, y, c) || x != a || y != b)
                    last = (a.Copy(), b.Copy(), c = Product(a, b));
                return c;
            };
        }),
    ];

    /// <summary>Computes each element on its own, after the checks.</summary>
    public static Candidate<TensorOperation> Element(string name, string remark, Func<Tensor<float>, Tensor<float>, int, int,
        float> element) =>
        Code(name, remark, (a, b) => EachElement(a, b, element));

    /// <summary>Adds up a[i, k] b[k, j] in a way of its own: the function gets the terms of one element.</summary>
    public static Candidate<TensorOperation> Sum(string name, string remark, Func<float[], float> sum) =>
        Element(name, remark, (a, b, i, j) => sum([.. Enumerable.Range(0, a.Shape[1]).Select(k => a[i, k] * b[k, j])]));

    /// <summary>Multiplies the columns of A, and rows of B, that the function says.</summary>
    public static Candidate<TensorOperation> Terms(string name, string remark, Func<int, Range> terms) => Code(name, remark, (a, b) =>
    {
        Empty(a, b);
        (int start, int count) = terms(a.Shape[1]).GetOffsetAndLength(a.Shape[1]);
        return Product(a.Cut(1, start, count), b.Cut(0, start, count));
    });

    /// <summary>Spoils the right product.</summary>
    public static Candidate<TensorOperation> Spoiled(string name, string remark, Action<Tensor<float>, Tensor<float>,
        Tensor<float>> spoil) =>
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
            throw new ArgumentException($"{Tensor.Format(a.Shape)} times {Tensor.Format(b.Shape)}", a.Rank == 2 ? nameof(b) : nameof(a));
        return Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
    }
}
