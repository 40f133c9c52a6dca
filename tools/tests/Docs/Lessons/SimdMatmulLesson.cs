using System.Numerics;

namespace Katas.Tests;

public sealed class SimdMatmulLesson
{
    [Fact]
    public void One_number_of_A_times_four_of_B_is_added_to_four_of_C() =>
        SimdMatmul.Multiply([[2, 1]], [[1, 3, 5, 7], [10, 10, 10, 10]]).ShouldEqual([[12, 16, 20, 24]]);

    [Theory, InlineData(3), InlineData(16), InlineData(31)]
    public void The_hints_multiply_with_vectors_and_with_sums_in_registers(int columns)
    {
        Tensor<float> a = Tensor.RandomNormal(1, 2, 5).Map(MathF.Round), b = Tensor.RandomNormal(2, 5, columns).Map(MathF.Round);
        Tensor<float> scalar = Tensor.Zeros<float>(2, columns), vectors = scalar.Copy(), tiles = scalar.Copy();
        ByScalars(a, b, scalar);
        ByVectors(a, b, vectors);
        int covered = ByTiles(a, b, tiles);
        scalar.ShouldEqual(SimdMatmul.Multiply(a, b));
        vectors.ShouldEqual(scalar);
        for (int i = 0; i < 2; i++)
            tiles.Row(i)[..covered].ToArray().ShouldBe(scalar.Row(i)[..covered].ToArray());
    }

    [Fact]
    public void Vectors_check_their_bounds()
    {
        Should.Throw<Exception>(() => new Vector<float>(new float[Vector<float>.Count - 1]));
        Should.Throw<Exception>(() => Vector<float>.One.CopyTo(new float[Vector<float>.Count - 1]));
    }

    private static void ByScalars(Tensor<float> a, Tensor<float> b, Tensor<float> c)
    {
        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
                for (int j = 0; j < columns; j++)
                    c[i, j] += a[i, k] * b[k, j];
    }

    private static void ByVectors(Tensor<float> a, Tensor<float> b, Tensor<float> c)
    {
        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
            {
                int j = 0;
                Vector<float> x = new(a[i, k]);
                for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
                {
                    Vector<float> y = new(b.Row(k)[j..]), sum = new(c.Row(i)[j..]);
                    Vector.MultiplyAddEstimate(x, y, sum).CopyTo(c.Row(i)[j..]);
                }
                for (; j < columns; j++)
                    c[i, j] += a[i, k] * b[k, j];
            }
    }

    private static int ByTiles(Tensor<float> a, Tensor<float> b, Tensor<float> c)
    {
        (int inner, int i, int j) = (a.Shape[1], 0, 0);
        for (; j <= c.Shape[1] - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> sum0 = Vector<float>.Zero, sum1 = Vector<float>.Zero;
            for (int k = 0; k < inner; k++)
            {
                Vector<float> y = new(b.Row(k)[j..]);
                sum0 = Vector.MultiplyAddEstimate(new(a[i, k]), y, sum0);
                sum1 = Vector.MultiplyAddEstimate(new(a[i + 1, k]), y, sum1);
            }
            sum0.CopyTo(c.Row(i)[j..]);
            sum1.CopyTo(c.Row(i + 1)[j..]);
        }
        return j;
    }
}
