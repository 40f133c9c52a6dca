using System.Runtime.CompilerServices;

namespace Katas.Tests;

/// <summary>The operations of stage 3, whoever implements them.</summary>
public sealed record ElementwiseOperations(
    Func<Tensor<float>, Tensor<float>, Tensor<float>> Add,
    Func<Tensor<float>, Tensor<float>, Tensor<float>> Subtract,
    Func<Tensor<float>, Tensor<float>, Tensor<float>> Multiply,
    Func<Tensor<float>, Tensor<float>, Tensor<float>> Divide,
    Func<Tensor<float>, Tensor<float>, Tensor<bool>> GreaterThan,
    Func<Tensor<float>, Tensor<float>, Tensor<bool>> LessThan,
    Func<Tensor<float>, Tensor<float>, Tensor<bool>> EqualTo,
    Func<Tensor<bool>, float> Mean);

/// <summary>What holds for operations that pair the elements of two tensors, and for the mean of a mask.</summary>
/// <remarks>One operation is one rounding, so elements compare to the last bit. A mean may take two: a reciprocal, and a product with it.</remarks>
public abstract class ElementwiseLaws(ElementwiseOperations operations) : Laws
{
    private static readonly SameShape SeventyThousand = new(Tensor.RandomNormal(1, 70_001), Tensor.RandomNormal(2, 70_001));

    private static readonly Mask TwentyMillion = new(Tensor.Zeros<bool>(20_000_000).Map(_ => true));

    private readonly Operation<float>
        add = new(nameof(operations.Add), operations.Add, (p, q) => p + q),
        subtract = new(nameof(operations.Subtract), operations.Subtract, (p, q) => p - q),
        multiply = new(nameof(operations.Multiply), operations.Multiply, (p, q) => p * q),
        divide = new(nameof(operations.Divide), operations.Divide, (p, q) => p / q);

    private readonly Operation<bool>
        greaterThan = new(nameof(operations.GreaterThan), operations.GreaterThan, (p, q) => p > q),
        lessThan = new(nameof(operations.LessThan), operations.LessThan, (p, q) => p < q),
        equalTo = new(nameof(operations.EqualTo), operations.EqualTo, (p, q) => p == q);

    private IOperation[] Operations => [add, subtract, multiply, divide, greaterThan, lessThan, equalTo];

    private float Mean(Tensor<bool> mask) => operations.Mean(mask.Copy());

    [Fact]
    public void Each_sum_is_of_the_two_elements_at_its_index() => ForAll(Tensors.SameShape(), add.Check);

    [Fact]
    public void Each_difference_is_of_the_two_elements_at_its_index() => ForAll(Tensors.SameShape(), subtract.Check);

    [Fact]
    public void Each_product_is_of_the_two_elements_at_its_index() => ForAll(Tensors.SameShape(), multiply.Check);

    [Fact]
    public void Each_quotient_is_of_the_two_elements_at_its_index() => ForAll(Tensors.SameShape(), divide.Check);

    [Fact]
    public void Greater_is_true_where_the_element_of_A_is_greater() => ForAll(Tensors.SameShape(), greaterThan.Check);

    [Fact]
    public void Less_is_true_where_the_element_of_A_is_less() => ForAll(Tensors.SameShape(), lessThan.Check);

    [Fact]
    public void Equal_is_true_where_the_elements_are_equal() => ForAll(Tensors.SameShape(), equalTo.Check);

    [Fact]
    public void The_example_of_the_lesson() =>
        For(new SameShape([[1, 2, 3], [4, 5, 6]], [[2, 2, 2], [8, 5, 3]]), x =>
        {
            add.Of(x.A, x.B).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
            subtract.Of(x.A, x.B).ShouldEqual([[-1, 0, 1], [-4, 0, 3]]);
            multiply.Of(x.A, x.B).ShouldEqual([[2, 4, 6], [32, 25, 18]]);
            divide.Of(x.A, x.B).ShouldEqual([[0.5f, 1, 1.5f], [0.5f, 1, 2]]);
            greaterThan.Of(x.A, x.B).ShouldEqual([[false, false, true], [false, false, true]]);
            lessThan.Of(x.A, x.B).ShouldEqual([[true, false, false], [true, false, false]]);
            equalTo.Of(x.A, x.B).ShouldEqual([[false, true, false], [false, true, false]]);
        });

    [Fact]
    public void The_order_of_summands_and_of_factors_does_not_matter() =>
        ForAll(Tensors.SameShape(), x =>
        {
            add.Of(x.B, x.A).ShouldBeIdenticalTo(add.Of(x.A, x.B));
            multiply.Of(x.B, x.A).ShouldBeIdenticalTo(multiply.Of(x.A, x.B));
        });

    [Fact]
    public void A_difference_the_other_way_round_has_the_opposite_sign() =>
        ForAll(Tensors.SameShape(), x => subtract.Of(x.A, x.B).ShouldEqual(subtract.Of(x.B, x.A).Map(difference => -difference)));

    [Fact]
    public void Twice_a_tensor_is_the_tensor_plus_itself() =>
        ForAll(Tensors.One(Draw.Special), x => add.Of(x.A, x.A).ShouldBeIdenticalTo(multiply.Of(x.A, x.A.Map(_ => 2f))));

    [Fact]
    public void Dividing_by_one_changes_nothing() =>
        ForAll(Tensors.One(Draw.Special), x => divide.Of(x.A, x.A.Map(_ => 1f)).ShouldBeIdenticalTo(x.A));

    [Fact]
    public void Less_is_greater_the_other_way_round() =>
        ForAll(Tensors.SameShape(), x => lessThan.Of(x.A, x.B).ShouldEqual(greaterThan.Of(x.B, x.A)));

    [Fact]
    public void The_same_tensor_may_stand_on_both_sides() =>
        EachOperation(Tensors.One(Draw.Special), (operation, x) =>
        {
            Tensor<float> a = x.A.Copy();
            operation.Verify(operation.Apply(a, a), new(x.A, x.A));
            a.ShouldBeIdenticalTo(x.A);
        });

    [Fact]
    public void NaN_equals_nothing_not_even_itself() =>
        ForAll(Tensors.One(Draw.Special), x =>
        {
            Tensor<float> a = x.A.Copy();
            operations.EqualTo(a, a).ShouldEqual(x.A.Map(element => !float.IsNaN(element)));
        });

    [Fact]
    public void The_mask_of_the_notebook_has_the_mean_that_it_prints() =>
        For(new Mask([false, false, false, false, true, true, true, false, false, true]), x => Mean(x.A).ShouldBeCloseTo(0.4, roundings: 3));

    [Fact]
    public void The_mean_of_a_mask_is_its_share_of_true() =>
        ForAll(Tensors.Mask(), x => Mean(x.A).ShouldBeCloseTo((double)x.A.AsSpan().Count(true) / x.A.Length, roundings: 3));

    [Fact]
    public void A_mask_and_its_opposite_have_means_that_add_up_to_one() =>
        ForAll(Tensors.Mask(), x => (Mean(x.A) + Mean(x.A.Map(element => !element))).ShouldBeCloseTo(1, roundings: 4));

    [Fact]
    public void A_mask_with_more_elements_than_float_can_count_is_counted_all_the_same() =>
        For(TwentyMillion, x => Mean(x.A).ShouldBeCloseTo(1, roundings: 3), seconds: 20);

    [Fact]
    public void A_mask_without_elements_has_no_mean() =>
        ForEach<Mask>([new(Tensor.Zeros<bool>(0)), new(Tensor.Zeros<bool>(0, 3)), new(Tensor.Zeros<bool>(2, 0, 4))], x =>
            Assertions.ShouldBeRefused(() => Mean(x.A)));

    [Fact]
    public void A_mask_stays_as_it_is_and_its_mean_is_not_remembered() =>
        ForAll(Tensors.Mask(), x =>
        {
            Tensor<bool> mask = x.A.Copy();
            operations.Mean(mask);
            mask.ShouldEqual(x.A);
            mask.AsSpan().Fill(!mask.AsSpan()[0]);
            operations.Mean(mask).ShouldBeCloseTo(mask.AsSpan()[0] ? 1 : 0, roundings: 3);
        });

    [Fact]
    public void Long_tensors_are_computed_to_their_ends() =>
        EachOperation(Fitting.Of<SameShape>("ij,ij", Tensors.RealOrSpecial, dimensions: Draw.LongDimensions), (operation, x) => operation.Check(x));

    [Fact]
    public void Seventy_thousand_elements_are_computed_to_the_last() =>
        For(SeventyThousand, x =>
        {
            foreach (IOperation operation in Operations)
                operation.Check(x);
        });

    [Fact]
    public void Shapes_that_differ_are_refused_even_if_they_have_as_many_elements() =>
        EachOperation(Tensors.DifferentShapes(), (operation, x) => Assertions.ShouldBeRefused(() => operation.Apply(x.A, x.B)));

    [Fact]
    public void The_inputs_stay_as_they_are() =>
        EachOperation(Tensors.SameShape(), (operation, x) =>
        {
            (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
            operation.Apply(a, b);
            a.ShouldBeIdenticalTo(x.A);
            b.ShouldBeIdenticalTo(x.B);
        });

    [Fact]
    public void Results_of_several_calls_share_nothing() =>
        EachOperation(Tensors.SameShape(), (operation, x) =>
        {
            operation.Clear(operation.Apply(x.A.Copy(), x.B.Copy()));
            object second = operation.Apply(x.A.Copy(), x.B.Copy());
            foreach (float later in (float[])[7, 8, 9])
                operation.Apply(x.A.Map(_ => later), x.B.Map(_ => 3f));
            operation.Verify(second, x);
        });

    [Fact]
    public void A_result_shares_nothing_with_the_inputs_and_is_not_remembered() =>
        EachOperation(Tensors.OneOfThemNeutral(), (operation, x) =>
        {
            (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
            object result = operation.Apply(a, b);
            a.AsSpan().Fill(7);
            b.AsSpan().Fill(5);
            operation.Verify(result, x);
            operation.Verify(operation.Apply(a, b), new(a, b));
        });

    /// <summary>Checks a law for the seven operations, one after another, and names the one that breaks it.</summary>
    private void EachOperation<T>(Arbitrary<T> inputs, Action<IOperation, T> law, [CallerMemberName] string name = "")
    {
        foreach (IOperation operation in Operations)
            ForAll(inputs, x => law(operation, x), name: $"{name} ({operation.Name})");
    }

    private interface IOperation
    {
        public string Name { get; }

        public object Apply(Tensor<float> a, Tensor<float> b);

        public void Verify(object result, SameShape x);

        public void Check(SameShape x);

        public void Clear(object result);
    }

    /// <summary>An operation on tensors, and the one on their elements.</summary>
    private sealed record Operation<T>(string Name, Func<Tensor<float>, Tensor<float>, Tensor<T>> OnTensors, Func<float, float, T> OnElements) : IOperation
        where T : unmanaged
    {
        public Tensor<T> Of(Tensor<float> a, Tensor<float> b) => OnTensors(a.Copy(), b.Copy());

        public object Apply(Tensor<float> a, Tensor<float> b) => OnTensors(a, b);

        public void Verify(object result, SameShape x) => ((Tensor<T>)result).ShouldBeIdenticalTo(x.A.Zip(x.B, OnElements));

        public void Check(SameShape x) => Verify(Of(x.A, x.B), x);

        public void Clear(object result) => ((Tensor<T>)result).AsSpan().Clear();
    }
}
