using System.Numerics.Tensors;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

/// <remarks>All stages that multiply matrices share the laws of this one: a mistake that any of them can make belongs here.</remarks>
public sealed partial class NaiveMatmulImpostors() : MatmulImpostors("katas/2-NaiveMatmul/NaiveMatmul.cs",
    ("checked, then B times A", nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B), 4),
    multiply => new MatmulLaws(multiply))
{
    protected override Candidate<TensorOperation>[] Impostors { get; } =
    [
        Code("checked, then B times A", "the operands are swapped after the checks wherever both orders fit", (a, b) =>
            Empty(a, b).Shape is [var m, var n] && m == n ? Product(b, a) : Product(a, b)),
        Element("b[j, k]", "the indices of B are exchanged", (a, b, i, j) => Range(a).Sum(k => a[i, k] * b[j, k])),
        Element("a[k, i] if square", "A is taken for its transpose where that fits", (a, b, i, j) =>
            Range(a).Sum(k => (a.Shape[0] == a.Shape[1] ? a[k, i] : a[i, k]) * b[k, j])),
        Code("Hadamard", "element times element",
            (a, b) => Empty(a, b).Shape.SequenceEqual(a.Shape) ? a.Zip(b, (x, y) => x * y) : Product(a, b)),
        Element("= for +=", "only the last term is kept", (a, b, i, j) => a.Shape[1] == 0 ? 0 : Dot(a, b, i, j, a.Shape[1] - 1)),
        Element("k < K - 1", "the last term is skipped", (a, b, i, j) => Dot(a, b, i, j, 0, a.Shape[1] - 1)),
        Element("k < a.Rows", "the wrong axis is the inner one", (a, b, i, j) => Dot(a, b, i, j, 0, a.Shape[0])),
        Code("transposed", "the result is transposed", (a, b) => Product(a, b).Transpose()),
        Code("transposed data", "the result is filled by columns, the shape is right", (a, b) =>
            Product(a, b).Transpose().Reshape(a.Shape[0], b.Shape[1])),
        Sum("int sum", "the sum is kept in an int", terms => terms.Aggregate(0, (sum, term) => (int)(sum + term))),
        Sum("two decimals", "the result is rounded for show", terms => MathF.Round(terms.Sum(), 2)),
        Sum("half sum", "the sum is kept in half precision", terms => (float)terms.Aggregate(Half.Zero, (sum, term) => sum + (Half)term)),
        Element("TF32 inputs", "the inputs keep 11 bits, as tensor cores do",
            (a, b, i, j) => Range(a).Sum(k => Cut(a[i, k], 13) * Cut(b[k, j], 13))),
        Sum("decimal", "decimal has 28 digits, but a small range", terms => (float)terms.Sum(term => (decimal)term)),
        Sum("tiny is zero", "terms below 1e-6 are taken for noise", terms => terms.Where(term => MathF.Abs(term) > 1e-6f).Sum()),
        Sum("mean of nothing", "0 / 0 where there are no terms", terms => terms.Length == 0 ? float.NaN : terms.Sum()),
        Sum("NaN skipped", "NaN is left out of the sum", terms => terms.Where(term => !float.IsNaN(term)).Sum()),
        Sum("1024 terms", "a buffer holds the first 1024 terms", terms => terms.Take(1024).Sum()),
        Code("symmetric", "c[j, i] is copied from c[i, j] where there is one", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            return EachElement(a, b, (_, _, i, j) => i > j && i < c.Shape[1] ? c[j, i] : c[i, j]);
        }),
        Spoiled("last column skipped", "j < N - 1", (_, _, c) => ClearColumns(c, c.Shape[1] - 1)),
        Spoiled("wrong for one row", "a vector on the left is a case of its own, a wrong one",
            (a, _, c) => { if (a.Shape[0] == 1) c.AsSpan().Clear(); }),
        Spoiled("wrong for 1x1", "a dot product is a case of its own, a wrong one",
            (_, _, c) => { if (c.Length == 1) c.AsSpan().Clear(); }),
        Spoiled("wrong for 512 columns", "a buffer holds 512 columns", (_, _, c) => ClearColumns(c, 512)),
        Spoiled("wrong for odd K", "steps by two, and the last term is left out", (a, b, c) =>
        {
            for (int i = 0; i < c.Shape[0] && a.Shape[1] % 2 != 0; i++)
                for (int j = 0; j < c.Shape[1]; j++)
                    c[i, j] -= a[i, a.Shape[1] - 1] * b[a.Shape[1] - 1, j];
        }),
        Sum("clipped", "sums are kept within a million", terms => Math.Clamp(terms.Sum(), -1e6f, 1e6f)),
        Sum("NaN is zero", "a sum that is not a number becomes zero", terms => terms.Sum() is var sum && float.IsNaN(sum) ? 0 : sum),
        Sum("int overflow", "the sum is kept in an int, where that is exact",
            terms => terms.All(float.IsInteger) ? unchecked((int)(long)terms.Sum(term => (double)term)) : terms.Sum()),
        Code("unchecked", "the inner dimensions are not compared: the shorter counts", (a, b) =>
        {
            Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
            for (int i = 0; i < c.Shape[0]; i++)
                for (int j = 0; j < c.Shape[1]; j++)
                    c[i, j] = Dot(a, b, i, j, 0, Math.Min(a.Shape[1], b.Shape[0]));
            return c;
        }),
        Code("runs into the wall", "mismatched shapes end in an IndexOutOfRangeException", (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Shape[1] > b.Shape[0] ? throw new IndexOutOfRangeException() : Product(a, b)),
        Code("nothing is empty", "refuses matrices without elements",
            (a, b) => a.Length * b.Length == 0 ? throw new ArgumentException("empty") : Product(a, b)),
        Code("vectors are columns", "takes a vector on the right for a column",
            (a, b) => Product(a, b.Rank == 1 ? b.Reshape(b.Length, 1) : b)),
        Code("scalars scale", "takes a scalar for a factor", (a, b) => a.Rank == 0 ? b.Map(x => a.AsSpan()[0] * x) : Product(a, b)),
        Code("batches flattened", "takes every axis but the last for rows", (a, b) =>
            Product(a.Rank > 2 && a.Length > 0 ? a.Reshape(a.Length / a.Shape[^1], a.Shape[^1]) : a, b)),
        Stateful("dirty pool", "a rented buffer is not cleared where there is nothing to add", () =>
        {
            float[] pool = new float[1 << 10];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                int count = Math.Min(c.Length, pool.Length);
                if (a.Shape[1] == 0)
                    pool.AsSpan(0, count).CopyTo(c.AsSpan());
                c.AsSpan()[..count].CopyTo(pool);
                return c;
            };
        }),
        Spoiled("writes into A", "A's first element is the accumulator",
            (a, _, c) => { if (c.Length > 0 && a.Length > 0) a.AsSpan()[0] = c.AsSpan()[^1]; }),
        .. AnyOperation.Mistaken(Product, multiply => multiply,
            nameof(MatmulCallers.Many_callers_at_once_get_their_own_small_products)),
        .. Published,
    ];

    protected override Candidate<TensorOperation>[] RightOnes { get; } =
    [
        Code("i, k, j", "row by row of B, as memory likes it", Product),
        Code("one empty matrix", "results without elements are all the same object", (a, b) =>
            Empty(a, b).Shape is [0, 0] ? NoElements : Product(a, b)),
        Code("exceptions of a kind", "refuses with an ArgumentOutOfRangeException", (a, b) =>
        {
            if (a.Rank != 2)
                throw new ArgumentOutOfRangeException(nameof(a), Tensor.Format(a.Shape));
            if (b.Rank != 2 || a.Shape[1] != b.Shape[0])
                throw new ArgumentOutOfRangeException(nameof(b), $"{Tensor.Format(b.Shape)} after {Tensor.Format(a.Shape)}");
            return Product(a, b);
        }),
        Element("double", "products and sums in double", (a, b, i, j) => (float)Range(a).Sum(k => (double)a[i, k] * b[k, j])),
        Element("fused", "multiply-add with one rounding",
            (a, b, i, j) => Range(a).Aggregate(0f, (sum, k) => MathF.FusedMultiplyAdd(a[i, k], b[k, j], sum))),
        Sum("pairwise", "halves are summed apart", Pairwise),
        Sum("from the last", "the last term first", terms => terms.Reverse().Aggregate(0f, (sum, term) => sum + term)),
        Sum("smallest first", "terms in the order of their magnitude", terms =>
            terms.OrderBy(Math.Abs).Aggregate(0f, (sum, term) => sum + term)),
        Sum("first term", "the sum starts from the first term, so that a zero keeps its sign", terms =>
            terms.Length == 0 ? 0 : terms.Aggregate((sum, term) => sum + term)),
        Sum("compensated", "Kahan's sum", Compensated),
        Code("-((-A) B)", "the product of -A, with the opposite sign", (a, b) => Product(a.Map(x => -x), b).Map(x => -x)),
        Code("half of a symmetric product", "A times its own transpose is computed on one side of the diagonal, and mirrored", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            if (b != a.Transpose())
                return Product(a, b);
            for (int i = 0; i < c.Shape[0]; i++)
                for (int j = 0; j <= i; j++)
                    c[i, j] = c[j, i] = Dot(a, b, i, j);
            return c;
        }),
        Code("outer products", "a column of A times a row of B, added up over k", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int k = 0; k < a.Shape[1]; k++)
                for (int i = 0; i < c.Shape[0]; i++)
                    for (int j = 0; j < c.Shape[1]; j++)
                        c[i, j] += a[i, k] * b[k, j];
            return c;
        }),
        Code("recursive", "the longest dimension is halved until it is short", Recursive),
        Code("(B^T A^T)^T", "the product of the transposes, transposed", (a, b) =>
            Empty(a, b) is not null ? Product(b.Transpose(), a.Transpose()).Transpose() : a),
    ];

    private static readonly Tensor<float> NoElements = Tensor.Zeros<float>(0, 0);

    private static IEnumerable<int> Range(Tensor<float> a) => Enumerable.Range(0, a.Shape[1]);

    private static float Cut(float x, int bits) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(x) >> bits << bits);

    private static float Compensated(float[] terms)
    {
        (float sum, float lost) = (0, 0);
        foreach (float term in terms)
        {
            float corrected = term - lost, next = sum + corrected;
            lost = float.IsFinite(next) ? next - sum - corrected : 0;
            sum = next;
        }
        return sum;
    }

    private static Tensor<float> Recursive(Tensor<float> a, Tensor<float> b)
    {
        (int m, int k, int n) = Empty(a, b).Shape is [var rows, var columns] ? (rows, a.Shape[1], columns) : default;
        if (Math.Max(m, Math.Max(k, n)) <= 16)
            return Product(a, b);
        if (m >= k && m >= n)
            return Recursive(a.Cut(0, 0, m / 2), b).Above(Recursive(a.Cut(0, m / 2, m - m / 2), b));
        if (n >= k)
            return Recursive(a, b.Cut(1, 0, n / 2)).Transpose().Above(Recursive(a, b.Cut(1, n / 2, n - n / 2)).Transpose()).Transpose();
        return Recursive(a.Cut(1, 0, k / 2), b.Cut(0, 0, k / 2)).Zip(Recursive(a.Cut(1, k / 2, k - k / 2), b.Cut(0, k / 2, k - k / 2)),
            (x, y) => x + y);
    }

    private static float Pairwise(float[] terms) => terms.Length switch
    {
        0 => 0,
        1 => terms[0],
        var n => Pairwise(terms[..(n / 2)]) + Pairwise(terms[(n / 2)..]),
    };
}
