using System.Numerics.Tensors;

namespace OnThePlatform;   // outside of Katas, whose Tensor<T> would come first

public sealed class BroadcastingOnThePlatform
{
    [Fact]
    public void A_column_times_a_row_is_a_table()
    {
        Tensor<float> a = Tensor.Create<float>([1, 2, 3, 4], [4]), b = Tensor.Create<float>([4, 5, 6, 7], [4]);
        Tensor<float> table = Tensor.Multiply<float>(Tensor.Unsqueeze(a, 1), Tensor.Unsqueeze(b, 0));
        table.Lengths.ToArray().ShouldBe([4, 4]);
        table.ToArray().ShouldBe([4, 5, 6, 7, 8, 10, 12, 14, 12, 15, 18, 21, 16, 20, 24, 28]);
    }
}
