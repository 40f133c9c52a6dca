using System.Numerics;

namespace Katas.Tests;

public sealed class SimdMatmulLesson
{
    [Fact]
    public void One_number_of_A_times_four_of_B_is_added_to_four_of_C() =>
        SimdMatmul.Multiply([[2, 1]], [[1, 3, 5, 7], [10, 10, 10, 10]]).ShouldEqual([[12, 16, 20, 24]]);

    [Fact]
    public void Vectors_check_their_bounds()
    {
        Should.Throw<Exception>(() => new Vector<float>(new float[Vector<float>.Count - 1]));
        Should.Throw<Exception>(() => Vector<float>.One.CopyTo(new float[Vector<float>.Count - 1]));
    }
}

/// <summary>The kata with the hints of the lesson pasted in, up to the fourth task.</summary>
public static class SimdMatmul
{
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/2-NaiveMatmul/README.md: 1. Check the shapes
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
            {
                // katas/7-SimdMatmul/README.md: 3. Replace the inner loop by vectors
                // katas/7-SimdMatmul/README.md: 4. Handle the remainder
            }
        return c;
    }
}

/// <summary>The other hints, which another replaces or which are for more than one row.</summary>
internal static class Rungs
{
    public static void Reordered(Tensor<float> a, Tensor<float> b, Tensor<float> c)
    {
        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        // katas/7-SimdMatmul/README.md: 2. Change the order of the loops
    }

    public static void TwoRows(Tensor<float> a, Tensor<float> b, Tensor<float> c, int i, int j)
    {
        int inner = a.Shape[1];
        // katas/7-SimdMatmul/README.md: 5. If you like, keep sums in registers
    }
}
