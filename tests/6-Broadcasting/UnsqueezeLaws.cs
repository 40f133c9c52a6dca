namespace Katas.Tests;

/// <summary>What holds when a tensor gets a new axis.</summary>
public class UnsqueezeLaws(Func<Tensor<float>, int, Tensor<float>> unsqueeze) : Laws("Unsqueeze")
{
    private static readonly Unsqueezable Column = new([1, 2, 3, 4], 1), Row = new([1, 2, 3, 4], 0);

    private static IEnumerable<Unsqueezable> FromTheStart => Unsqueezable.Axes(rank => Enumerable.Range(0, rank + 1));

    private static IEnumerable<Unsqueezable> FromTheEnd => Unsqueezable.Axes(rank => Enumerable.Range(-rank - 1, rank + 1));

    private Tensor<float> Unsqueeze(Unsqueezable x) => unsqueeze(x.A.Copy(), x.Axis);

    [Law(Of = nameof(Column))]
    public void A_vector_becomes_a_column(Unsqueezable x) => Unsqueeze(x).ShouldEqual([[1], [2], [3], [4]]);

    [Law(Of = nameof(Row))]
    public void A_vector_becomes_a_row(Unsqueezable x) => Unsqueeze(x).ShouldEqual([[1, 2, 3, 4]]);

    [Law(Of = nameof(FromTheStart))]
    public void The_new_axis_has_size_1_and_the_elements_stay(Unsqueezable x) => Unsqueeze(x).ShouldEqual(WithAxis(x.A, x.Axis));

    [Law(Of = nameof(FromTheEnd))]
    public void Negative_axes_count_from_the_end(Unsqueezable x) => Unsqueeze(x).ShouldEqual(WithAxis(x.A, x.A.Rank + 1 + x.Axis));

    internal static Tensor<float> WithAxis(Tensor<float> tensor, int axis)
    {
        List<int> shape = [.. tensor.Shape];
        shape.Insert(axis, 1);
        return tensor.Reshape([.. shape]);
    }
}

/// <summary>What Unsqueeze owes its caller.</summary>
public class UnsqueezeContract(Func<Tensor<float>, int, Tensor<float>> unsqueeze) : Laws("Unsqueeze")
{
    private static IEnumerable<Unsqueezable> Outside =>
        Unsqueezable.Axes(rank => [rank + 1, -rank - 2, rank + 2, -rank - 3, int.MaxValue, int.MinValue]);

    private static IEnumerable<Unsqueezable> Inside => Unsqueezable.Axes(rank => Enumerable.Range(-rank - 1, 2 * rank + 2));

    [Law(Of = nameof(Outside))]
    public void An_axis_out_of_range_is_refused(Unsqueezable x) =>
        Assertions.ShouldBeRefusedByName(() => unsqueeze(x.A.Copy(), x.Axis), "axis");

    [Law(Of = nameof(Inside))]
    public void The_result_shares_the_elements_of_the_tensor(Unsqueezable x)
    {
        Tensor<float> a = x.A.Copy(), result = unsqueeze(a, x.Axis);
        a.AsSpan().Fill(2);
        Assertions.When("after a was filled with 2", () => result.ShouldEqual(result.Copy().Map(_ => 2f)));
        result.AsSpan().Fill(3);
        Assertions.When("in a, after the result was filled with 3", () => a.ShouldEqual(x.A.Map(_ => 3f)));
    }

    [Law(Of = nameof(Inside))]
    public void The_input_is_not_modified(Unsqueezable x)
    {
        Tensor<float> a = x.A.Copy();
        unsqueeze(a, x.Axis);
        a.ShouldBeUnchanged(x.A);
    }
}
