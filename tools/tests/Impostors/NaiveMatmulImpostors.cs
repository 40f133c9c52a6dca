using System.Numerics;
using System.Numerics.Tensors;
using System.Reflection;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

public sealed class NaiveMatmulImpostors() : ImpostorSuite<TensorOperation>("katas/2-NaiveMatmul/NaiveMatmul.cs",
    ("checked, then B times A", nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B), 4), multiply =>
        new Mathematics(multiply), multiply => new MatmulContractOf(multiply),
    multiply => new MatmulLimitsOf(multiply), multiply => new MatmulCallersOf(multiply))
{
    private sealed class Mathematics(TensorOperation multiply) : MatmulLaws(multiply);

    protected override bool IsSlow(MethodInfo law) => MatmulCandidates.IsSlow(law);

    protected override Candidate<TensorOperation>[] Impostors { get; } =
    [
        Code("B times A", "the operands are swapped", (a, b) => Product(b, a)),
        Code("checked, then B times A", "the operands are swapped after the checks wherever both orders fit", (a, b) =>
            Empty(a, b).Shape is [var m, var n] && m == n ? Product(b, a) : Product(a, b)),
        Element("b[j, k]", "the indices of B are exchanged", (a, b, i, j) => Range(a).Sum(k => a[i, k] * b[j, k])),
        Element("b[j, k], flat", "the indices of B are exchanged, and no bound is checked", (a, b, i, j) =>
            Range(a).Sum(k => a[i, k] * b.AsSpan()[(j * b.Shape[1] + k) % b.Length])),
        Element("a[k, i]", "the indices of A are exchanged", (a, b, i, j) => Range(a).Sum(k => a[k, i] * b[k, j])),
        Element("a[k, i] if square", "A is taken for its transpose where that fits", (a, b, i, j) =>
            Range(a).Sum(k => (a.Shape[0] == a.Shape[1] ? a[k, i] : a[i, k]) * b[k, j])),
        Element("b[j, k] if square", "B is taken for its transpose where that fits", (a, b, i, j) =>
            Range(a).Sum(k => a[i, k] * (b.Shape[0] == b.Shape[1] ? b[j, k] : b[k, j]))),
        Code("Hadamard", "element times element",
            (a, b) => Empty(a, b).Shape.SequenceEqual(a.Shape) ? a.Zip(b, (x, y) => x * y) : Product(a, b)),
        Element("= for +=", "only the last term is kept", (a, b, i, j) => a.Shape[1] == 0 ? 0 : Dot(a, b, i, j, a.Shape[1] - 1)),
        Element("first term only", "returns inside the loop", (a, b, i, j) => Dot(a, b, i, j, 0, Math.Min(1, a.Shape[1]))),
        Element("k from 1", "the first term is skipped", (a, b, i, j) => Dot(a, b, i, j, 1)),
        Element("k < K - 1", "the last term is skipped", (a, b, i, j) => Dot(a, b, i, j, 0, a.Shape[1] - 1)),
        Element("k <= K", "one term too many", (a, b, i, j) => Dot(a, b, i, j, 0, a.Shape[1] + 1)),
        Element("k < a.Rows", "the wrong axis is the inner one", (a, b, i, j) => Dot(a, b, i, j, 0, a.Shape[0])),
        Element("k < min(rows, inner)", "the wrong axis, made safe", (a, b, i, j) => Dot(a, b, i, j, 0, Math.Min(a.Shape[0], a.Shape[1]))),
        Element("k < min(inner, columns)", "the wrong axis of B, made safe",
            (a, b, i, j) => Dot(a, b, i, j, 0, Math.Min(a.Shape[1], b.Shape[1]))),
        Code("transposed", "the result is transposed", (a, b) => Product(a, b).Transpose()),
        Code("transposed data", "the result is filled by columns, the shape is right", (a, b) =>
            Product(a, b).Transpose().Reshape(a.Shape[0], b.Shape[1])),
        Code("shape of A", "the result has the shape of A", (a, b) =>
        {
            Tensor<float> right = Product(a, b), c = Tensor.Zeros<float>(a.Shape);
            right.AsSpan()[..Math.Min(right.Length, c.Length)].CopyTo(c.AsSpan());
            return c;
        }),
        Sum("int terms", "each product is truncated to int", terms => terms.Sum(term => (int)term)),
        Sum("int sum", "the sum is kept in an int", terms => terms.Aggregate(0, (sum, term) => (int)(sum + term))),
        Sum("rounded", "the result is rounded to whole", terms => MathF.Round(terms.Sum())),
        Sum("two decimals", "the result is rounded for show", terms => MathF.Round(terms.Sum(), 2)),
        Sum("six decimals", "the result is rounded to six decimals", terms => (float)Math.Round(terms.Sum(term => (double)term), 6)),
        Sum("half sum", "the sum is kept in half precision", terms => (float)terms.Aggregate(Half.Zero, (sum, term) => sum + (Half)term)),
        Sum("bfloat16 sum", "the sum keeps 8 bits", terms => terms.Aggregate(0f, (sum, term) => Cut(sum + term, 16))),
        Element("bfloat16 inputs", "the inputs keep 8 bits, as tensor cores do",
            (a, b, i, j) => Range(a).Sum(k => Cut(a[i, k], 16) * Cut(b[k, j], 16))),
        Element("TF32 inputs", "the inputs keep 11 bits, as tensor cores do",
            (a, b, i, j) => Range(a).Sum(k => Cut(a[i, k], 13) * Cut(b[k, j], 13))),
        Sum("fixed point", "the sum is kept in 1/65536ths", terms => terms.Sum(term => (long)(term * 65536)) / 65536f),
        Sum("decimal", "decimal has 28 digits, but a small range", terms => (float)terms.Sum(term => (decimal)term)),
        Sum("tiny is zero", "terms below 1e-6 are taken for noise", terms => terms.Where(term => MathF.Abs(term) > 1e-6f).Sum()),
        Sum("absolute", "signs are lost", terms => terms.Sum(MathF.Abs)),
        Sum("ReLU", "negative results become zero", terms => MathF.Max(0, terms.Sum())),
        Sum("mean", "divides by the number of terms", terms => terms.Length == 0 ? 0 : terms.Average()),
        Sum("mean of nothing", "0 / 0 where there are no terms", terms => terms.Length == 0 ? float.NaN : terms.Sum()),
        Sum("max", "the largest term (tropical algebra)", terms => terms.DefaultIfEmpty().Max()),
        Sum("NaN skipped", "NaN is left out of the sum", terms => terms.Where(term => !float.IsNaN(term)).Sum()),
        Sum("128 terms", "a buffer holds the first 128 terms", terms => terms.Take(128).Sum()),
        Sum("1024 terms", "a buffer holds the first 1024 terms", terms => terms.Take(1024).Sum()),
        Code("diagonal", "only the diagonal is computed", (a, b) => EachElement(a, b, (a, b, i, j) => i == j ? Dot(a, b, i, j) : 0)),
        Code("upper triangle", "j starts at i", (a, b) => EachElement(a, b, (a, b, i, j) => j >= i ? Dot(a, b, i, j) : 0)),
        Code("symmetric", "c[j, i] is copied from c[i, j] where there is one", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            return EachElement(a, b, (_, _, i, j) => i > j && i < c.Shape[1] ? c[j, i] : c[i, j]);
        }),
        Spoiled("last row skipped", "i < M - 1", (_, _, c) => c.AsSpan()[Math.Max(0, c.Length - c.Shape[1])..].Clear()),
        Spoiled("last column skipped", "j < N - 1",
            (_, _, c) => { for (int i = 0; i < c.Shape[0] && c.Shape[1] > 0; i++) c[i, c.Shape[1] - 1] = 0; }),
        Spoiled("wrong for one row", "a vector on the left is a case of its own, a wrong one",
            (a, _, c) => { if (a.Shape[0] == 1) c.AsSpan().Clear(); }),
        Spoiled("wrong for one column", "a vector on the right is a case of its own, a wrong one",
            (_, b, c) => { if (b.Shape[1] == 1) c.AsSpan().Clear(); }),
        Spoiled("wrong for one term", "an outer product is a case of its own, a wrong one",
            (a, _, c) => { if (a.Shape[1] == 1) c.AsSpan().Clear(); }),
        Spoiled("wrong for 1x1", "a dot product is a case of its own, a wrong one",
            (_, _, c) => { if (c.Length == 1) c.AsSpan().Clear(); }),
        Spoiled("wrong for 512 columns", "a buffer holds 512 columns", (_, b, c) => { if (b.Shape[1] > 512) c.Row(0)[512..].Clear(); }),
        Spoiled("wrong for 512 rows", "a buffer holds 512 rows",
            (_, _, c) => { if (c.Shape[0] > 512) c.AsSpan()[(512 * c.Shape[1])..].Clear(); }),
        Spoiled("wrong for odd K", "steps by two, and the last term is left out", (a, b, c) =>
        {
            for (int i = 0; i < c.Shape[0] && a.Shape[1] % 2 != 0; i++)
                for (int j = 0; j < c.Shape[1]; j++)
                    c[i, j] -= a[i, a.Shape[1] - 1] * b[a.Shape[1] - 1, j];
        }),
        Spoiled("wrong for even rows", "every other row is taken from the one before it", (a, _, c) =>
        {
            for (int i = 1; i < c.Shape[0] && c.Shape[0] % 2 == 0; i += 2)
                c.Row(i - 1).CopyTo(c.Row(i));
        }),
        Sum("clipped", "sums are kept within a million", terms => Math.Clamp(terms.Sum(), -1e6f, 1e6f)),
        Sum("infinity is large", "an infinite sum becomes the largest number",
            terms => terms.Sum() is var sum && float.IsInfinity(sum) ? float.CopySign(float.MaxValue, sum) : sum),
        Sum("NaN is zero", "a sum that is not a number becomes zero", terms => terms.Sum() is var sum && float.IsNaN(sum) ? 0 : sum),
        Sum("int overflow", "the sum is kept in an int, where that is exact",
            terms => terms.All(float.IsInteger) ? unchecked((int)(long)terms.Sum(term => (double)term)) : terms.Sum()),
        Sum("half terms", "each product is rounded to half precision", terms => terms.Sum(term => (float)(Half)term)),
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
        Code("empty if refused", "returns an empty matrix instead of refusing", (a, b) =>
            a.Rank != 2 || b.Rank != 2 || a.Shape[1] != b.Shape[0] ? Tensor.Zeros<float>(0, 0) : Product(a, b)),
        Code("nothing is empty", "refuses matrices without elements",
            (a, b) => a.Length * b.Length == 0 ? throw new ArgumentException("empty") : Product(a, b)),
        Code("null if empty", "returns null where there is nothing to do", (a, b) => a.Length * b.Length == 0 ? null! : Product(a, b)),
        Code("vectors are columns", "takes a vector on the right for a column",
            (a, b) => Product(a, b.Rank == 1 ? b.Reshape(b.Length, 1) : b)),
        Code("vectors are rows", "takes a vector on the left for a row", (a, b) => Product(a.Rank == 1 ? a.Reshape(1, a.Length) : a, b)),
        Code("scalars scale", "takes a scalar for a factor", (a, b) => a.Rank == 0 ? b.Map(x => a.AsSpan()[0] * x) : Product(a, b)),
        Code("batches flattened", "takes every axis but the last for rows", (a, b) =>
            Product(a.Rank > 2 && a.Length > 0 ? a.Reshape(a.Length / a.Shape[^1], a.Shape[^1]) : a, b)),
        Stateful("static buffer", "every result is the same tensor", () =>
        {
            Dictionary<(int, int), Tensor<float>> buffers = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                if (!buffers.TryGetValue((c.Shape[0], c.Shape[1]), out Tensor<float>? buffer))
                    return buffers[(c.Shape[0], c.Shape[1])] = c;
                c.AsSpan().CopyTo(buffer.AsSpan());
                return buffer;
            };
        }),
        .. ForAnyMatmul,
        .. PublishedMatmul.All,
        Stateful("remembered by sums", "a result is kept for operands with the same sums and shapes", () =>
        {
            Dictionary<(int, int, int, float, float), Tensor<float>> results = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                (int, int, int, float, float) key = (c.Shape[0], a.Shape[1], c.Shape[1], TensorPrimitives.Sum<float>(a.AsSpan()),
                    TensorPrimitives.Sum<float>(b.AsSpan()));
                return (results.TryGetValue(key, out Tensor<float>? known) ? known : results[key] = c).Copy();
            };
        }),
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
        Stateful("stale sums", "a buffer of sums is cleared only when it grows", () =>
        {
            float[] sums = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                if (sums.Length < c.Length)
                    sums = new float[c.Length];
                for (int i = 0; i < c.Length; i++)
                    sums[i] += c.AsSpan()[i];
                sums.AsSpan(0, c.Length).CopyTo(c.AsSpan());
                return c;
            };
        }),
        Stateful("cached by shape", "a result is kept for each pair of shapes", () =>
        {
            Dictionary<(int, int, int), Tensor<float>> cache = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                (int, int, int) key = (c.Shape[0], a.Shape[1], c.Shape[1]);
                return (cache.TryGetValue(key, out Tensor<float>? cached) ? cached : cache[key] = c).Copy();
            };
        }),
        Stateful("cached by reference", "a result is kept for each pair of objects, though their elements may change", () =>
        {
            (Tensor<float>? A, Tensor<float>? B, Tensor<float>? C) last = default;
            return (a, b) =>
            {
                if (a != (object?)last.A || b != (object?)last.B)
                    last = (a, b, Product(a, b));
                return last.C!.Copy();
            };
        }),
        Stateful("B cached by reference", "the transposed copy of B is kept for the same object", () =>
        {
            (Tensor<float>? B, Tensor<float>? Copy) last = default;
            return (a, b) =>
            {
                if (b != (object?)last.B)
                    last = (b, b.Copy());
                return Product(a, last.Copy!);
            };
        }),
        Code("returns A", "multiplying by the identity returns A itself", (a, b) =>
            a.Rank == 2 && a.Shape[1] > 0 && b == Tensor.Identity(a.Shape[1]) ? a : Product(a, b)),
        Code("returns B", "multiplying the identity returns B itself", (a, b) =>
            b.Rank == 2 && b.Shape[0] > 0 && a == Tensor.Identity(b.Shape[0]) ? b : Product(a, b)),
        Code("result in A", "a product of A's shape is written into A", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            if (!c.Shape.SequenceEqual(a.Shape))
                return c;
            c.AsSpan().CopyTo(a.AsSpan());
            return a;
        }),
        Spoiled("writes into A", "A's first element is the accumulator",
            (a, _, c) => { if (c.Length > 0 && a.Length > 0) a.AsSpan()[0] = c.AsSpan()[^1]; }),
        Spoiled("writes into B", "B is transposed in place", (_, b, _) => b.Transpose().AsSpan().CopyTo(b.AsSpan())),
    ];

    protected override Candidate<TensorOperation>[] RightOnes { get; } =
    [
        Code("i, k, j", "row by row of B, as memory likes it", Product),
        Code("one empty matrix", "results without elements are all the same object", (a, b) =>
            Empty(a, b).Shape is [0, 0] ? NoElements : Product(a, b)),
        Code("reversed order", "the last element first", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int i = c.Shape[0] - 1; i >= 0; i--)
                for (int j = c.Shape[1] - 1; j >= 0; j--)
                    c[i, j] = Dot(a, b, i, j);
            return c;
        }),
        Code("exceptions of a kind", "refuses with an ArgumentOutOfRangeException", (a, b) =>
        {
            if (a.Rank != 2)
                throw new ArgumentOutOfRangeException(nameof(a), Tensor.Format(a.Shape));
            if (b.Rank != 2 || a.Shape[1] != b.Shape[0])
                throw new ArgumentOutOfRangeException(nameof(b), $"{Tensor.Format(b.Shape)} after {Tensor.Format(a.Shape)}");
            return Product(a, b);
        }),
        Code("k, i, j", "a sum of outer products", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int k = 0; k < a.Shape[1]; k++)
                for (int i = 0; i < a.Shape[0]; i++)
                    for (int j = 0; j < b.Shape[1]; j++)
                        c[i, j] += a[i, k] * b[k, j];
            return c;
        }),
        Sum("backwards", "the last term first", terms => terms.Reverse().Aggregate(0f, (sum, term) => sum + term)),
        Sum("sorted", "the smallest term first", terms => terms.OrderBy(MathF.Abs).Aggregate(0f, (sum, term) => sum + term)),
        Element("double", "products and sums in double", (a, b, i, j) => (float)Range(a).Sum(k => (double)a[i, k] * b[k, j])),
        Element("fused", "multiply-add with one rounding",
            (a, b, i, j) => Range(a).Aggregate(0f, (sum, k) => MathF.FusedMultiplyAdd(a[i, k], b[k, j], sum))),
        Sum("pairwise", "halves are summed apart", Pairwise),
        Sum("Kahan", "the lost low bits are added back", terms =>
        {
            (float sum, float lost) = (0, 0);
            foreach (float term in terms)
            {
                float y = term - lost, next = sum + y;
                (sum, lost) = (next, float.IsFinite(next) ? next - sum - y : 0);
            }
            return sum;
        }),
        Code("blocked", "tiles of 4 by 4 by 4", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int i0 = 0; i0 < a.Shape[0]; i0 += 4)
                for (int k0 = 0; k0 < a.Shape[1]; k0 += 4)
                    for (int j0 = 0; j0 < b.Shape[1]; j0 += 4)
                        for (int i = i0; i < Math.Min(i0 + 4, a.Shape[0]); i++)
                            for (int j = j0; j < Math.Min(j0 + 4, b.Shape[1]); j++)
                                c[i, j] += Dot(a, b, i, j, k0, Math.Min(k0 + 4, a.Shape[1]));
            return c;
        }),
        Code("parallel rows", "each row on a thread of the pool", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            Parallel.For(0, a.Shape[0], i =>
            {
                for (int j = 0; j < b.Shape[1]; j++)
                    c[i, j] = Dot(a, b, i, j);
            });
            return c;
        }),
        Code("transposed copy", "rows of A by rows of B^T, with TensorPrimitives", (a, b) =>
        {
            Tensor<float> c = Empty(a, b), columns = b.Transpose();
            for (int i = 0; i < a.Shape[0]; i++)
                for (int j = 0; j < b.Shape[1]; j++)
                    c[i, j] = TensorPrimitives.Dot<float>(a.Row(i), columns.Row(j));
            return c;
        }),
        Code("vectors", "Vector<T> along the rows of B, the rest one by one", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int i = 0; i < a.Shape[0]; i++)
                for (int k = 0; k < a.Shape[1]; k++)
                {
                    Span<float> from = b.Row(k), to = c.Row(i);
                    int j = 0;
                    for (; j <= to.Length - Vector<float>.Count; j += Vector<float>.Count)
                        (new Vector<float>(to[j..]) + a[i, k] * new Vector<float>(from[j..])).CopyTo(to[j..]);
                    for (; j < to.Length; j++)
                        to[j] += a[i, k] * from[j];
                }
            return c;
        }),
        Code("halves", "divide and conquer on the longest dimension", Halves),
        Code("(B^T A^T)^T", "the product of the transposes, transposed", (a, b) =>
            Empty(a, b) is not null ? Product(b.Transpose(), a.Transpose()).Transpose() : a),
        Code("jagged", "arrays of rows, by LINQ", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            float[][] columns = [.. Enumerable.Range(0, b.Shape[1]).Select(j =>
                Enumerable.Range(0, b.Shape[0]).Select(k => b[k, j]).ToArray())];
            float[] flat = [.. a.Shape[1] == 0 ? new float[c.Length] : a.AsSpan().ToArray().Chunk(a.Shape[1])
                .SelectMany(row => columns.Select(column => row.Zip(column, (x, y) => x * y).Sum()))];
            flat.CopyTo(c.AsSpan());
            return c;
        }),
    ];

    private static readonly Tensor<float> NoElements = Tensor.Zeros<float>(0, 0);

    private static IEnumerable<int> Range(Tensor<float> a) => Enumerable.Range(0, a.Shape[1]);

    private static float Cut(float x, int bits) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(x) >> bits << bits);

    private static float Pairwise(float[] terms) => terms.Length switch
    {
        0 => 0,
        1 => terms[0],
        var n => Pairwise(terms[..(n / 2)]) + Pairwise(terms[(n / 2)..]),
    };

    private static Tensor<float> Halves(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Empty(a, b);
        Add(0, a.Shape[0], 0, a.Shape[1], 0, b.Shape[1]);
        return c;

        void Add(int i, int m, int k, int depth, int j, int n)
        {
            if (m * depth * n <= 8)
                for (int row = i; row < i + m; row++)
                    for (int column = j; column < j + n; column++)
                        c[row, column] += Dot(a, b, row, column, k, k + depth);
            else if (m >= depth && m >= n)
            {
                Add(i, m / 2, k, depth, j, n);
                Add(i + m / 2, m - m / 2, k, depth, j, n);
            }
            else if (depth >= n)
            {
                Add(i, m, k, depth / 2, j, n);
                Add(i, m, k + depth / 2, depth - depth / 2, j, n);
            }
            else
            {
                Add(i, m, k, depth, j, n / 2);
                Add(i, m, k, depth, j + n / 2, n - n / 2);
            }
        }
    }
}
