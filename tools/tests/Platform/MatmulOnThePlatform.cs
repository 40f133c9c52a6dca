using System.Numerics.Tensors;

namespace Katas.Tests;

public sealed class MatmulOnThePlatform
{
    [Fact]
    public void A_row_times_a_column_is_a_dot_product()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], bTransposed = [[7, 9, 11], [8, 10, 12]];
        Tensor<float> c = Tensor.Zeros<float>(2, 2);
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                c[i, j] = TensorPrimitives.Dot<float>(a.Row(i), bTransposed.Row(j));
        c.ShouldEqual([[58, 64], [139, 154]]);
    }
}
