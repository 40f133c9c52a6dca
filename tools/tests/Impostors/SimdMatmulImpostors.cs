using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

/// <remarks>The impostors' lanes are simulated, so that each makes its mistake on every processor.</remarks>
public sealed class SimdMatmulImpostors() : MatmulImpostors("katas/7-SimdMatmul/SimdMatmul.cs",
    ("tail of 8 dropped", nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B), 2), multiply => new SimdMatmulLaws(multiply))
{
    private delegate void AddRow(Span<float> to, ReadOnlySpan<float> from, float x);

    protected override Candidate<TensorOperation>[] Impostors { get; } =
    [
        Rows("tail of 8 dropped", "what is left after the last full vector of B's row is forgotten", (to, from, x) =>
            Add(to[..(to.Length / 8 * 8)], from, x)),
        Dots("tail of 16 dropped from K", "what is left after the last full vector of A's row is forgotten", (row, column) =>
            Dot(row[..(row.Length / 16 * 16)], column)),
        Rows("tail of 4 twice", "the last vector is moved back to fit, and adds again what was added", (to, from, x) =>
        {
            Add(to[..(to.Length / 4 * 4)], from, x);
            int back = to.Length % 4 == 0 ? to.Length : Math.Max(0, to.Length - 4);
            Add(to[back..], from[back..], x);
        }),
        Dots("tail of 16 twice in K", "the last vector is moved back to fit, and adds again what was added", (row, column) =>
            Dot(row, column) + (row.Length > 16 && row.Length % 16 != 0 ? Dot(row[^16..(row.Length / 16 * 16)], column[^16..]) : 0)),
        Code("bound 16", "i < Length: the last vector reaches into the next row", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int i = 0; i < a.Shape[0]; i++)
                for (int k = 0; k < a.Shape[1]; k++)
                    for (int j = 0; j < (b.Shape[1] + 15) / 16 * 16; j++)
                        if (i * b.Shape[1] + j < c.Length && k * b.Shape[1] + j < b.Length)
                            c.AsSpan()[i * b.Shape[1] + j] += a[i, k] * b.AsSpan()[k * b.Shape[1] + j];
            return c;
        }),
        Dots("tail of 8 from its count", "the tail starts at K / W instead of K / W * W", (row, column) =>
            Dot(row[..(row.Length / 8 * 8)], column)
                + (row.Length % 8 == 0 ? 0 : Dot(row[(row.Length / 8)..][..(row.Length % 8)], column[(row.Length / 8)..]))),
        Rows("tail of 8 at the start", "the tail is written to the first columns", (to, from, x) =>
        {
            int full = to.Length / 8 * 8;
            Add(to[..full], from, x);
            Add(to[..(to.Length - full)], from[full..], x);
        }),
        Dots("lower half of 8", "the upper half of the vector is left out of the sum",
            (row, column) => Lanes(row, column, 8, lane => lane < 4)),
        Code("last vector of 8 lost", "a narrow row is read as a full vector; where that would pass the end of B it is skipped", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int k = 0; k < a.Shape[1]; k++)
                if (b.Shape[1] >= 8 || k * b.Shape[1] + 8 <= b.Length)
                    for (int i = 0; i < a.Shape[0]; i++)
                        Add(c.Row(i), b.Row(k), a[i, k]);
            return c;
        }),
        Spoiled("masked by zero, 8", "the lanes beyond a row of A are multiplied by 0, but what is there may be NaN", (a, b, c) =>
        {
            for (int i = 0; i + 1 < a.Shape[0] && b.Shape[1] > 0 && a.Shape[1] % 8 != 0; i++)
                c[i, 0] += 0 * a[i + 1, 0];
        }),
        Rows("unrolled by 4, 8", "after the last four vectors only the tail of less than one is added", (to, from, x) =>
        {
            int full = to.Length / 32 * 32, tail = to.Length % 8;
            Add(to[..full], from, x);
            Add(to[(to.Length - tail)..], from[(to.Length - tail)..], x);
        }),
        Dots("one of 4 accumulators, 8", "of four unrolled sums one is added up", (row, column) =>
            Lanes(row, column, 32, lane => lane < 8)),
        Rows("exactly 8", "a row of exactly one vector is left out", (to, from, x) => { if (to.Length != 8) Add(to, from, x); }),
        Spoiled("rows in 8s", "the rows that are left after the last full tile are forgotten", (_, _, c) =>
            c.AsSpan()[(c.Shape[0] / 8 * 8 * c.Shape[1])..].Clear()),
        Dots("K in blocks of 64, last only", "each block of K overwrites the one before it", (row, column) =>
            Dot(row[(Math.Max(0, row.Length - 1) / 64 * 64)..], column[(Math.Max(0, row.Length - 1) / 64 * 64)..])),
        Dots("K in blocks of 1024, full only", "the last block of K counts only if it is full", (row, column) =>
            Dot(row.Length < 1024 ? row : row[..(row.Length / 1024 * 1024)], column)),
        Spoiled("N in blocks of 512", "the columns beyond the first block are forgotten", (_, _, c) => ClearColumns(c, 512)),
        Spoiled("stale panel", "the last block of K is taken for full, with what the buffer still holds", (a, b, c) =>
        {
            if (a.Shape[1] <= 256 || a.Shape[1] % 256 == 0)
                return;
            (int start, int count) = (a.Shape[1] / 256 * 256 - 256 + a.Shape[1] % 256, 256 - a.Shape[1] % 256);
            TensorPrimitives.Add(c.AsSpan(), Product(a.Cut(1, start, count), b.Cut(0, start, count)).AsSpan(), c.AsSpan());
        }),
        Spoiled("blocks of 1024 by 2048", "where both K and N are beyond a block, the corner is added twice", (a, b, c) =>
        {
            if (a.Shape[1] > 1024 && b.Shape[1] > 2048)
                c.AsSpan()[^1] += Dot(a, b, a.Shape[0] - 1, b.Shape[1] - 1, 1024);
        }),
        Rows("eight lanes hard-coded on four", "steps by 8 with vectors of 4", (to, from, x) =>
        {
            int j = 0;
            for (; j <= to.Length - 8; j += 8)
                Add(to.Slice(j, 4), from[j..], x);
            Add(to[j..], from[j..], x);
        }),
        Spoiled("accumulator not reset between tiles", "sums go on from the eighth row on", (_, _, c) =>
        {
            for (int i = 8; i < c.Shape[0]; i++)
                TensorPrimitives.Add(c.Row(i), c.Row(i - 8), c.Row(i));
        }),
        Spoiled("54 columns", "the edge of three vectors of 16 and six is wrong",
            (_, _, c) => { if (c.Shape[1] == 54) c.AsSpan()[^1] = 0; }),
        Spoiled("5 rows left", "a tile of 5 rows, of which the last is forgotten",
            (_, _, c) => { if (c.Shape[0] % 6 == 5) c.Row(c.Shape[0] - 1).Clear(); }),
        Spoiled("K of 47", "three blocks of 16 less one", (a, _, c) => { if (a.Shape[1] == 47) c.AsSpan().Clear(); }),
        Spoiled("threads from two million", "the last row of each thread is forgotten", (a, _, c) =>
        {
            if ((long)a.Length * c.Shape[1] > 2_000_000)
                c.Row(c.Shape[0] / 2 - 1).Clear();
        }),
        Spoiled("work counted in int", "beyond 2^31 products the work of each thread is negative, and a row is left", (a, _, c) =>
        {
            if ((long)a.Length * c.Shape[1] > int.MaxValue)
                c.Row(c.Shape[0] - 1).Clear();
        }).DiesOf(nameof(SimdMatmulLaws.More_than_two_billion_products_are_summed_correctly)),
        Code("padded shape", "the result keeps the columns that fill the last vector", (a, b) =>
        {
            Tensor<float> c = Product(a, b), padded = Tensor.Zeros<float>(c.Shape[0], (c.Shape[1] + 7) / 8 * 8);
            for (int i = 0; i < c.Shape[0]; i++)
                c.Row(i).CopyTo(padded.Row(i));
            return padded;
        }),
        Code("padded stride", "rows are written at a padded stride, and read without", (a, b) =>
        {
            Tensor<float> c = Product(a, b), skewed = Tensor.Zeros<float>(c.Shape);
            int stride = (c.Shape[1] + 3) / 4 * 4;
            for (int i = 0; i < c.Shape[0] && i * stride < c.Length; i++)
                c.Row(i)[..Math.Min(c.Shape[1], c.Length - i * stride)].CopyTo(skewed.AsSpan()[(i * stride)..]);
            return skewed;
        }),
        Spoiled("one row, no tail", "the path for a single row has no tail",
            (_, _, c) => { if (c.Shape[0] == 1) c.AsSpan()[(c.Length / 8 * 8)..].Clear(); }),
        Element("narrow, wrong stride", "columns below 16 are read at a stride of 16", (a, b, i, j) =>
            b.Shape[1] is 1 or >= 16 ? Dot(a, b, i, j)
                : Enumerable.Range(0, a.Shape[1]).Sum(k => a[i, k] * (k * 16 + j < b.Length ? b.AsSpan()[k * 16 + j] : 0))),
        Element("lost updates", "two threads add their half of K to what they have read, and the later one to write wins",
            (a, b, i, j) => (i + j) % 2 == 0 ? Dot(a, b, i, j, 0, a.Shape[1] / 2) : Dot(a, b, i, j, a.Shape[1] / 2)),
        Stateful("order of arrival", "partial sums are added in the order in which threads finish", () =>
        {
            int calls = 0;
            return (a, b) =>
            {
                bool late = Interlocked.Increment(ref calls) % 2 == 0;
                return EachElement(a, b, (a, b, i, j) =>
                {
                    int third = a.Shape[1] / 3;
                    float x = Dot(a, b, i, j, 0, third), y = Dot(a, b, i, j, third, 2 * third),
                        z = Dot(a, b, i, j, 2 * third);
                    return late ? x + (y + z) : x + y + z;
                });
            };
        }),
    ];

    protected override Candidate<TensorOperation>[] RightOnes { get; } =
    [
        Code("TensorPrimitives", "multiply-add of rows", Product),
        Dots("Vector<T>", "dot products of any width, the tail one by one", (row, column) =>
        {
            Vector<float> sums = Vector<float>.Zero;
            int k = 0;
            for (; k <= row.Length - Vector<float>.Count; k += Vector<float>.Count)
                sums += new Vector<float>(row[k..]) * new Vector<float>(column[k..]);
            return Vector.Sum(sums) + Dot(row[k..], column[k..]);
        }),
        Dots("Vector512", "dot products fused in 16 lanes, the last ones in a padded copy", (row, column) =>
        {
            Vector512<float> sums = default;
            Span<float> x = stackalloc float[16], y = stackalloc float[16];
            for (int k = 0; k < row.Length; k += 16)
            {
                int count = Math.Min(16, row.Length - k);
                x.Clear();
                y.Clear();
                row.Slice(k, count).CopyTo(x);
                column.Slice(k, count).CopyTo(y);
                sums = Vector512.MultiplyAddEstimate(Vector512.Create<float>(x), Vector512.Create<float>(y), sums);
            }
            return Vector512.Sum(sums);
        }),
        Code("tiles of 4 by 8", "sums of a tile in locals, edges padded", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            Span<float> tile = stackalloc float[4 * 8];
            for (int i = 0; i < c.Shape[0]; i += 4)
                for (int j = 0; j < c.Shape[1]; j += 8)
                {
                    (int rows, int columns) = (Math.Min(4, c.Shape[0] - i), Math.Min(8, c.Shape[1] - j));
                    tile.Clear();
                    for (int k = 0; k < a.Shape[1]; k++)
                        for (int r = 0; r < rows; r++)
                            Add(tile.Slice(8 * r, columns), b.Row(k).Slice(j, columns), a[i + r, k]);
                    for (int r = 0; r < rows; r++)
                        tile.Slice(8 * r, columns).CopyTo(c.Row(i + r)[j..]);
                }
            return c;
        }),
        Code("parallel blocks of rows", "each thread has rows and sums of its own", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            Parallel.For(0, (a.Shape[0] + 15) / 16, TwoThreads, block =>
            {
                for (int i = 16 * block; i < Math.Min(16 * block + 16, a.Shape[0]); i++)
                    for (int k = 0; k < a.Shape[1]; k++)
                        TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], c.Row(i), c.Row(i));
            });
            return c;
        }),
    ];

    private static Candidate<TensorOperation> Rows(string name, string remark, AddRow add) => Code(name, remark, (a, b) =>
    {
        Tensor<float> c = Empty(a, b);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                add(c.Row(i), b.Row(k), a[i, k]);
        return c;
    });

    private static void Add(Span<float> to, ReadOnlySpan<float> from, float x) =>
        TensorPrimitives.MultiplyAdd(from[..to.Length], x, to, to);

    /// <summary>Sums some of the lanes of the full vectors, and all of the tail.</summary>
    private static float Lanes(ReadOnlySpan<float> row, ReadOnlySpan<float> column, int lanes, Func<int, bool> summed)
    {
        float sum = 0;
        int full = row.Length / lanes * lanes;
        for (int k = 0; k < row.Length; k++)
            if (k >= full || summed(k % lanes))
                sum += row[k] * column[k];
        return sum;
    }
}
