namespace Katas.Tests;

public abstract class BroadcastingTimings(TensorOperation add) : Timings
{
    private static readonly Tensor<float> Images = Random(20, 784), Image = Random(784);

    [Fact]
    public void Stretching_by_strides_is_at_least_3_times_as_fast_as_index_by_index() =>
        AtLeast(3, rounds => Race.Between(() => add(Images, Image), () => AddByIndex(Images, Image), rounds));

    /// <summary>Adds a vector to each row of a matrix.</summary>
    protected static Tensor<float> AddByIndex(Tensor<float> a, Tensor<float> b)
    {
        int[] shape = Broadcasting.Shape(a.Shape, b.Shape);
        Tensor<float> c = Tensor.Zeros<float>(shape);
        for (int i = 0; i < shape[0]; i++)
            for (int j = 0; j < shape[1]; j++)
                c[[i, j]] = a[[i, j]] + b[[j]];
        return c;
    }
}

public sealed class BroadcastingIsFast() : BroadcastingTimings(Broadcasting.Add);
