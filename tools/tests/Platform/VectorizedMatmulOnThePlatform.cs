using System.Numerics.Tensors;
using Katas.Tests;

namespace OnThePlatform;   // outside of Katas, whose Tensor would come first

public sealed class VectorizedMatmulOnThePlatform
{
    [Fact]
    public void A_column_is_a_view_with_a_stride()
    {
        Katas.Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        Katas.Tensor<float> c = Katas.Tensor.Zeros<float>(2, 2);
        int inner = b.Shape[0], columns = b.Shape[1];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
            {
                ReadOnlyTensorSpan<float> column = new(b.AsSpan()[j..], lengths: [inner], strides: [columns]);
                c[i, j] = Tensor.Dot<float>(new ReadOnlyTensorSpan<float>(a.Row(i)), column);
            }
        c.ShouldEqual([[58, 64], [139, 154]]);
    }
}
