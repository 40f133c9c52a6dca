namespace Katas.Tests;

/// <summary>What every matrix multiplication owes its callers when they share memory, change it, or call at the same time.</summary>
public class MatmulCallers(TensorOperation multiply, string member = "") : Laws(member)
{
    private static readonly TwoProducts
        SmallPair = new([7, 40], [40, 33], [48, 9], [9, 31]),
        LargePair = new([131, 129], [129, 130], [129, 131], [131, 132]);

    private static readonly TwoProducts[]
        VerySmall = [new([1, 3], [3, 5], [3, 5], [5, 2]), new([5, 7], [7, 3], [4, 4], [4, 4]), new([9, 17], [17, 3], [2, 33], [33, 1])],
        SizesThatFork = [new([131, 129], [129, 130], [129, 131], [131, 132]), new([258, 64], [64, 257], [65, 300], [300, 70])];

    private static readonly LargeProduct[]
        ForLargeChanges = [new(131, 129, 130), new(257, 259, 263)],
        LargeResults = [new(257, 259, 263), new(4099, 1, 4101)];   // of more than 2^16 and more than 2^24 elements

    private static readonly Multipliable<Whole> ForChanges = Matrices.OfWhole(37, 41, 39), ForMemory = Matrices.OfWhole(96, 96, 96);

    private static readonly Multipliable<Whole>[] Shared = [Matrices.OfWhole(7, 40, 33), Matrices.OfWhole(7, 40, 40)];

    private static readonly Multipliable<Real>[] ThousandsOfTerms =
    [
        .. from size in ((int M, int N)[])[(5, 7), (31, 33)]
           select new Multipliable<Real>(Tensor.RandomNormal(1, size.M, 2051), Tensor.RandomNormal(2, 2051, size.N)),
    ];

    /// <summary>Gets dimensions whose digits read the same without the commas: 1, 1, 11 and 1, 11, 1.</summary>
    private static IEnumerable<Multipliable<Whole>> SameDigits =>
        from shape in (int[][])[[1, 1, 11], [1, 11, 1], [11, 1, 1], [2, 3, 33], [2, 33, 3], [23, 3, 3], [3, 33, 2], [33, 3, 2], [3, 3, 32]]
        select Matrices.OfWhole(shape[0], shape[1], shape[2]);

    private Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Returned.Keep(multiply(a.Copy(), b.Copy()));

    [Law]
    public void Both_operands_can_be_views_of_one_array(SmallMatrix x)
    {
        (int rows, int columns, int length) = (x.A.Shape[0], x.A.Shape[1], x.A.Length);
        foreach ((int m, int k, int n) in ((int, int, int)[])[(rows, columns, rows), (columns, rows, columns), (1, length, 1),
            (length, 1, length)])
        {
            Tensor<float> elements = x.A.Copy();
            multiply(elements.Reshape(m, k), elements.Reshape(k, n)).ShouldEqual(Oracle.Product(x.A.Reshape(m, k),
                x.A.Reshape(k, n)));
            elements.ShouldBeUnchanged(x.A);
        }
    }

    [Law]
    public void Changing_one_element_changes_the_product(SmallMultipliable x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        multiply(a, b);
        Assertions.AfterChanges(a, b, () =>
        {
            multiply(a, b).ShouldEqual(Oracle.Product(a, b));
            Multiply(a, b).ShouldEqual(Oracle.Product(a, b));
        });
    }

    [Law(Of = nameof(ForChanges))]
    public void A_change_that_keeps_the_sum_of_an_operand_changes_the_product(Multipliable<Whole> x) =>
        ShouldFollow(x.A.Copy(), x.B.Copy());

    [Law(Of = nameof(ForLargeChanges), Seconds = 60, Thorough = true)]
    public void A_change_that_keeps_the_sum_of_a_large_operand_changes_the_product(LargeProduct x) =>
        ShouldFollow(x.Left.Copy(), x.Right.Copy());

    [Law(Of = nameof(LargeResults), Seconds = 60, Thorough = true)]
    public void Large_results_of_separate_calls_share_no_memory(LargeProduct x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.Left.Copy(), x.Right.Copy());
        Tensor<float> result = multiply(a, b);
        multiply(a.Map(element => -element), b);
        Assertions.When("after a second call", () => result.ShouldEqualInAll(x.Product));
        a.ShouldEqualInAll(x.Left);
        b.ShouldEqualInAll(x.Right);
    }

    [Law(Of = nameof(ForMemory), Seconds = 30)]
    public void Memory_does_not_grow_from_call_to_call(Multipliable<Whole> x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        Allocation.ShouldNotGrow(calls: 40, bytesPerCall: 4 * a.Length, call =>
        {
            a[0, 0] = call;
            multiply(a, b);
        });
    }

    [Law(Of = nameof(SameDigits))]
    public void Shapes_with_the_same_digits_are_not_confused(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(ThousandsOfTerms), Seconds = 30)]
    public void Sums_of_thousands_of_terms_give_the_same_bits_every_time(Multipliable<Real> x)
    {
        Tensor<float> first = Multiply(x.A, x.B);
        first.ShouldBeWithin(Oracle.RealProduct(x.A, x.B));
        for (int repeat = 0; repeat < 5; repeat++)
            Multiply(x.A, x.B).ShouldEqual(first);
    }

    [Law(Of = nameof(SmallPair), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_products(TwoProducts x) => CallAtOnce(x);

    [Law(Of = nameof(Shared), Seconds = 60)]
    public void Two_callers_at_once_may_share_an_operand(Multipliable<Whole> x)
    {
        Tensor<float> shared = x.B.Copy();
        Callers.AtOnce(Caller(x.A.Copy(), shared), Caller(shared, Tensor.Identity(shared.Shape[1])));
    }

    [Law(Of = nameof(LargePair), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_large_products(TwoProducts x) => CallAtOnce(x);

    [Law(Of = nameof(VerySmall), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_small_products(TwoProducts x)
    {
        Tensor<float> scaled = x.First.A.Map(element => 2 * element), other = x.Second.B.Map(element => -element);
        Callers.AtOnce(interleavings: 3000, Caller(x.First.A.Copy(), x.First.B.Copy()), Caller(x.Second.A.Copy(), x.Second.B.Copy()),
            Caller(scaled, x.First.B.Copy()), Caller(x.Second.A.Copy(), other));
    }

    [Law(Of = nameof(SizesThatFork), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_large_products(TwoProducts x)
    {
        Tensor<float> scaled = x.First.A.Map(element => 2 * element), other = x.Second.B.Map(element => -element);
        Callers.AtOnce(interleavings: 40, Caller(x.First.A.Copy(), x.First.B.Copy()), Caller(x.Second.A.Copy(), x.Second.B.Copy()),
            Caller(scaled, x.First.B.Copy()), Caller(x.Second.A.Copy(), other));
    }

    private void ShouldFollow(Tensor<float> a, Tensor<float> b)
    {
        multiply(a, b);
        Assertions.AfterHiddenChanges(a, b, () =>
        {
            multiply(a, b).ShouldEqualInAll(Oracle.Product(a, b));
            Multiply(a, b).ShouldEqualInAll(Oracle.Product(a, b));
            multiply(a, b);   // so that the last call is one with the operands that change next
        });
    }

    private void CallAtOnce(TwoProducts x) =>
        Callers.AtOnce(Caller(x.First.A.Copy(), x.First.B.Copy()), Caller(x.Second.A.Copy(), x.Second.B.Copy()));

    private (Func<Tensor<float>> Call, Action<Tensor<float>> Verify) Caller(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> product = Oracle.Product(a, b);
        return (() => multiply(a, b), result => result.ShouldEqualInAll(product));
    }
}
