using System.Numerics.Tensors;

namespace Katas.Tests;

public sealed class FrobeniusNormOnThePlatform
{
    [Fact]
    public void The_norm_of_the_elements_is_the_norm_of_the_matrix()
    {
        Tensor<float> m = [[1, 2, 2], [4, 0, 0]];
        float norm = TensorPrimitives.Norm<float>(m.AsSpan());
        norm.ShouldBe(5);
    }
}
