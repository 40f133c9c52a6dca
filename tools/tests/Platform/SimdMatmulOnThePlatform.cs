using System.Numerics.Tensors;

namespace Katas.Tests;

public sealed class SimdMatmulOnThePlatform
{
    [Fact]
    public void A_row_of_the_result_is_a_sum_of_scaled_rows()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        Tensor<float> c = Tensor.Zeros<float>(2, 2);
        for (int i = 0; i < 2; i++)
            for (int k = 0; k < 3; k++)
                TensorPrimitives.MultiplyAddEstimate<float>(b.Row(k), a[i, k], c.Row(i), c.Row(i));
        c.ShouldEqual([[58, 64], [139, 154]]);
    }
}
