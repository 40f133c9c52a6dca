namespace Katas.Tests;

/// <summary>Computes the shape that two shapes have in common.</summary>
public delegate int[] ShapeRule(ReadOnlySpan<int> a, ReadOnlySpan<int> b);

/// <summary>What holds for the rule of broadcasting.</summary>
public abstract class ShapeLaws(ShapeRule shape) : Laws
{
    [Fact]
    public void The_example_of_the_lesson() =>
        For(new Shapes([3, 1], [2]), x => Shape(x).ShouldBeShape([3, 2]));

    [Fact]
    public void Of_two_sizes_that_fit_the_result_takes_the_one_that_is_not_1() =>
        ForEach(Broadcast.Fits, x => Shape(x).ShouldBeShape(Broadcast.Shape(x.A, x.B)!));

    [Fact]
    public void The_rule_holds_for_every_rank() =>
        ForAll(Broadcast.OfAnyRank(), x =>
            shape(x.A.Shape, x.B.Shape).ShouldBeShape(Broadcast.Shape(x.A.Shape.ToArray(), x.B.Shape.ToArray())!));

    [Fact]
    public void Sizes_can_be_large() =>
        For(new Shapes([100_000, 1, 1_000], [70_000, 1]), x => Shape(x).ShouldBeShape([100_000, 70_000, 1_000]));

    [Fact]
    public void Shapes_that_do_not_fit_are_refused() =>
        ForEach(Broadcast.Pairs.Except(Broadcast.Fits), x => Assertions.ShouldBeRefused(() => Shape(x)));

    [Fact]
    public void A_refusal_names_both_shapes() =>
        ForAll(Broadcast.Incompatible(), x => Assertions.ShouldBeRefused(() => shape(x.A.Shape, x.B.Shape), [.. x.A.Shape, .. x.B.Shape]));

    [Fact]
    public void Results_of_several_calls_share_nothing() =>
        ForEach(Broadcast.Fits, x =>
        {
            Shape(x).AsSpan().Fill(99);
            int[] second = Shape(x);
            for (int size = 5; size <= 7; size++)
                shape([.. x.A.Select(_ => size)], [.. x.B.Select(_ => size)]);
            second.ShouldBeShape(Broadcast.Shape(x.A, x.B)!);
        });

    private int[] Shape(Shapes x) => shape(x.A.ToArray(), x.B.ToArray());
}
