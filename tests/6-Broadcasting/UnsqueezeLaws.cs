namespace Katas.Tests;

/// <summary>What holds when a tensor gets a new axis.</summary>
public abstract class UnsqueezeLaws(Func<Tensor<float>, int, Tensor<float>> unsqueeze) : Laws
{
    [Fact]
    public void A_vector_becomes_a_column() =>
        For(new Unsqueezable([1, 2, 3, 4], 1), x => Unsqueeze(x).ShouldEqual([[1], [2], [3], [4]]));

    [Fact]
    public void A_vector_becomes_a_row() =>
        For(new Unsqueezable([1, 2, 3, 4], 0), x => Unsqueeze(x).ShouldEqual([[1, 2, 3, 4]]));

    [Fact]
    public void The_new_axis_has_size_1_and_the_elements_stay() =>
        ForEach(Axes(rank => Enumerable.Range(0, rank + 1)), x => Unsqueeze(x).ShouldEqual(WithAxis(x.A, x.Axis)));

    [Fact]
    public void Negative_axes_count_from_the_end() =>
        ForEach(Axes(rank => Enumerable.Range(-rank - 1, rank + 1)), x => Unsqueeze(x).ShouldEqual(WithAxis(x.A, x.A.Rank + 1 + x.Axis)));

    [Fact]
    public void An_axis_that_the_result_does_not_have_is_refused() =>
        ForEach(Axes(rank => [rank + 1, -rank - 2, rank + 2, -rank - 3, int.MaxValue, int.MinValue]), x => Assertions.ShouldBeRefused(() => Unsqueeze(x)));

    [Fact]
    public void The_input_stays_as_it_is() =>
        ForEach(Axes(rank => Enumerable.Range(-rank - 1, 2 * rank + 2)), x =>
        {
            Tensor<float> a = x.A.Copy();
            unsqueeze(a, x.Axis);
            a.ShouldEqual(x.A);
        });

    private Tensor<float> Unsqueeze(Unsqueezable x) => unsqueeze(x.A.Copy(), x.Axis);

    /// <summary>Gets tensors of rank 0 to 4, each with those axes that the function names for its rank.</summary>
    private static IEnumerable<Unsqueezable> Axes(Func<int, IEnumerable<int>> axes) =>
        from shape in (int[][])[[], [3], [2, 3], [2, 3, 4], [2, 3, 4, 5], [0], [3, 0], [1, 1]]
        from axis in axes(shape.Length)
        select new Unsqueezable(Draw.Tensor(new Random(shape.Length), Draw.Real, shape), axis);

    private static Tensor<float> WithAxis(Tensor<float> tensor, int axis)
    {
        List<int> shape = [.. tensor.Shape];
        shape.Insert(axis, 1);
        return tensor.Reshape([.. shape]);
    }
}
