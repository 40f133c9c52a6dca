using System.Numerics.Tensors;

namespace Katas.Tests;

public sealed class VectorizedMatmulOnThePlatform
{
    [Fact]
    public void A_column_is_a_view_with_a_stride()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        Tensor<float> c = Tensor.Zeros<float>(2, 2);
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
            {
                ReadOnlyTensorSpan<float> column = new(b.AsSpan()[j..], lengths: [3], strides: [2]);
                c[i, j] = System.Numerics.Tensors.Tensor.Dot<float>(new ReadOnlyTensorSpan<float>(a.Row(i)), column);
            }
        c.ShouldEqual([[58, 64], [139, 154]]);
    }
}
