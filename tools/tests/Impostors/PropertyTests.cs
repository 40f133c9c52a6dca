using FsCheck.Xunit;

namespace Katas.Tests;

/// <summary>The inputs of laws are arguments of FsCheck's own [Property], too, in every project under tests/.</summary>
public sealed class PropertyTests
{
    [Property]
    public bool A_property_takes_the_inputs_of_laws(Multipliable<Whole> x, Mask mask) =>
        x.A.Shape[1] == x.B.Shape[0] && mask.A.Length > 0;

    [Property]
    public bool A_property_takes_an_enum_and_a_number_as_well(Matrix<Real> x, Operation operation, int number) =>
        Enum.IsDefined(operation) && x.A.Rank == 2 && number == (int)(long)number;

    [Property]
    public bool The_transpose_has_as_many_elements(Matrix<Real> x) => x.A.Transpose().Length == x.A.Length;

    [Property(MaxTest = 20, Replay = "(7,9)")]
    public Property A_property_may_say_more_than_true_or_false(SameShape<Real> x) =>
        x.A.Shape.SequenceEqual(x.B.Shape).Label("one shape").Classify(x.A.Length == 0, "empty");

    [Fact]
    public void What_breaks_a_property_shrinks_as_for_a_law()
    {
        Config config = Config.QuickThrowOnFailure.WithArbitrary([typeof(Inputs)]).WithReplay(1, 1);

        Exception failure = Should.Throw<Exception>(() =>
            Check.One(config, Prop.ForAll(config.ArbMap.ArbFor<Matrix<Whole>>(), x => x.A.Length < 2)));

        failure.Message.ShouldContain("(1, 2) [[1, 1]]");
    }
}
