using System.Numerics.Tensors;
using System.Reflection;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

public sealed class VectorizedMatmulImpostors() : ImpostorSuite<TensorOperation>("katas/5-VectorizedMatmul/VectorizedMatmul.cs",
    ("column j - 1", nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B), 3), multiply => new Mathematics(multiply), multiply =>
        new MatmulContractOf(multiply),
    multiply => new MatmulLimitsOf(multiply), multiply => new MatmulCallersOf(multiply))
{
    private sealed class Mathematics(TensorOperation multiply) : VectorizedMatmulLaws(multiply);

    protected override bool IsSlow(MethodInfo law) => MatmulCandidates.IsSlow(law);

    private delegate float DotProduct(ReadOnlySpan<float> row, ReadOnlySpan<float> column);

    protected override Candidate<TensorOperation>[] Impostors { get; } =
    [
        Element("row of B", "a row of B is taken for the column", (a, b, i, j) => Dot(a.Row(i), Rest(b, j * b.Shape[1]))),
        Element("column j - 1", "the column before is taken, for the first the last",
            (a, b, i, j) => Dot(a.Row(i), Column(b, (j + b.Shape[1] - 1) % b.Shape[1]))),
        Element("column j + 1", "the column after is taken, where there is one",
            (a, b, i, j) => Dot(a.Row(i), Column(b, Math.Min(j + 1, b.Shape[1] - 1)))),
        Element("column i", "the column has the number of the row", (a, b, i, j) => Dot(a.Row(i), Column(b, Math.Min(i, b.Shape[1] - 1)))),
        Element("row j", "the row has the number of the column", (a, b, i, j) => Dot(a.Row(Math.Min(j, a.Shape[0] - 1)), Column(b, j))),
        Element("rows backwards", "the rows of A are counted from the end", (a, b, i, j) => Dot(a.Row(a.Shape[0] - 1 - i), Column(b, j))),
        Element("stride of A", "the stride through B is the number of A's columns",
            (a, b, i, j) => Dot(a.Row(i), Strided(b, j, a.Shape[1]))),
        Element("rows for a stride", "the stride through B is the number of A's rows",
            (a, b, i, j) => Dot(a.Row(i), Strided(b, j, a.Shape[0]))),
        Element("stride of 1", "the column is read on from its first element", (a, b, i, j) => Dot(a.Row(i), Strided(b, j, 1))),
        Element("stride off by one", "the stride through B is one too long", (a, b, i, j) => Dot(a.Row(i), Strided(b, j, b.Shape[1] + 1))),
        Element("start at j times the stride", "the column starts where row j does",
            (a, b, i, j) => Dot(a.Row(i), Strided(b, j * b.Shape[1], b.Shape[1]))),
        Dots("one short", "the last pair is left out", (row, column) => Dot(row[..Math.Max(0, row.Length - 1)], column)),
        Dots("one short at the start", "the first pair is left out",
            (row, column) => Dot(row[Math.Min(1, row.Length)..], column[Math.Min(1, row.Length)..])),
        Dots("column upside down", "the last element of the column meets the first of the row", (row, column) =>
        {
            float[] reversed = column.ToArray();
            Array.Reverse(reversed);
            return Dot(row, reversed);
        }),
        Dots("products not summed", "the last product alone", (row, column) => row.IsEmpty ? 0 : row[^1] * column[^1]),
        Dots("sums multiplied", "the sum of the row times the sum of the column",
            (row, column) => TensorPrimitives.Sum(row) * TensorPrimitives.Sum(column)),
        Dots("sum instead of product", "the elements are added, not multiplied",
            (row, column) => TensorPrimitives.Sum(row) + TensorPrimitives.Sum(column)),
        Dots("cosine", "the cosine of the angle between row and column",
            (row, column) => row.IsEmpty ? 0 : TensorPrimitives.CosineSimilarity(row, column)),
        Dots("distance", "the distance between row and column", (row, column) => row.IsEmpty ? 0 : TensorPrimitives.Distance(row, column)),
        Dots("mean", "the mean of the products", (row, column) => row.IsEmpty ? 0 : Dot(row, column) / row.Length),
        Dots("sum of magnitudes", "the products count without their signs", (row, column) =>
        {
            float sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum += Math.Abs(row[k] * column[k]);
            return sum;
        }),
        Dots("int products", "the products are truncated to int", (row, column) =>
        {
            int sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum += (int)(row[k] * column[k]);
            return sum;
        }),
        Dots("half products", "the products are rounded to half precision", (row, column) =>
        {
            float sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum += (float)(Half)(row[k] * column[k]);
            return sum;
        }),
        Dots("whole eights", "what is left after the last eight pairs is forgotten",
            (row, column) => Dot(row[..(row.Length / 8 * 8)], column)),
        Dots("784 pairs", "the column has the length of the notebook's", (row, column) => Dot(row[..Math.Min(784, row.Length)], column)),
        Dots("a column of 1024", "a buffer holds 1024 elements of the column",
            (row, column) => Dot(row[..Math.Min(1024, row.Length)], column)),
        Spoiled("100 columns", "the columns beyond a hundred are forgotten",
            (_, _, c) => { for (int i = 0; i < c.Shape[0] && c.Shape[1] > 100; i++) c.Row(i)[100..].Clear(); }),
        Dots("steps of two", "an odd last pair is forgotten", (row, column) => Dot(row[..(row.Length / 2 * 2)], column)),
        Dots("four sums, one lost", "of four unrolled sums three are added up", (row, column) =>
        {
            float sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum += row.Length >= 4 && k % 4 == 3 ? 0 : row[k] * column[k];
            return sum;
        }),
        Dots("sparse", "pairs with an element below a millionth are left out", (row, column) =>
        {
            float sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum += Math.Abs(row[k]) < 1e-6f || Math.Abs(column[k]) < 1e-6f ? 0 : row[k] * column[k];
            return sum;
        }),
        Dots("sorted", "row and column are sorted first", (row, column) =>
        {
            (float[] x, float[] y) = (row.ToArray(), column.ToArray());
            Array.Sort(x);
            Array.Sort(y);
            return Dot(x, y);
        }),
        Dots("finite", "an infinite product is left out", (row, column) =>
        {
            float sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum += float.IsInfinity(row[k] * column[k]) ? 0 : row[k] * column[k];
            return sum;
        }),
        Stateful("transposed into one buffer", "the buffer keeps the last columns of a larger B", () =>
        {
            float[] buffer = [];
            return (a, b) =>
            {
                Empty(a, b);
                Tensor<float> kept = b.Copy();
                if (buffer.Length > kept.Length && kept.Length > 1)
                    kept.AsSpan()[^1] = buffer[kept.Length - 1];
                buffer = buffer.Length > b.Length ? buffer : b.AsSpan().ToArray();
                return Product(a, kept);
            };
        }),
        .. ForAnyMatmul,
        .. PublishedMatmul.All,
        Code("column not emptied", "a buffer for the longest column keeps what was in it", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            float[] column = new float[Math.Max(1, a.Shape[1])];
            for (int j = 0; j < b.Shape[1]; j++)
            {
                for (int k = 0; k < a.Shape[1] - j % 2; k++)
                    column[k] = b[k, j];
                for (int i = 0; i < a.Shape[0]; i++)
                    c[i, j] = Dot(a.Row(i), column);
            }
            return c;
        }),
        Code("one column for all", "the column is read before the loop", (a, b) =>
            EachElement(a, b, (a, b, i, j) => Dot(a.Row(i), Column(b, 0)))),
        Code("result row reused", "every row of the result is the last one", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            for (int i = 0; i + 1 < c.Shape[0]; i++)
                c.Row(c.Shape[0] - 1).CopyTo(c.Row(i));
            return c;
        }),
        Spoiled("last column skipped", "j < N - 1",
            (_, _, c) => { for (int i = 0; i < c.Shape[0] && c.Shape[1] > 0; i++) c[i, c.Shape[1] - 1] = 0; }),
        Spoiled("last row skipped", "i < M - 1", (_, _, c) => { if (c.Shape[0] > 0) c.Row(c.Shape[0] - 1).Clear(); }),
        Spoiled("only square results", "j runs to the number of rows", (_, _, c) =>
        {
            for (int i = 0; i < c.Shape[0]; i++)
                c.Row(i)[Math.Min(c.Shape[0], c.Shape[1])..].Clear();
        }),
        Spoiled("single column lost", "one column is no matrix", (_, _, c) => { if (c.Shape[1] == 1) c.AsSpan().Clear(); }),
        Spoiled("single row lost", "one row is no matrix", (_, _, c) => { if (c.Shape[0] == 1) c.AsSpan().Clear(); }),
        Code("transposed only if square", "B is reshaped, not transposed, unless it is square", (a, b) =>
            Product(a, Empty(a, b) is not null && b.Shape[0] == b.Shape[1] ? b : b.Reshape(b.Shape[1], b.Shape[0]).Transpose())),
        Code("not transposed if square", "a square B is taken for its own transpose", (a, b) =>
            Product(a, b.Rank == 2 && b.Shape[0] == b.Shape[1] ? b.Transpose() : b)),
        Code("transposed in place if square", "a square B is transposed where it stands", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            if (b.Shape[0] == b.Shape[1])
                b.Transpose().AsSpan().CopyTo(b.AsSpan());
            return c;
        }),
        Code("products in place", "the products are written into the row of A", (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            if (c.Length > 0 && a.Length > 0)
                TensorPrimitives.Multiply(a.Row(0), Column(b, 0), a.Row(0));
            return c;
        }),
        Stateful("transposed once", "B is transposed for its shape, and the next of that shape is taken for it", () =>
        {
            Dictionary<(int, int), Tensor<float>> kept = [];
            return (a, b) =>
            {
                Empty(a, b);
                (int, int) key = (b.Shape[0], b.Shape[1]);
                return Product(a, kept.TryGetValue(key, out Tensor<float>? copy) ? copy : kept[key] = b.Copy());
            };
        }),
        Stateful("transposed once for an object", "B is transposed once, though its elements may change", () =>
        {
            (Tensor<float>? B, Tensor<float>? Kept) last = default;
            return (a, b) =>
            {
                if ((object)b != last.B)
                    last = (b, b.Copy());
                return Product(a, last.Kept!);
            };
        }),
        Stateful("static result", "one result for each shape", () =>
        {
            Dictionary<(int, int), Tensor<float>> results = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                if (!results.TryGetValue((c.Shape[0], c.Shape[1]), out Tensor<float>? result))
                    return results[(c.Shape[0], c.Shape[1])] = c;
                c.AsSpan().CopyTo(result.AsSpan());
                return result;
            };
        }),
        Stateful("sum not reset", "the sum goes on from element to element", () =>
        {
            float sum = 0;
            return (a, b) => EachElement(a, b, (a, b, i, j) => sum += Dot(a.Row(i), Column(b, j)));
        }),
        Code("as far as they go", "row and column are cut to the shorter", (a, b) =>
            a.Rank == 2 && b.Rank == 2 ? Product(a.Cut(1, 0, Math.Min(a.Shape[1], b.Shape[0])),
                b.Cut(0, 0, Math.Min(a.Shape[1], b.Shape[0]))) : Product(a, b)),
        Code("vectors too", "a vector on the right is taken for a column", (a, b) => Product(a, b.Rank == 1 ? b.Reshape(b.Length, 1) : b)),
        Code("nothing is empty", "refuses rows without elements",
            (a, b) => Empty(a, b) is not null && a.Shape[1] == 0 ? throw new ArgumentException("empty") : Product(a, b)),
    ];

    protected override Candidate<TensorOperation>[] RightOnes { get; } =
    [
        Element("columns copied", "each column is copied for each row", (a, b, i, j) => Dot(a.Row(i), Column(b, j))),
        Code("column by column", "each column is copied once", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int j = 0; j < b.Shape[1]; j++)
            {
                float[] column = Column(b, j);
                for (int i = 0; i < a.Shape[0]; i++)
                    c[i, j] = Dot(a.Row(i), column);
            }
            return c;
        }),
        Dots("platform", "TensorPrimitives.Dot, B transposed", (row, column) => TensorPrimitives.Dot(row, column)),
        Dots("product, then sum", "the products first, then their sum", (row, column) =>
        {
            float[] products = new float[row.Length];
            TensorPrimitives.Multiply(row, column, products);
            return TensorPrimitives.Sum<float>(products);
        }),
        Dots("double", "the sum in double, the last pair first", (row, column) =>
        {
            double sum = 0;
            for (int k = row.Length - 1; k >= 0; k--)
                sum += (double)row[k] * column[k];
            return (float)sum;
        }),
        Dots("fused", "multiply-add with one rounding", (row, column) =>
        {
            float sum = 0;
            for (int k = 0; k < row.Length; k++)
                sum = MathF.FusedMultiplyAdd(row[k], column[k], sum);
            return sum;
        }),
        Dots("pairwise", "halves are summed apart", Pairwise),
        Code("rows of B", "each row of the result is a sum of rows of B", Product),
        Code("parallel rows", "each row on a thread of the pool", (a, b) =>
        {
            Tensor<float> c = Empty(a, b), columns = b.Transpose();
            Parallel.For(0, a.Shape[0], i =>
            {
                for (int j = 0; j < c.Shape[1]; j++)
                    c[i, j] = Dot(a.Row(i), columns.Row(j));
            });
            return c;
        }),
    ];

    private static Candidate<TensorOperation> Dots(string name, string remark, DotProduct dot) => Code(name, remark, (a, b) =>
    {
        Tensor<float> c = Empty(a, b), columns = b.Transpose();
        for (int i = 0; i < c.Shape[0]; i++)
            for (int j = 0; j < c.Shape[1]; j++)
                c[i, j] = dot(a.Row(i), columns.Row(j));
        return c;
    });

    private static float Dot(ReadOnlySpan<float> row, ReadOnlySpan<float> column)
    {
        float sum = 0;
        for (int k = 0; k < row.Length; k++)
            sum += row[k] * column[k];
        return sum;
    }

    private static float[] Column(Tensor<float> b, int j) => Strided(b, j, b.Shape[1]);

    /// <summary>Reads as many elements as B has rows, at a stride; beyond the end it starts again.</summary>
    private static float[] Strided(Tensor<float> b, int start, int stride) =>
        [.. Enumerable.Range(0, b.Shape[0]).Select(k => b.AsSpan()[(start + k * stride) % b.Length])];

    private static float[] Rest(Tensor<float> b, int start) => Strided(b, start, 1);

    private static float Pairwise(ReadOnlySpan<float> row, ReadOnlySpan<float> column) => row.Length switch
    {
        0 => 0,
        1 => row[0] * column[0],
        var n => Pairwise(row[..(n / 2)], column[..(n / 2)]) + Pairwise(row[(n / 2)..], column[(n / 2)..]),
    };
}
