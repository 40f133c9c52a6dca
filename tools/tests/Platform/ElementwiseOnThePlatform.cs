using System.Numerics.Tensors;

namespace Katas.Tests;

public sealed class ElementwiseOnThePlatform
{
    [Fact]
    public void Spans_are_added_element_by_element()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[2, 2, 2], [8, 5, 3]];
        Tensor<float> c = Tensor.Zeros<float>(2, 3);
        TensorPrimitives.Add(a.AsSpan(), b.AsSpan(), c.AsSpan());
        c.ShouldEqual([[3, 4, 5], [12, 10, 9]]);
    }
}
