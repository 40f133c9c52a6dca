namespace Katas.Tests;

/// <summary>Two tensors of one shape, of rank 5 to 8.</summary>
public sealed record HighRank<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<HighRank<T>> where T : IValues
{
    public static Arbitrary<HighRank<T>> Arbitrary => Of<HighRank<T>>(T.Sample,
        ["ijklm,ijklm", "ijklmn,ijklmn", "ijklmno,ijklmno", "ijklmnop,ijklmnop"], dimensions: count => Gen.Choose(1, 3).ArrayOf(count));
}

/// <summary>Two small matrices of one shape, with at least one element.</summary>
public sealed record SmallPair(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SmallPair>
{
    public static Arbitrary<SmallPair> Arbitrary => Of<SmallPair>(Whole.Sample, ["ij,ij"], x => x.A.Length > 0, Draw.SmallDimensions);
}

/// <summary>Two shapes, and numbers to fill them with.</summary>
public sealed record ShapePair(int[] A, int[] B)
{
    internal Tensor<float> Left => Draw.Tensor(new Random(1), Whole.Sample, A);

    internal Tensor<float> Right => Draw.Tensor(new Random(2), Whole.Sample, B);
}

/// <summary>What holds for elementwise operations at their limits: many axes, memory that is shared or changed, several callers.</summary>
public class ElementwiseLimits(ElementwiseOperations operations) : Laws
{
    private static readonly ShapePair ForThreads = new([100, 200], [100, 200]);

    private static readonly ShapePair[] SameDigits =
        [new([3, 33], [33, 3]), new([1, 11], [11, 1]), new([11, 1, 1], [1, 1, 11]), new([2, 12], [21, 2]), new([111], [11, 1])];

    [Law]
    public void Tensors_of_rank_5_to_8_follow_the_rule(Operation operation, HighRank<RealOrSpecial> x) =>
        operations[operation].Check(x.A, x.B);

    [Law]
    public void Both_operands_can_be_views_of_one_array(Operation operation, AnyTensor<Special> x)
    {
        IPairing pairing = operations[operation];
        Tensor<float> elements = x.A.Copy();
        pairing.Verify(pairing.Of(elements, elements.Reshape(elements.Shape), copy: false), x.A, x.A);
        Tensor<float> view = elements.Reshape([1, .. elements.Shape]);
        Assertions.ShouldBeRefused(() => pairing.Of(elements, view, copy: false),
            $"b is a view of a, of shape {Tensor.Format(view.Shape)}; check the shapes before you compute");
    }

    [Law]
    public void Changing_one_element_changes_the_result(Operation operation, SmallPair x)
    {
        IPairing pairing = operations[operation];
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        pairing.Of(a, b, copy: false);
        foreach (int place in (int[])[a.Length - 1, a.Length / 2])
        {
            a.AsSpan()[place] = b.AsSpan()[place] + 1;
            pairing.Verify(pairing.Of(a, b, copy: false), a, b);
            b.AsSpan()[place] = a.AsSpan()[place];
            pairing.Check(a, b);
        }
    }

    [Law]
    public void Changing_one_element_changes_the_mean(SmallMatrix x)
    {
        Tensor<bool> mask = x.A.Map(element => element > 0);
        foreach (int place in (int[])[mask.Length - 1, mask.Length / 2])
            if (mask.Length > 0)
            {
                operations.Mean(mask);
                mask.AsSpan()[place] = !mask.AsSpan()[place];
                operations.Mean(mask).ShouldBeCloseTo((double)mask.AsSpan().Count(true) / mask.Length, roundings: 3);
            }
    }

    [Law(Of = nameof(SameDigits))]
    public void Shapes_with_the_same_digits_are_not_confused(ShapePair x)
    {
        foreach (IPairing pairing in Enum.GetValues<Operation>().Select(operation => operations[operation]))
        {
            pairing.Check(x.Left, x.Left);
            pairing.Check(x.Right, x.Right);
            Assertions.ShouldBeRefused(() => pairing.Of(x.Left, x.Right));
        }
    }

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_results(ShapePair x)
    {
        foreach (IPairing pairing in Enum.GetValues<Operation>().Select(operation => operations[operation]))
            Callers.AtOnce(Caller(pairing, x.Left, x.Right), Caller(pairing, x.Right.Map(element => element + 1), x.Left));
    }

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_means(ShapePair x) =>
        Callers.AtOnce(Caller(x.Left.Map(element => element > 8)), Caller(x.Left.Map(element => element <= 8)));

    private static (Func<object>, Action<object>) Caller(IPairing pairing, Tensor<float> a, Tensor<float> b) =>
        (() => pairing.Of(a, b, copy: false), result => pairing.Verify(result, a, b));

    private (Func<float>, Action<float>) Caller(Tensor<bool> mask)
    {
        double expected = (double)mask.AsSpan().Count(true) / mask.Length;
        return (() => operations.Mean(mask), mean => mean.ShouldBeCloseTo(expected, roundings: 3));
    }
}
