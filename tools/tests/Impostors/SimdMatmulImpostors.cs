using System.Numerics;
using System.Numerics.Tensors;
using System.Reflection;
using System.Runtime.Intrinsics;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

/// <remarks>The impostors' lanes are simulated, so that each makes its mistake on every processor.</remarks>
public sealed class SimdMatmulImpostors() : ImpostorSuite<TensorOperation>("katas/7-SimdMatmul/SimdMatmul.cs",
    ("tail of 8 dropped", nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B), 2), multiply => new Mathematics(multiply),
        multiply => new MatmulContractOf(multiply),
    multiply => new MatmulLimitsOf(multiply), multiply => new MatmulCallersOf(multiply))
{
    private sealed class Mathematics(TensorOperation multiply) : SimdMatmulLaws(multiply);

    protected override bool IsSlow(MethodInfo law) => MatmulCandidates.IsSlow(law);

    private delegate void AddRow(Span<float> to, ReadOnlySpan<float> from, float x);

    private delegate float DotProduct(ReadOnlySpan<float> row, ReadOnlySpan<float> column);

    protected override Candidate<TensorOperation>[] Impostors { get; } =
    [
        .. new[] { 4, 8, 16 }.SelectMany(lanes => (Candidate<TensorOperation>[])
        [
            Rows($"tail of {lanes} dropped", "what is left after the last full vector of B's row is forgotten", (to, from, x) =>
                Add(to[..(to.Length / lanes * lanes)], from, x)),
            Dots($"tail of {lanes} dropped from K", "what is left after the last full vector of A's row is forgotten", (row, column) =>
                Dot(row[..(row.Length / lanes * lanes)], column)),
            Rows($"tail of {lanes} twice", "the last vector is moved back to fit, and adds again what was added", (to, from, x) =>
            {
                Add(to[..(to.Length / lanes * lanes)], from, x);
                int back = to.Length % lanes == 0 ? to.Length : Math.Max(0, to.Length - lanes);
                Add(to[back..], from[back..], x);
            }),
            Dots($"tail of {lanes} twice in K", "the last vector is moved back to fit, and adds again what was added", (row, column) =>
                Dot(row, column) + (row.Length > lanes && row.Length % lanes != 0
                    ? Dot(row[^lanes..(row.Length / lanes * lanes)], column[^lanes..]) : 0)),
            Code($"bound {lanes}", "i < Length: the last vector reaches into the next row", (a, b) =>
            {
                Tensor<float> c = Empty(a, b);
                for (int i = 0; i < a.Shape[0]; i++)
                    for (int k = 0; k < a.Shape[1]; k++)
                        for (int j = 0; j < b.Shape[1]; j += lanes)
                            for (int lane = j; lane < j + lanes; lane++)
                                if (i * b.Shape[1] + lane < c.Length && k * b.Shape[1] + lane < b.Length)
                                    c.AsSpan()[i * b.Shape[1] + lane] += a[i, k] * b.AsSpan()[k * b.Shape[1] + lane];
                return c;
            }),
        ]),
        Dots("tail of 8 from its count", "the tail starts at K / W instead of K / W * W", (row, column) =>
            Dot(row[..(row.Length / 8 * 8)], column)
                + (row.Length % 8 == 0 ? 0 : Dot(row[(row.Length / 8)..][..(row.Length % 8)], column[(row.Length / 8)..]))),
        Rows("tail of 8 at the start", "the tail is written to the first columns", (to, from, x) =>
        {
            int full = to.Length / 8 * 8;
            Add(to[..full], from, x);
            Add(to[..(to.Length - full)], from[full..], x);
        }),
        Dots("lane 0 of 8", "one lane is summed instead of all", (row, column) => Lanes(row, column, 8, lane => lane == 0)),
        Dots("lower half of 8", "the upper half of the vector is left out of the sum",
            (row, column) => Lanes(row, column, 8, lane => lane < 4)),
        Dots("last lane of 8", "the horizontal sum stops one lane early", (row, column) => Lanes(row, column, 8, lane => lane < 7)),
        Code("last vector of 8 lost", "a narrow row is read as a full vector; where that would pass the end of B it is skipped", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int k = 0; k < a.Shape[1]; k++)
                if (b.Shape[1] >= 8 || k * b.Shape[1] + 8 <= b.Length)
                    for (int i = 0; i < a.Shape[0]; i++)
                        Add(c.Row(i), b.Row(k), a[i, k]);
            return c;
        }),
        Code("masked by zero, 8", "the lanes beyond a row of A are multiplied by 0, but what is there may be NaN", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            for (int i = 0; i + 1 < a.Shape[0]; i++)
                if (b.Shape[1] > 0 && a.Shape[1] % 8 != 0)
                    c[i, 0] += 0 * a[i + 1, 0];
            return c;
        }),
        Rows("unrolled by 4, 8", "after the last four vectors only the tail of less than one is added", (to, from, x) =>
        {
            int full = to.Length / 32 * 32, tail = to.Length % 8;
            Add(to[..full], from, x);
            Add(to[(to.Length - tail)..], from[(to.Length - tail)..], x);
        }),
        Dots("one of 4 accumulators, 8", "of four unrolled sums one is added up", (row, column) =>
            Lanes(row, column, 32, lane => lane < 8)),
        Rows("only whole rows of 8", "rows shorter than one vector are left out",
            (to, from, x) => { if (to.Length >= 8) Add(to, from, x); }),
        Rows("exactly 8", "a row of exactly one vector is left out", (to, from, x) => { if (to.Length != 8) Add(to, from, x); }),
        Rows("exactly 8 and one", "a tail of one is left out", (to, from, x) => Add(to.Length % 8 == 1 ? to[..^1] : to, from, x)),
        Code("rows in 8s", "the rows that are left after the last full tile are forgotten", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            c.AsSpan()[(a.Shape[0] / 8 * 8 * b.Shape[1])..].Clear();
            return c;
        }),
        Code("rows in 8s, last twice", "the tile of the last rows is filled up with the last one, and adds it again", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            if (a.Shape[0] % 8 != 0)
                TensorPrimitives.Multiply(c.Row(a.Shape[0] - 1), 9 - a.Shape[0] % 8, c.Row(a.Shape[0] - 1));
            return c;
        }),
        .. new[] { 64, 256, 512, 1024 }.SelectMany(block => (Candidate<TensorOperation>[])
        [
            Terms($"K in blocks of {block}, last only", "each block of K overwrites the one before it",
                k => Math.Max(0, (k - 1) / block * block)..),
            Terms($"K in blocks of {block}, full only", "the last block of K counts only if it is full",
                k => ..(k < block ? k : k / block * block)),
        ]),
        Spoiled("N in blocks of 512", "the columns beyond the first block are forgotten", (_, _, c) =>
        {
            for (int i = 0; i < c.Shape[0] && c.Shape[1] > 512; i++)
                c.Row(i)[512..].Clear();
        }),
        Spoiled("M in blocks of 512", "the rows beyond the first block are forgotten", (_, _, c) =>
            c.AsSpan()[Math.Min(c.Length, 512 * c.Shape[1])..].Clear()),
        Spoiled("stale panel", "the last block of K is taken for full, with what the buffer still holds", (a, b, c) =>
        {
            if (a.Shape[1] <= 256 || a.Shape[1] % 256 == 0)
                return;
            (int start, int count) = (a.Shape[1] / 256 * 256 - 256 + a.Shape[1] % 256, 256 - a.Shape[1] % 256);
            TensorPrimitives.Add(c.AsSpan(), Product(a.Cut(1, start, count), b.Cut(0, start, count)).AsSpan(), c.AsSpan());
        }),
        Spoiled("blocks of 256 by 256", "where both K and N are beyond a block, the corner is added twice", (a, b, c) =>
        {
            if (a.Shape[1] > 256 && b.Shape[1] > 256)
                c.AsSpan()[^1] += MatmulCandidates.Dot(a, b, a.Shape[0] - 1, b.Shape[1] - 1, 256);
        }),
        Code("eight lanes hard-coded on four", "steps by 8 with vectors of 4", (a, b) => Stepping(a, b, 8, 4)),
        Code("eight lanes hard-coded on sixteen", "steps by 8 with vectors of 16", (a, b) => Stepping(a, b, 8, 16)),
        Stateful("accumulator not reset", "sums go on from element to element", () =>
        {
            float sum = 0;
            return (a, b) => EachElement(a, b, (a, b, i, j) => sum += MatmulCandidates.Dot(a, b, i, j));
        }),
        Code("accumulator not reset in a row", "sums go on from column to column", (a, b) =>
        {
            float sum = 0;
            return EachElement(a, b, (a, b, i, j) => sum = (j == 0 ? 0 : sum) + MatmulCandidates.Dot(a, b, i, j));
        }),
        Code("accumulator not reset between tiles", "sums go on from the eighth row on", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            for (int i = 8; i < c.Shape[0]; i++)
                TensorPrimitives.Add(c.Row(i), c.Row(i - 8), c.Row(i));
            return c;
        }),
        Spoiled("12 columns", "a kernel for each width up to 16, one of them wrong",
            (_, _, c) => { if (c.Shape[1] == 12) c.AsSpan()[^1] = 0; }),
        Spoiled("54 columns", "the edge of three vectors of 16 and six is wrong",
            (_, _, c) => { if (c.Shape[1] == 54) c.AsSpan()[^1] = 0; }),
        Spoiled("5 rows left", "a tile of 5 rows, of which the last is forgotten",
            (_, _, c) => { if (c.Shape[0] % 6 == 5) c.Row(c.Shape[0] - 1).Clear(); }),
        Spoiled("K of 47", "three blocks of 16 less one", (a, _, c) => { if (a.Shape[1] == 47) c.AsSpan().Clear(); }),
        .. ForAnyMatmul,
        .. PublishedMatmul.All,
        Spoiled("threads from two million", "the last row of each thread is forgotten", (a, _, c) =>
        {
            if ((long)a.Length * c.Shape[1] > 2_000_000)
                c.Row(c.Shape[0] / 2 - 1).Clear();
        }),
        Stateful("dirty panel", "a packed panel keeps the last columns of a wider B", () =>
        {
            float[] panel = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b), packed = b.Copy();
                if (panel.Length > packed.Length && packed.Length > 0 && packed.Shape[1] % 8 == 7)
                {
                    packed.AsSpan()[^1] = panel[packed.Length - 1];
                    c = Product(a, packed);
                }
                panel = b.AsSpan().ToArray();
                return c;
            };
        }),
        Spoiled("infinity times padding", "a tile's padding of zeros meets an infinity, and stays in the sum", (a, _, c) =>
        {
            if (a.Shape[1] % 4 != 0 && a.AsSpan().ContainsAny(float.PositiveInfinity, float.NegativeInfinity) && c.Length > 0)
                c.AsSpan()[^1] = float.NaN;
        }),
        Spoiled("column 300", "the second panel of 256 columns starts one early",
            (_, _, c) => { for (int i = 0; i < c.Shape[0] && c.Shape[1] > 300; i++) c[i, 256] = c[i, 255]; }),
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
        Code("one row, no tail", "the path for a single row has no tail", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            if (c.Shape[0] == 1)
                c.AsSpan()[(c.Length / 8 * 8)..].Clear();
            return c;
        }),
        Code("one column, no tail", "the path for a single column has no tail", (a, b) =>
            EachElement(a, b, (a, b, i, j) => MatmulCandidates.Dot(a, b, i, j, 0, b.Shape[1] == 1 ? a.Shape[1] / 8 * 8 : a.Shape[1]))),
        Code("narrow, wrong stride", "columns below 16 are read at a stride of 16", (a, b) =>
            EachElement(a, b, (a, b, i, j) => b.Shape[1] is 1 or >= 16 ? MatmulCandidates.Dot(a, b, i, j)
                : Enumerable.Range(0, a.Shape[1]).Sum(k => a[i, k] * (k * 16 + j < b.Length ? b.AsSpan()[k * 16 + j] : 0)))),
        Code("lost updates", "two threads add their half of K to what they have read, and the later one to write wins", (a, b) =>
            EachElement(a, b, (a, b, i, j) => (i + j) % 2 == 0
                ? MatmulCandidates.Dot(a, b, i, j, 0, a.Shape[1] / 2) : MatmulCandidates.Dot(a, b, i, j, a.Shape[1] / 2))),
        Spoiled("shared row", "two rows in parallel add up in one buffer", (_, _, c) =>
        {
            for (int i = 0; i + 1 < c.Shape[0]; i += 2)
            {
                TensorPrimitives.Add(c.Row(i), c.Row(i + 1), c.Row(i));
                c.Row(i).CopyTo(c.Row(i + 1));
            }
        }),
        Stateful("order of arrival", "partial sums are added in the order in which threads finish", () =>
        {
            int calls = 0;
            return (a, b) =>
            {
                bool late = Interlocked.Increment(ref calls) % 2 == 0;
                return EachElement(a, b, (a, b, i, j) =>
                {
                    int third = a.Shape[1] / 3;
                    float x = MatmulCandidates.Dot(a, b, i, j, 0, third), y = MatmulCandidates.Dot(a, b, i, j, third, 2 * third),
                        z = MatmulCandidates.Dot(a, b, i, j, 2 * third);
                    return late ? x + (y + z) : x + y + z;
                });
            };
        }),
        Stateful("packed once", "B is packed for its shape, and the next of that shape is taken for it", () =>
        {
            Dictionary<(int, int), Tensor<float>> packed = [];
            return (a, b) =>
            {
                Empty(a, b);
                (int, int) key = (b.Shape[0], b.Shape[1]);
                return Product(a, packed.TryGetValue(key, out Tensor<float>? copy) ? copy : packed[key] = b.Copy());
            };
        }),
        Element("bfloat16 inputs", "the inputs keep 8 bits, as tensor cores do", (a, b, i, j) =>
            Enumerable.Range(0, a.Shape[1]).Sum(k => ToBFloat16(a[i, k]) * ToBFloat16(b[k, j]))),
        Code("packed in place", "B is transposed in place for packing", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            b.Transpose().AsSpan().CopyTo(b.AsSpan());
            return c;
        }),
        Code("unchecked", "nothing is compared: the shorter counts", (a, b) =>
            a.Rank == 2 && b.Rank == 2 ? Product(a.Cut(1, 0, Math.Min(a.Shape[1], b.Shape[0])),
                b.Cut(0, 0, Math.Min(a.Shape[1], b.Shape[0]))) : Product(a, b)),
        Code("no empty ones", "an empty operand ends in an exception", (a, b) =>
            a.Rank == 2 && a.Shape[1] == 0 ? throw new IndexOutOfRangeException("a[0]") : Product(a, b)),
    ];

    protected override Candidate<TensorOperation>[] RightOnes { get; } =
    [
        Code("TensorPrimitives", "multiply-add of rows", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int i = 0; i < a.Shape[0]; i++)
                for (int k = 0; k < a.Shape[1]; k++)
                    TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], c.Row(i), c.Row(i));
            return c;
        }),
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
        Rows("Vector128", "four lanes along the rows of B, the tail one by one", (to, from, x) =>
        {
            int j = 0;
            for (; j <= to.Length - 4; j += 4)
                (Vector128.Create<float>(to[j..]) + x * Vector128.Create<float>(from[j..])).CopyTo(to[j..]);
            Add(to[j..], from[j..], x);
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
        Code("blocks of 256 in K", "partial products of blocks are added up", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int k = 0; k < a.Shape[1]; k += 256)
            {
                int count = Math.Min(256, a.Shape[1] - k);
                Tensor<float> part = Product(a.Cut(1, k, count), b.Cut(0, k, count));
                TensorPrimitives.Add(c.AsSpan(), part.AsSpan(), c.AsSpan());
            }
            return c;
        }),
        Code("parallel blocks of rows", "each thread has rows and sums of its own", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            Parallel.For(0, (a.Shape[0] + 15) / 16, block =>
            {
                for (int i = 16 * block; i < Math.Min(16 * block + 16, a.Shape[0]); i++)
                    for (int k = 0; k < a.Shape[1]; k++)
                        TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], c.Row(i), c.Row(i));
            });
            return c;
        }),
        Code("double lanes", "sums in double, rounded once", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            double[] sums = new double[b.Shape[1]];
            for (int i = 0; i < a.Shape[0]; i++)
            {
                Array.Clear(sums);
                for (int k = 0; k < a.Shape[1]; k++)
                    for (int j = 0; j < sums.Length; j++)
                        sums[j] += (double)a[i, k] * b[k, j];
                TensorPrimitives.ConvertTruncating<double, float>(sums, c.Row(i));
            }
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

    private static Candidate<TensorOperation> Dots(string name, string remark, DotProduct dot) => Code(name, remark, (a, b) =>
    {
        Tensor<float> c = Empty(a, b), columns = b.Transpose();
        for (int i = 0; i < c.Shape[0]; i++)
            for (int j = 0; j < c.Shape[1]; j++)
                c[i, j] = dot(a.Row(i), columns.Row(j));
        return c;
    });

    private static void Add(Span<float> to, ReadOnlySpan<float> from, float x)
    {
        for (int j = 0; j < to.Length; j++)
            to[j] += x * from[j];
    }

    private static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> column)
    {
        float sum = 0;
        for (int k = 0; k < row.Length; k++)
            sum += row[k] * column[k];
        return sum;
    }

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

    /// <summary>Multiplies with vectors of one width in steps of another.</summary>
    private static Tensor<float> Stepping(Tensor<float> a, Tensor<float> b, int step, int width)
    {
        Tensor<float> c = Empty(a, b);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
            {
                Span<float> to = c.Row(i), from = b.Row(k);
                int j = 0;
                for (; j <= to.Length - Math.Max(step, width); j += step)
                    Add(to.Slice(j, width), from[j..], a[i, k]);
                Add(to[j..], from[j..], a[i, k]);
            }
        return c;
    }

    private static float ToBFloat16(float x) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(x) & 0xFFFF0000);
}
