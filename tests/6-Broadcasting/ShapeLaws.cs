namespace Katas.Tests;

/// <summary>Computes the shape that two shapes have in common.</summary>
public delegate int[] ShapeRule(ReadOnlySpan<int> a, ReadOnlySpan<int> b);

/// <summary>What holds for the rule of broadcasting.</summary>
public class ShapeLaws(ShapeRule shape) : Laws("Shape")
{
    private static readonly Shapes Example = new([3, 1], [2]);

    private static readonly Shapes[] Large =
        [new([100_000, 1, 1_000], [70_000, 1]), new([16_777_217, 1], [int.MaxValue])];   // 2^24 + 1, the first that is no float

    private int[] Shape(int[] a, int[] b) => shape(a.ToArray(), b.ToArray());

    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(Shapes x) => Shape(x.A, x.B).ShouldBeShape([3, 2]);

    [Law(Of = nameof(Broadcast.Fits), In = typeof(Broadcast))]
    public void The_result_takes_the_size_that_is_not_1(Shapes x) => Shape(x.A, x.B).ShouldBeShape(Broadcast.Shape(x.A, x.B)!);

    [Law]
    public void The_rule_holds_for_every_rank(Broadcastable x) =>
        shape(x.A.Shape, x.B.Shape).ShouldBeShape(Broadcast.Shape(x.A.Shape.ToArray(), x.B.Shape.ToArray())!);

    [Law(Of = nameof(Large))]
    public void Sizes_can_be_large(Shapes x) => Shape(x.A, x.B).ShouldBeShape(Broadcast.Shape(x.A, x.B)!);
}

/// <summary>What the rule owes its caller.</summary>
public class ShapeContract(ShapeRule shape) : Laws("Shape")
{
    private int[] Shape(int[] a, int[] b) => shape(a.ToArray(), b.ToArray());

    [Law(Of = nameof(Broadcast.Misfits), In = typeof(Broadcast))]
    public void Incompatible_shapes_are_refused(Shapes x) => Assertions.ShouldBeRefused(() => Shape(x.A, x.B));

    [Law]
    public void The_exception_shows_both_shapes(Incompatible x) =>
        Assertions.ShouldBeRefusedWithShapes(() => shape(x.A.Shape, x.B.Shape), x.A.Shape, x.B.Shape, "a", "b");

    [Law(Of = nameof(Broadcast.Fits), In = typeof(Broadcast))]
    public void Results_of_separate_calls_share_no_memory(Shapes x)
    {
        Shape(x.A, x.B).AsSpan().Fill(99);
        int[] second = Shape(x.A, x.B);
        for (int size = 5; size <= 7; size++)
            shape([.. x.A.Select(_ => size)], [.. x.B.Select(_ => size)]);
        second.ShouldBeShape(Broadcast.Shape(x.A, x.B)!);
    }
}
