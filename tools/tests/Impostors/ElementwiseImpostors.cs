using System.Collections.Concurrent;
using System.Numerics.Tensors;
using static Katas.Tests.AnyOperation;

namespace Katas.Tests;

public sealed partial class ElementwiseImpostors() : ImpostorSuite<ElementwiseOperations>("katas/3-Elementwise/Elementwise.cs",
    ("- swapped", nameof(ElementwiseLaws.Each_difference_subtracts_the_two_elements_at_the_same_index), 2),
    operations => new ElementwiseLaws(operations), operations => new ElementwiseContract(operations),
    operations => new ElementwiseLimits(operations))
{
    private static readonly ElementwiseOperations Right = new(
        Each((x, y) => x + y), Each((x, y) => x - y), Each((x, y) => x * y), Each((x, y) => x / y),
        Compared((x, y) => x > y), Compared((x, y) => x < y), Compared((x, y) => x == y),
        mask => Mean(mask, mask.AsSpan().Count(true)));

    protected override Candidate<ElementwiseOperations>[] Impostors { get; } =
    [
        Code("- swapped", "the operands of - are swapped", Right with { Subtract = Each((x, y) => y - x) }),
        Code("+ for -", "one operation copied from another, the sign left as it was", Right with { Subtract = Right.Add }),
        Code("<= for <", "less or equal", Right with { LessThan = Compared((x, y) => x <= y) }),
        Code("not >=, for <", "true for NaN", Right with { LessThan = Compared((x, y) => !(x >= y)) }),
        Code("CompareTo", "NaN is less than everything", Right with { LessThan = Compared((x, y) => x.CompareTo(y) < 0) }),
        Code("Equals", "NaN equals NaN", Right with { EqualTo = Compared((x, y) => x.Equals(y)) }),
        Code("same bits", "0 and -0 differ",
            Right with { EqualTo = Compared((x, y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y)) }),
        Code("nearly equal", "a tolerance of 1e-6", Right with { EqualTo = Compared((x, y) => x == y || Math.Abs(x - y) < 1e-6f) }),
        Code("difference is zero", "infinity minus infinity is NaN", Right with { EqualTo = Compared((x, y) => x - y == 0) }),
        Code("reciprocal", "x / y as x * (1 / y), rounded twice", Right with { Divide = Each((x, y) => x * (1 / y)) }),
        Code("epsilon in the divisor", "x / (y + 1e-8)", Right with { Divide = Each((x, y) => x / (y + 1e-8f)) }),
        Code("NaN is zero", "NaN counts as 0", Right with { Add = Each((x, y) => (float.IsNaN(x) ? 0 : x) + (float.IsNaN(y) ? 0 : y)) }),
        Code("saturated", "what overflows stays at the largest number", Right with
        {
            Add = Each((x, y) => float.IsFinite(x) && float.IsFinite(y) ? Math.Clamp(x + y, float.MinValue, float.MaxValue) : x + y),
        }),
        Code("-0 made in -", "-(b - a): what is equal gives -0", Right with { Subtract = Each((x, y) => -(y - x)) }),
        Code("subnormal is zero", "the smallest numbers are flushed to zero",
            Right with { Add = Each((x, y) => x + y is var z && float.IsSubnormal(z) ? 0 : z) }),
        Code("half", "computed in half precision", Right with { Multiply = Each((x, y) => (float)((Half)x * (Half)y)) }),
        All("loops over a square", "both loops run to the number of rows", (a, c) =>
        {
            for (int i = 0; a.Rank == 2 && i < a.Shape[0]; i++)
                c.Row(i)[Math.Min(a.Shape[0], a.Shape[1])..].Clear();
        }),
        All("last skipped", "i < Length - 1", (_, c) => { if (c.Length > 0) c.AsSpan()[^1] = default; }),
        All("first 1024", "a buffer holds 1024 elements", (_, c) => c.AsSpan()[Math.Min(1024, c.Length)..].Clear()),
        All("scalar lost", "a scalar has no axis to loop over", (a, c) => { if (a.Rank == 0) c.AsSpan().Clear(); }),
        All("two axes of three", "the third axis is not looped over",
            (a, c) => { if (a.Rank == 3) for (int i = 1; i < a.Shape[2]; i++) c.AsSpan()[i] = default; }),
        Code("flat", "the result is a vector", Right with { Add = (a, b) => Right.Add(a, b).Reshape(a.Length) }),
        Code("nothing is empty", "refuses tensors without elements",
            Right with { Add = (a, b) => a.Length > 0 ? Right.Add(a, b) : throw new ArgumentException("empty") }),
        Code("lengths", "lengths are compared, not shapes",
            Right with { Add = (a, b) => Right.Add(a, a.Length == b.Length ? b.Reshape(a.Shape) : b) }),
        Code("ranks", "ranks are compared, not shapes: the shorter counts",
            Right with { Multiply = (a, b) => a.Rank == b.Rank ? Right.Multiply(Cut(a, b), Cut(b, a)) : Right.Multiply(a, b) }),
        Code("scalar fits all", "a scalar is combined with every element",
            Right with { LessThan = (a, b) => Right.LessThan(a, b.Rank == 0 ? a.Map(_ => b[[]]) : b) }),
        Code("ones are left out", "axes of one element do not count",
            Right with { EqualTo = (a, b) => Right.EqualTo(a, Squeezed(a).SequenceEqual(Squeezed(b)) ? b.Reshape(a.Shape) : b) }),
        Reshaping("ends", "rank, length, the first axis and the last are compared", (a, b) =>
            a.Rank > 0 && a.Rank == b.Rank && a.Shape[0] == b.Shape[0] && a.Shape[^1] == b.Shape[^1]),
        Reshaping("sums of axes", "rank, length and the sum of the axes are compared", (a, b) =>
            a.Rank == b.Rank && a.Shape.ToArray().Sum() == b.Shape.ToArray().Sum()),
        Reshaping("last axes", "length and the last axis are compared", (a, b) => a.Rank > 0 && b.Rank > 0 && a.Shape[^1] == b.Shape[^1]),
        Reshaping("all empty shapes", "tensors without elements are taken for equal in shape", (a, _) => a.Length == 0),
        Reshaping("xor of axes", "rank, length and the bits of the axes are compared", (a, b) =>
            a.Rank == b.Rank && Bits(a) == Bits(b)),
        Code("32 axes", "a tensor has at most 32 axes", Right with
        {
            Multiply = (a, b) => a.Rank > 32 ? throw Refused(a, b) : Right.Multiply(a, b),
        }),
        Code("axes as bits", "which axes are larger than 1 is kept in an int, so that only the first 32 are compared", Right with
        {
            Subtract = (a, b) => Right.Subtract(a, a.Rank > 32 && a.Rank == b.Rank && a.Length == b.Length
                && a.Shape[..32].SequenceEqual(b.Shape[..32]) ? b.Reshape(a.Shape) : b),
        }),
        Code("NaN at 128", "where there are 128 elements and more, the first of each 128 is never NaN", Right with
        {
            Add = Spoil(Right.Add, (_, _, c) =>
            {
                for (int i = 0; i + 128 <= c.Length; i += 128)
                    c.AsSpan()[i] = float.IsNaN(c.AsSpan()[i]) ? 0 : c.AsSpan()[i];
            }),
        }),
        Code("-0 in whole vectors", "whole vectors of 16 lose the sign of a zero", Right with
        {
            Multiply = Spoil(Right.Multiply, (_, _, c) =>
            {
                for (int i = 0; i < c.Length / 16 * 16; i++)
                    c.AsSpan()[i] += 0f;
            }),
        }),
        Code("empty at rank 5", "from rank 5 on, the length is divided by each axis", Right with
        {
            Divide = (a, b) => Right.Divide(a, b) is { Rank: > 4, Length: 0 } ? throw new DivideByZeroException() : Right.Divide(a, b),
        }),
        Reshaping("lengths from 100,000 on", "of large tensors the lengths are compared", (a, _) => a.Length >= 100_000),
        Code("not >= from 65,536 on", "large tensors are compared in another way, which is true for NaN", Right with
        {
            LessThan = (a, b) => a.Length < 1 << 16 ? Right.LessThan(a, b) : Each(a, b, (x, y) => !(x >= y)),
        }),
        Code("runs into the wall", "shapes that differ end in an IndexOutOfRangeException",
            Right with { Subtract = (a, b) => a.Length > b.Length ? throw new IndexOutOfRangeException() : Right.Subtract(a, b) }),
        Code("writes into B", "B becomes -B, and is added", Right with
        {
            Subtract = (a, b) =>
            {
                Tensor<float> c = Right.Subtract(a, b);
                foreach (ref float y in b.AsSpan())
                    y = -y;
                return c;
            },
        }),
        Code("A for nothing", "adding zeros gives back A itself",
            Right with { Add = (a, b) => a.Shape.SequenceEqual(b.Shape) && !b.AsSpan().ContainsAnyExcept(0) ? a : Right.Add(a, b) }),
        Code("A minus A", "the same object gives zeros, without a look at its elements",
            Right with { Subtract = (a, b) => (object)a == b ? a.Map(_ => 0f) : Right.Subtract(a, b) }),
        Code("whole compared", "numbers are compared as ints", Right with { GreaterThan = Compared((x, y) => (int)x > (int)y) }),
        Code("mask turned over", "the mean counts in the mask itself", Right with
        {
            Mean = mask =>
            {
                float mean = Right.Mean(mask);
                mask.AsSpan().Reverse();
                mask.AsSpan()[0] = false;
                return mean;
            },
        }),
        Stateful("mean cached by reference", "the mean is kept for the same mask, though its elements may change", () =>
        {
            (Tensor<bool>? Mask, float Mean) last = default;
            return Right with { Mean = mask => ((object)mask == last.Mask ? last : last = (mask, Right.Mean(mask))).Mean };
        }),
        Averaging("whole mean", "the mean is divided as integers", (trues, mask) => trues / mask.Length),
        Averaging("counts false", "the share of false", (trues, mask) => 1 - (float)trues / mask.Length),
        Averaging("rounded to percent", "two decimals", (trues, mask) => MathF.Round((float)trues / mask.Length, 2)),
        Averaging("share of the rows", "divided by the number of rows",
            (trues, mask) => (float)trues / (mask.Rank == 0 ? 1 : mask.Shape[0])),
        Averaging("byte counter", "more than 255 start again from 0", (trues, mask) => (float)(trues % 256) / mask.Length),
        Averaging("short counter", "more than 65,535 start again from 0", (trues, mask) => (float)(trues % 65536) / mask.Length),
        Averaging("float counter", "1 is added in float until 16,777,216", (trues, mask) => (float)Math.Min(trues, 1 << 24) / mask.Length),
        Averaging("last one skipped", "i < Length - 1", (trues, mask) => (float)(trues - (mask.AsSpan()[^1] ? 1 : 0)) / mask.Length),
        Averaging("times a reciprocal", "n * (1 / length), rounded twice", (trues, mask) => trues * (1f / mask.Length)),
        Averaging("times a reciprocal from 10,000 on", "n * (1 / length) where a mask is long", (trues, mask) =>
            mask.Length < 10_000 ? (float)trues / mask.Length : trues * (1f / mask.Length)),
        Averaging("mean of four axes", "the mean of a mask of more axes has the last one left out", (trues, mask) =>
            (float)trues / mask.Length / (mask.Rank > 4 ? mask.Shape[^1] : 1)),
        Stateful("means kept for ever", "every mask and its mean are kept", () =>
        {
            ConcurrentDictionary<Tensor<bool>, float> means = [];
            return Right with { Mean = mask => means.TryGetValue(mask, out float mean) ? mean : means[mask.Copy()] = Right.Mean(mask) };
        }).DiesOf(nameof(ElementwiseLimits.Memory_does_not_grow_from_call_to_call)),
        Averaging("in percent", "100 n / length / 100, rounded twice", (trues, mask) => 100f * trues / mask.Length / 100),
        Averaging("one minus", "1 - (the share of false)", (trues, mask) => 1 - (float)(mask.Length - trues) / mask.Length),
        Code("mean of nothing is 0", "an empty mask has a mean", Right with { Mean = mask => mask.Length == 0 ? 0 : Right.Mean(mask) }),
        .. Mistaken(Right.Divide, divide => Right with { Divide = divide },
            nameof(ElementwiseLimits.Many_callers_at_once_get_their_own_small_results)),
        .. Published,
    ];

    protected override Candidate<ElementwiseOperations>[] RightOnes { get; } =
    [
        Code("one by one", "a loop over all elements", Right),
        Code("platform", "TensorPrimitives", Right with
        {
            Add = Spans(TensorPrimitives.Add),
            Subtract = Spans(TensorPrimitives.Subtract),
            Multiply = Spans(TensorPrimitives.Multiply),
            Divide = Spans(TensorPrimitives.Divide),
        }),
        Code("double", "computed in double, rounded once more", Right with
        {
            Add = Each((x, y) => (float)((double)x + y)),
            Subtract = Each((x, y) => (float)((double)x - y)),
            Multiply = Each((x, y) => (float)((double)x * y)),
            Divide = Each((x, y) => (float)((double)x / y)),
            Mean = mask => Mean(mask, mask.AsSpan().ToArray().Sum(x => x ? 1.0 : 0)),
        }),
        Code("mean of floats", "the sum of ones and zeros in double, divided in double", Right with
        {
            Mean = mask => mask.Length == 0 ? Right.Mean(mask) : (float)mask.AsSpan().ToArray().Average(truth => truth ? 1.0 : 0),
        }),
        Stateful("thread buffers", "each thread computes in a buffer of its own", () =>
        {
            ThreadLocal<float[]> buffers = new(() => new float[1 << 16]);
            return Right with
            {
                Multiply = (a, b) =>
                {
                    Tensor<float> c = Right.Multiply(a, b);
                    int count = Math.Min(c.Length, 1 << 16);
                    c.AsSpan()[..count].CopyTo(buffers.Value);
                    buffers.Value.AsSpan(0, count).CopyTo(c.AsSpan());
                    return c;
                },
            };
        }),
        Code("x - y > 0", "greater is a difference above zero, which gradual underflow makes right", Right with
        {
            GreaterThan = Compared((x, y) => x - y > 0),
        }),
        Code("a + -b", "a difference is a sum, greater is less the other way round", Right with
        {
            Subtract = Each((x, y) => x + -y),
            GreaterThan = (a, b) => Right.LessThan(b, a),
            EqualTo = Compared((x, y) => x <= y && x >= y),
        }),
        Code("parallel", "elements on threads of the pool", Right with
        {
            Add = (a, b) => InParallel(a, b, (x, y) => x + y),
            Divide = (a, b) => InParallel(a, b, (x, y) => x / y),
            LessThan = (a, b) => InParallel(a, b, (x, y) => x < y),
            Mean = mask => Mean(mask, mask.AsSpan().ToArray().AsParallel().Count(x => x)),
        }),
    ];

    /// <summary>Spoils the result of every arithmetic operation.</summary>
    private static Candidate<ElementwiseOperations> All(string name, string remark, Action<Tensor<float>, Tensor<float>> spoil)
    {
        return Code(name, remark, new(Spoiled(Right.Add), Spoiled(Right.Subtract), Spoiled(Right.Multiply), Spoiled(Right.Divide),
            Right.GreaterThan, Right.LessThan, Right.EqualTo, Right.Mean));

        TensorOperation Spoiled(TensorOperation operation) => Spoil(operation, (a, _, c) => spoil(a, c));
    }

    /// <summary>Takes different shapes for the same where they have as many elements and something else in common.</summary>
    private static Candidate<ElementwiseOperations> Reshaping(string name, string remark, Func<Tensor<float>, Tensor<float>, bool> same) =>
        Code(name, remark, Right with
        {
            GreaterThan = (a, b) => Right.GreaterThan(a, a.Length == b.Length && same(a, b) ? b.Reshape(a.Shape) : b),
        });

    private static Candidate<ElementwiseOperations> Averaging(string name, string remark, Func<int, Tensor<bool>, float> mean) =>
        Code(name, remark, Right with { Mean = mask => mask.Length == 0 ? Right.Mean(mask) : mean(mask.AsSpan().Count(true), mask) });

    private static float Mean(Tensor<bool> mask, double trues) =>
        mask.Length == 0 ? throw new ArgumentException("empty", nameof(mask)) : (float)(trues / mask.Length);

    private static Tensor<T> Room<T>(Tensor<float> a, Tensor<float> b) where T : unmanaged =>
        a.Shape.SequenceEqual(b.Shape) ? Tensor.Zeros<T>(a.Shape) : throw Refused(a, b);

    private static TensorOperation Each(Func<float, float, float> operation) => (a, b) => Each(a, b, operation);

    private static Comparison Compared(Func<float, float, bool> comparison) => (a, b) => Each(a, b, comparison);

    private static Tensor<T> Each<T>(Tensor<float> a, Tensor<float> b, Func<float, float, T> operation) where T : unmanaged =>
        a.Shape.SequenceEqual(b.Shape) ? a.Zip(b, operation) : throw Refused(a, b);

    private static Tensor<T> InParallel<T>(Tensor<float> a, Tensor<float> b, Func<float, float, T> operation) where T : unmanaged
    {
        Tensor<T> c = Room<T>(a, b);
        Parallel.For(0, c.Length, MatmulCandidates.TwoThreads, i => c.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]));
        return c;
    }

    private delegate void SpanOperation(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> to);

    private static TensorOperation Spans(SpanOperation operation) => (a, b) =>
    {
        Tensor<float> c = Room<float>(a, b);
        operation(a.AsSpan(), b.AsSpan(), c.AsSpan());
        return c;
    };

    private static int Bits(Tensor<float> tensor) => tensor.Shape.ToArray().Aggregate(0, (bits, size) => bits ^ size);

    private static int[] Squeezed(Tensor<float> tensor) => [.. tensor.Shape.ToArray().Where(size => size != 1)];
}
