using System.Collections.Concurrent;
using System.Numerics.Tensors;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

public sealed class VectorizedMatmulImpostors() : MatmulImpostors("katas/5-VectorizedMatmul/VectorizedMatmul.cs",
    ("column j - 1", nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B), 3), multiply => new VectorizedMatmulLaws(multiply))
{
    protected override Candidate<TensorOperation>[] Impostors { get; } =
    [
        Element("column j - 1", "the column before is taken, for the first the last",
            (a, b, i, j) => Dot(a.Row(i), Column(b, (j + b.Shape[1] - 1) % b.Shape[1]))),
        Element("column i", "the column has the number of the row", (a, b, i, j) => Dot(a.Row(i), Column(b, Math.Min(i, b.Shape[1] - 1)))),
        Element("stride of A", "the stride through B is the number of A's columns",
            (a, b, i, j) => Dot(a.Row(i), Strided(b, j, a.Shape[1]))),
        Element("rows for a stride", "the stride through B is the number of A's rows",
            (a, b, i, j) => Dot(a.Row(i), Strided(b, j, a.Shape[0]))),
        Element("stride off by one", "the stride through B is one too long", (a, b, i, j) => Dot(a.Row(i), Strided(b, j, b.Shape[1] + 1))),
        Dots("one short", "the last pair is left out", (row, column) => Dot(row[..Math.Max(0, row.Length - 1)], column)),
        Dots("column upside down", "the last element of the column meets the first of the row", (row, column) =>
        {
            float[] reversed = column.ToArray();
            Array.Reverse(reversed);
            return Dot(row, reversed);
        }),
        Dots("products not summed", "the last product alone", (row, column) => row.IsEmpty ? 0 : row[^1] * column[^1]),
        Dots("cosine", "the cosine of the angle between row and column",
            (row, column) => row.IsEmpty ? 0 : TensorPrimitives.CosineSimilarity(row, column)),
        Dots("whole eights", "what is left after the last eight pairs is forgotten",
            (row, column) => Dot(row[..(row.Length / 8 * 8)], column)),
        Dots("784 pairs", "the column has the length of the notebook's", (row, column) => Dot(row[..Math.Min(784, row.Length)], column)),
        Spoiled("100 columns", "the columns beyond a hundred are forgotten", (_, _, c) => ClearColumns(c, 100)),
        Sum("four sums, one lost", "of four unrolled sums three are added up",
            terms => terms.Where((_, k) => terms.Length < 4 || k % 4 != 3).Sum()),
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
        Spoiled("result row reused", "every row of the result is the last one", (_, _, c) =>
        {
            for (int i = 0; i + 1 < c.Shape[0]; i++)
                c.Row(c.Shape[0] - 1).CopyTo(c.Row(i));
        }),
        Spoiled("only square results", "j runs to the number of rows", (_, _, c) => ClearColumns(c, c.Shape[0])),
        Spoiled("single column lost", "one column is no matrix", (_, _, c) => { if (c.Shape[1] == 1) c.AsSpan().Clear(); }),
        Code("transposed only if square", "B is reshaped, not transposed, unless it is square", (a, b) =>
            Product(a, Empty(a, b) is not null && b.Shape[0] == b.Shape[1] ? b : b.Reshape(b.Shape[1], b.Shape[0]).Transpose())),
        Code("not transposed if square", "a square B is taken for its own transpose", (a, b) =>
            Product(a, b.Rank == 2 && b.Shape[0] == b.Shape[1] ? b.Transpose() : b)),
        Spoiled("transposed in place if square", "a square B is transposed where it stands", (_, b, _) =>
        {
            if (b.Shape[0] == b.Shape[1])
                b.Transpose().AsSpan().CopyTo(b.AsSpan());
        }),
        Stateful("transposed once", "B is transposed for its shape, and the next of that shape is taken for it", () =>
        {
            ConcurrentDictionary<string, Tensor<float>> kept = [];
            return (a, b) => Product(a, kept.GetOrAdd(Tensor.Format(b.Shape), _ => b.Copy()));
        }),
        Stateful("sum not reset", "the sum goes on from element to element", () =>
        {
            float sum = 0;
            return (a, b) => EachElement(a, b, (a, b, i, j) => sum += Dot(a.Row(i), Column(b, j)));
        }),
    ];

    protected override Candidate<TensorOperation>[] RightOnes { get; } =
    [
        Code("rows of B", "each row of the result is a sum of rows of B", Product),
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
        Dots("double", "the sum in double, the last pair first", (row, column) =>
        {
            double sum = 0;
            for (int k = row.Length - 1; k >= 0; k--)
                sum += (double)row[k] * column[k];
            return (float)sum;
        }),
        Code("parallel rows", "each row on a thread of the pool", (a, b) =>
        {
            Tensor<float> c = Empty(a, b), columns = b.Transpose();
            Parallel.For(0, a.Shape[0], TwoThreads, i =>
            {
                for (int j = 0; j < c.Shape[1]; j++)
                    c[i, j] = Dot(a.Row(i), columns.Row(j));
            });
            return c;
        }),
    ];

    private static float[] Column(Tensor<float> b, int j) => Strided(b, j, b.Shape[1]);

    /// <summary>Reads as many elements as B has rows, at a stride; beyond the end it starts again.</summary>
    private static float[] Strided(Tensor<float> b, int start, int stride) =>
        [.. Enumerable.Range(0, b.Shape[0]).Select(k => b.AsSpan()[(start + k * stride) % b.Length])];
}
