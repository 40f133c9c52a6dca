using static Katas.Tests.FrobeniusNormLaws;

namespace Katas.Tests;

/// <summary>A matrix with one entry that differs from all others. A message shows its shape alone.</summary>
public sealed record AllButOne(int[] Shape, float Entries, int Row, int Column, float Entry)
{
    internal Tensor<float> Matrix => Matrices.Of(Shape[0], Shape[1], (i, j) => (i, j) == (Row, Column) ? Entry : Entries);
}

/// <summary>A matrix of zeros, with ones at every so many elements from the given one on. A message shows its shape alone.</summary>
public sealed record Scattered(int[] Shape, int Start, int Step)
{
    internal Tensor<float> Matrix
    {
        get
        {
            Tensor<float> matrix = Tensor.Zeros<float>(Shape);
            for (int i = Start; i < matrix.Length; i += Step)
                matrix.AsSpan()[i] = 1;
            return matrix;
        }
    }
}

/// <summary>A matrix of whole numbers with at least one infinity and one NaN.</summary>
public sealed record WithInfinityAndNaN(Tensor<float> A) : Fitting, IInput<WithInfinityAndNaN>
{
    public static Arbitrary<WithInfinityAndNaN> Arbitrary => Of<WithInfinityAndNaN>(
        random => random.Next(8) switch
        {
            0 => float.NaN,
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            _ => Whole.Sample(random),
        },
        ["mn"], x => x.A.AsSpan().Contains(float.NaN) && x.A.AsSpan().ContainsAny(float.PositiveInfinity, float.NegativeInfinity));
}

/// <summary>A matrix of whole numbers with at least one infinity.</summary>
public sealed record WithInfinity(Tensor<float> A) : Fitting, IInput<WithInfinity>
{
    public static Arbitrary<WithInfinity> Arbitrary => Of<WithInfinity>(
        random => random.Next(10) switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, _ => Whole.Sample(random) }, ["mn"],
        x => x.A.AsSpan().ContainsAny(float.PositiveInfinity, float.NegativeInfinity) && !x.A.AsSpan().Contains(float.NaN));
}

/// <summary>A matrix of whole numbers with at least one NaN.</summary>
public sealed record WithNaN(Tensor<float> A) : Fitting, IInput<WithNaN>
{
    public static Arbitrary<WithNaN> Arbitrary =>
        Of<WithNaN>(random => random.Next(10) == 0 ? float.NaN : Whole.Sample(random), ["mn"], x => x.A.AsSpan().Contains(float.NaN));
}

/// <summary>Numbers from 2^-58 to 2^58 among whole ones: their squares are floats.</summary>
public readonly struct WithFloatSquares : IValues
{
    public static float Sample(Random random) => random.Next(3) == 0 ? Whole.Sample(random)
        : MathF.ScaleB(1 + random.NextSingle(), random.Next(-58, 58));
}

/// <summary>Numbers from 2^50 to 2^120 among whole ones: squares of most are too large for float.</summary>
public readonly struct Huge : IValues
{
    public static float Sample(Random random) => random.Next(3) == 0 ? Whole.Sample(random)
        : MathF.ScaleB(1 + random.NextSingle(), random.Next(50, 120));
}

/// <summary>Numbers from 2^-148 to 2^-50: squares of most are too small for float.</summary>
public readonly struct Tiny : IValues
{
    public static float Sample(Random random) => MathF.ScaleB(1 + random.NextSingle(), random.Next(-148, -50));
}

/// <summary>What holds for every Frobenius norm at its limits: small and large matrices, huge and tiny entries, and several
/// callers.</summary>
public class FrobeniusNormLimits(string member, Func<Tensor<float>, float> norm) : Laws(member)
{
    private static readonly double underflow = Math.ScaleB(1, -150);   // the most that rounding changes a square that is no normal float

    private static readonly AllButOne[] OneInAMillion =
    [
        .. from at in ((int I, int J)[])[(1030, 1032), (0, 0), (515, 516)] select new AllButOne([1031, 1033], 0, at.I, at.J, -3),
        .. from entry in (float[])[float.NaN, float.NegativeInfinity, 1e30f] select new AllButOne([1031, 1033], 1, 1030, 1032, entry),
    ];

    private static readonly AllButOne MillionOnes = new([1031, 1033], 1, 0, 0, -1), ForThreads = new([100, 200], 1, 20, 30, 7),
        ForManyCallers = new([3, 5], 1, 2, 3, 7), ForMemory = new([128, 128], 1, 0, 0, -1), ForChanges = new([37, 41], 2, 15, 10, 7),
        ForLargeChanges = new([331, 317], -2, 300, 300, 7);

    private static readonly AllButOne[] LongOnes =
    [
        .. from shape in (int[][])[[1, 5_003], [5_003, 1], [1, 46_341], [46_341, 1]]   // 46,341 is the root of 2^31, rounded up
           select new AllButOne(shape, 1, shape[0] / 2, shape[1] / 2, -3),
    ];

    private static readonly Scattered[] AThousandInAMillion =
    [
        .. from step in (int[])[1031, 1024]
           from start in (int[])[0, step / 3, step - 1]
           select new Scattered([1031, 1033], start, step),
    ];

    private static IEnumerable<Matrix<Whole>> Small =>
        from rows in Enumerable.Range(1, 5)
        from columns in Enumerable.Range(1, 5)
        orderby rows + columns
        from element in (Func<int, float>[])[i => i, i => 1 - i, i => 3 + i % 7]
        select new Matrix<Whole>(Tensor.Of([.. Enumerable.Range(0, rows * columns).Select(element)], rows, columns));

    private static IEnumerable<Matrix<Real>> Sixty =>
        from seed in Enumerable.Range(1, 60) select new Matrix<Real>(Tensor.RandomNormal(seed, seed < 60 ? 30 : 300, 31));

    private float Norm(Tensor<float> m) => norm(m.Copy());

    [Law(Of = nameof(Small))]
    public void Every_small_shape_has_the_right_norm(Matrix<Whole> x) => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law(Of = nameof(OneInAMillion), Seconds = 30)]
    public void One_entry_among_a_million_counts_wherever_it_is(AllButOne x)
    {
        Tensor<float> m = x.Matrix;
        float actual = Norm(m);
        if (!float.IsFinite(x.Entry))
            ShouldBe(actual, Math.Abs(x.Entry));
        else if (!float.IsPositiveInfinity(actual) || float.IsFinite(x.Entry * x.Entry))
            actual.ShouldBeCloseTo(Oracle.Norm(m), Roundings(m));
    }

    [Law(Of = nameof(AThousandInAMillion), Seconds = 30)]
    public void A_thousand_entries_among_a_million_all_count(Scattered x) =>
        Norm(x.Matrix).ShouldBeCloseTo(Oracle.Norm(x.Matrix), Roundings(x.Matrix));

    [Law(Of = nameof(MillionOnes), Seconds = 30)]
    public void A_million_ones_are_all_counted(AllButOne x) => Norm(x.Matrix).ShouldBeCloseTo(Math.Sqrt(1031 * 1033), Roundings(x.Matrix));

    [Law(Of = nameof(LongOnes), Seconds = 30)]
    public void A_long_row_or_column_takes_memory_in_proportion_to_its_elements(AllButOne x)
    {
        const int BytesPerElement = 256;
        Tensor<float> m = x.Matrix;
        float actual = 0;
        if (Allocation.Of(() => actual = norm(m)) is var bytes && bytes > (long)m.Length * BytesPerElement)
            throw new Difference($"at most {BytesPerElement} bytes of memory for each element", $"{bytes / m.Length} bytes for each",
                "something is made that is as large as a square of the matrix");
        actual.ShouldBeCloseTo(Oracle.Norm(m), Roundings(m));
    }

    [Law(Of = nameof(ForMemory), Seconds = 30)]
    public void Memory_does_not_grow_from_call_to_call(AllButOne x)
    {
        Tensor<float> m = x.Matrix;
        Allocation.ShouldNotGrow(calls: 40, bytesPerCall: 4 * m.Length, call =>
        {
            m.AsSpan()[0] = call;
            norm(m);
        });
    }

    [Law]
    public void An_infinite_entry_makes_the_norm_infinite(WithInfinity x) => ShouldBe(Norm(x.A), float.PositiveInfinity);

    [Law]
    public void A_NaN_entry_makes_the_norm_NaN(WithNaN x)
    {
        ShouldBe(Norm(x.A), float.NaN);
        Assertions.When("with every entry times 0", () => ShouldBe(Norm(x.A.Map(entry => 0 * entry)), float.NaN));
    }

    [Law]
    public void An_infinity_and_a_NaN_make_the_norm_one_of_the_two(WithInfinityAndNaN x)
    {
        if (Norm(x.A) is var actual && !float.IsNaN(actual) && !float.IsPositiveInfinity(actual))
            throw new Difference("infinity or NaN", actual, "it should not be a number");
    }

    [Law]
    public void If_no_square_overflows_or_underflows_the_norm_is_right(Matrix<WithFloatSquares> x) =>
        Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law]
    public void If_squares_overflow_the_norm_is_right_or_infinite(Matrix<Huge> x)
    {
        float actual = Norm(x.A);
        if (!float.IsPositiveInfinity(actual) || Oracle.Norm(x.A) < 1e19)
            actual.ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));
    }

    [Law]
    public void If_squares_underflow_the_norm_is_right_or_too_small(Matrix<Tiny> x)
    {
        (float actual, double expected) = (Norm(x.A), Oracle.Norm(x.A));
        if (!(Math.Abs((double)actual * actual - expected * expected) <= x.A.Length * underflow))
            actual.ShouldBeCloseTo(expected, 2 * Roundings(x.A));
    }

    [Law]
    public void Changing_one_entry_changes_the_norm(SmallMatrix x)
    {
        Tensor<float> m = x.A.Copy();
        norm(m);
        foreach (int place in (int[])[m.Length / 2, m.Length - 1])
            if (m.Length > 0)
            {
                m.AsSpan()[place] += 17;
                foreach (Tensor<float> again in (Tensor<float>[])[m, m.Copy()])
                    Assertions.When($"in a second call, after 17 was added to entry {place}, counted from 0",
                        () => norm(again).ShouldBeCloseTo(Oracle.Norm(m), Roundings(m)));
            }
    }

    [Law(Of = nameof(ForChanges))]
    public void A_change_that_keeps_the_sum_of_the_entries_changes_the_norm(AllButOne x)
    {
        Tensor<float> m = x.Matrix;
        norm(m);
        for (int place = 1; place < m.Length - 1; place += 211)
        {
            m.AsSpan()[place] += 3;
            m.AsSpan()[place + 1] -= 3;
            foreach (Tensor<float> again in (Tensor<float>[])[m, m.Copy()])
                Assertions.When($"in another call, after 3 was moved from entry {place + 1}, counted from 0, to the one before it",
                    () => norm(again).ShouldBeCloseTo(Oracle.Norm(m), Roundings(m)));
        }
    }

    [Law(Of = nameof(ForLargeChanges), Thorough = true)]
    public void A_large_matrix_is_not_modified_and_its_norm_is_not_kept(AllButOne x)
    {
        Tensor<float> m = x.Matrix;
        norm(m);
        m.ShouldEqualInAll(x.Matrix);
        m.AsSpan()[m.Length / 2] = 1000;
        norm(m).ShouldBeCloseTo(Oracle.Norm(m), Roundings(m));
    }

    [Law(Of = nameof(ForManyCallers), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_norms_of_small_matrices(AllButOne x) =>
        Callers.AtOnce(interleavings: 5000, [.. Enumerable.Range(1, 4).Select(i => Caller(x.Matrix.Map(entry => i * entry)))]);

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_norms(AllButOne x) =>
        Callers.AtOnce(Caller(x.Matrix), Caller(x.Matrix.Map(entry => 3 * entry)));

    [Law(Of = nameof(Sixty))]
    public void The_same_matrix_gives_the_same_bits_every_time(Matrix<Real> x)
    {
        float first = Norm(x.A);
        for (int repeat = 0; repeat < 6; repeat++)
            ShouldBe(Norm(x.A), first);
    }

    private static void ShouldBe(float actual, float expected)
    {
        if (!actual.Equals(expected))
            throw new Difference(expected, actual, FormattableString.Invariant($"it should be {expected} but is {actual}"));
    }

    private (Func<float>, Action<float>) Caller(Tensor<float> m)
    {
        double expected = Oracle.Norm(m);
        return (() => norm(m), actual => actual.ShouldBeCloseTo(expected, Roundings(m)));
    }
}
