using System.Numerics;
using System.Numerics.Tensors;
using System.Reflection;

namespace Katas.Tests;

public sealed partial class ElementwiseImpostors() : ImpostorSuite<ElementwiseOperations>("katas/3-Elementwise/Elementwise.cs",
    ("- swapped", nameof(ElementwiseLaws.Each_difference_subtracts_the_two_elements_at_the_same_index), 2),
    operations => new Mathematics(operations), operations => new Contract(operations), operations => new Limits(operations))
{
    private sealed class Mathematics(ElementwiseOperations operations) : ElementwiseLaws(operations);

    private sealed class Contract(ElementwiseOperations operations) : ElementwiseContract(operations);

    private sealed class Limits(ElementwiseOperations operations) : ElementwiseLimits(operations);

    protected override bool IsSlow(MethodInfo law) => law.Name
        is nameof(ElementwiseLaws.More_than_a_million_elements_are_all_computed)
        or nameof(ElementwiseLaws.A_mask_with_more_elements_than_float_can_count_has_the_right_mean);

    private static readonly ElementwiseOperations Right = new(
        (a, b) => Each(a, b, (x, y) => x + y),
        (a, b) => Each(a, b, (x, y) => x - y),
        (a, b) => Each(a, b, (x, y) => x * y),
        (a, b) => Each(a, b, (x, y) => x / y),
        (a, b) => Each(a, b, (x, y) => x > y),
        (a, b) => Each(a, b, (x, y) => x < y),
        (a, b) => Each(a, b, (x, y) => x == y),
        mask => Mean(mask, mask.AsSpan().Count(true)));

    protected override Candidate<ElementwiseOperations>[] Impostors { get; } =
    [
        Code("- swapped", "the operands of - are swapped", Right with { Subtract = (a, b) => Each(a, b, (x, y) => y - x) }),
        Code("/ swapped", "the operands of / are swapped", Right with { Divide = (a, b) => Each(a, b, (x, y) => y / x) }),
        Code("+ for -", "one operation copied from another, the sign left as it was", Right with { Subtract = Right.Add }),
        Code("* for +", "one operation copied from another, the sign left as it was", Right with { Multiply = Right.Add }),
        Code("<= for <", "less or equal", Right with { LessThan = (a, b) => Each(a, b, (x, y) => x <= y) }),
        Code(">= for >", "greater or equal", Right with { GreaterThan = (a, b) => Each(a, b, (x, y) => x >= y) }),
        Code("< for >", "greater is less", Right with { GreaterThan = Right.LessThan }),
        Code("not >=, for <", "true for NaN", Right with { LessThan = (a, b) => Each(a, b, (x, y) => !(x >= y)) }),
        Code("not <=, for >", "true for NaN", Right with { GreaterThan = (a, b) => Each(a, b, (x, y) => !(x <= y)) }),
        Code("CompareTo", "NaN is less than everything", Right with { LessThan = (a, b) => Each(a, b, (x, y) => x.CompareTo(y) < 0) }),
        Code("Equals", "NaN equals NaN", Right with { EqualTo = (a, b) => Each(a, b, (x, y) => x.Equals(y)) }),
        Code("neither less nor greater", "NaN equals everything",
            Right with { EqualTo = (a, b) => Each(a, b, (x, y) => !(x < y) && !(x > y)) }),
        Code("same bits", "0 and -0 differ", Right with
        {
            EqualTo = (a, b) => Each(a, b, (x, y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y)),
        }),
        Code("nearly equal", "a tolerance of 1e-6",
            Right with { EqualTo = (a, b) => Each(a, b, (x, y) => x == y || Math.Abs(x - y) < 1e-6f) }),
        Code("equal as whole numbers", "what is behind the point is cut off",
            Right with { EqualTo = (a, b) => Each(a, b, (x, y) => x == y || (int)x == (int)y && x * y > 1) }),
        Code("clearly greater", "a tolerance of 1e-6", Right with { GreaterThan = (a, b) => Each(a, b, (x, y) => x > y + 1e-6f) }),
        Code("difference is zero", "infinity minus infinity is NaN", Right with { EqualTo = (a, b) => Each(a, b, (x, y) => x - y == 0) }),
        Code("difference is positive", "infinity minus a smaller infinity, and the smallest differences", Right with
        {
            GreaterThan = (a, b) => Each(a, b, (x, y) => x / 2 - y / 2 > 0),
        }),
        Code("reciprocal", "x / y as x * (1 / y), rounded twice", Right with { Divide = (a, b) => Each(a, b, (x, y) => x * (1 / y)) }),
        Code("whole quotient", "division as in C", Right with { Divide = (a, b) => Each(a, b, (x, y) => MathF.Truncate(x / y)) }),
        Code("zero divisor gives zero", "no division by zero", Right with { Divide = (a, b) => Each(a, b, (x, y) => y == 0 ? 0 : x / y) }),
        Code("zero divisor refused", "an exception for a division by zero", Right with
        {
            Divide = (a, b) => b.AsSpan().Contains(0) ? throw new DivideByZeroException() : Right.Divide(a, b),
        }),
        Code("epsilon in the divisor", "x / (y + 1e-8)", Right with { Divide = (a, b) => Each(a, b, (x, y) => x / (y + 1e-8f)) }),
        Code("NaN is zero", "NaN counts as 0",
            Right with { Add = (a, b) => Each(a, b, (x, y) => (float.IsNaN(x) ? 0 : x) + (float.IsNaN(y) ? 0 : y)) }),
        Code("NaN products are zero", "0 times infinity gives 0",
            Right with { Multiply = (a, b) => Each(a, b, (x, y) => x * y is var z && float.IsNaN(z) ? 0 : z) }),
        Code("saturated", "what overflows stays at the largest number", Right with
        {
            Add = (a, b) => Each(a, b, (x, y) => float.IsFinite(x) && float.IsFinite(y) ? Math.Clamp(x + y, float.MinValue, float.MaxValue)
                : x + y),
        }),
        Code("-0 lost in *", "0 is added to the product",
            Right with { Multiply = (a, b) => Each(a, b, (x, y) => MathF.FusedMultiplyAdd(x, y, 0)) }),
        Code("-0 made in -", "-(b - a): what is equal gives -0", Right with { Subtract = (a, b) => Each(a, b, (x, y) => -(y - x)) }),
        Code("-0 lost in +", "the sum starts at 0", Right with { Add = (a, b) => Each(a, b, (x, y) => 0 + x + y) }),
        Code("subnormal is zero", "the smallest numbers are flushed to zero",
            Right with { Add = (a, b) => Each(a, b, (x, y) => x + y is var z && float.IsSubnormal(z) ? 0 : z) }),
        Code("half", "computed in half precision", Right with { Multiply = (a, b) => Each(a, b, (x, y) => (float)((Half)x * (Half)y)) }),
        Code("decimal", "numbers beyond decimal's range are kept, others are computed in it", Right with
        {
            Multiply = (a, b) => Each(a, b, (x, y) => Math.Abs(x) is > 1e-5f and < 1e5f && Math.Abs(y) is > 1e-5f and < 1e5f
                ? (float)((decimal)x * (decimal)y) : x * y),
        }),
        Code("rounded", "six decimals",
            Right with { Add = (a, b) => Each(a, b, (x, y) => Math.Abs(x) < 1e6 && Math.Abs(y) < 1e6 ? MathF.Round(x + y, 5) : x + y) }),
        All("loops over a square", "both loops run to the number of rows",
            (a, c) => { if (a.Rank == 2) Keep(c, (i, j) => j < a.Shape[0]); }),
        All("last skipped", "i < Length - 1", (_, c) => { if (c.Length > 0) c.AsSpan()[^1] = default; }),
        All("first skipped", "i from 1", (_, c) => { if (c.Length > 0) c.AsSpan()[0] = default; }),
        All("tail of 4 dropped", "what is left after the last vector of 4", (_, c) => c.AsSpan()[(c.Length / 4 * 4)..].Clear()),
        All("tail of 8 dropped", "what is left after the last vector of 8", (_, c) => c.AsSpan()[(c.Length / 8 * 8)..].Clear()),
        All("tail of 16 dropped", "what is left after the last vector of 16", (_, c) => c.AsSpan()[(c.Length / 16 * 16)..].Clear()),
        All("first 64", "a buffer holds 64 elements", (_, c) => c.AsSpan()[Math.Min(64, c.Length)..].Clear()),
        All("first 1024", "a buffer holds 1024 elements", (_, c) => c.AsSpan()[Math.Min(1024, c.Length)..].Clear()),
        All("scalar lost", "a scalar has no axis to loop over", (a, c) => { if (a.Rank == 0) c.AsSpan().Clear(); }),
        All("vector lost", "a vector has no second axis to loop over", (a, c) => { if (a.Rank == 1) c.AsSpan().Clear(); }),
        All("two axes of three", "the third axis is not looped over",
            (a, c) => { if (a.Rank == 3) for (int i = 1; i < a.Shape[2]; i++) c.AsSpan()[i] = default; }),
        All("first item of four axes", "the fourth axis is not looped over",
            (a, c) => { if (a.Rank == 4 && c.Length > 0) c.AsSpan()[(c.Length / a.Shape[0])..].Clear(); }),
        Code("flat", "the result is a vector", Right with { Add = (a, b) => Right.Add(a, b).Reshape(a.Length) }),
        Code("shape backwards", "the axes of the result are in reverse",
            Right with { Subtract = (a, b) => Right.Subtract(a, b).Reshape([.. a.Shape.ToArray().Reverse()]) }),
        Code("matrices only", "refuses every other rank",
            Right with { Add = (a, b) => a.Rank == 2 ? Right.Add(a, b) : throw new ArgumentException("rank") }),
        Code("nothing is empty", "refuses tensors without elements",
            Right with { Add = (a, b) => a.Length > 0 ? Right.Add(a, b) : throw new ArgumentException("empty") }),
        Code("lengths", "lengths are compared, not shapes",
            Right with { Add = (a, b) => a.Length == b.Length ? Right.Add(a, b.Reshape(a.Shape)) : Right.Add(a, b) }),
        Code("ranks", "ranks are compared, not shapes: the shorter counts",
            Right with { Multiply = (a, b) => a.Rank == b.Rank ? Right.Multiply(Cut(a, b), Cut(b, a)) : Right.Multiply(a, b) }),
        Code("first axis", "only the first axis is compared", Right with
        {
            Divide = (a, b) => a.Rank == b.Rank && a.Rank > 0 && a.Shape[0] == b.Shape[0] ? Right.Divide(Cut(a, b), Cut(b, a))
                : Right.Divide(a, b),
        }),
        Code("scalar fits all", "a scalar is combined with every element", Right with
        {
            LessThan = (a, b) => b.Rank == 0 ? Right.LessThan(a, a.Map(_ => b[[]])) : Right.LessThan(a, b),
        }),
        Code("row fits all", "a row is combined with every row", Right with
        {
            GreaterThan = (a, b) => a.Rank == 2 && b.Rank == 1 && b.Length == a.Shape[1] ? Tensor.Zeros<bool>(a.Shape)
                : Right.GreaterThan(a, b),
        }),
        Code("ones are left out", "axes of one element do not count", Right with
        {
            EqualTo = (a, b) => a.Length == b.Length && Squeezed(a).SequenceEqual(Squeezed(b)) ? Right.EqualTo(a, b.Reshape(a.Shape))
                : Right.EqualTo(a, b),
        }),
        Code("runs into the wall", "shapes that differ end in an IndexOutOfRangeException", Right with
        {
            Subtract = (a, b) => a.Length > b.Length ? throw new IndexOutOfRangeException() : Right.Subtract(a, b),
        }),
        Code("returns A", "the sum is added onto A", Right with
        {
            Add = (a, b) =>
            {
                Right.Add(a, b).AsSpan().CopyTo(a.AsSpan());
                return a;
            },
        }),
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
        Code("A for ones", "multiplying by ones gives back A itself", Right with
        {
            Multiply = (a, b) => a.Shape.SequenceEqual(b.Shape) && !b.AsSpan().ContainsAnyExcept(1) ? a : Right.Multiply(a, b),
        }),
        All("wrong beyond 65,536", "an index of 16 bits starts again",
            (_, c) => { if (c.Length > 1 << 16) c.AsSpan()[(1 << 16)..].Clear(); }),
        All("wrong for odd lengths", "steps by two, and the last element is left out",
            (_, c) => { if (c.Length % 2 != 0) c.AsSpan()[^1] = 0; }),
        All("tail of 4 lost", "what is left after the last vector of 4 is left out", (_, c) => c.AsSpan()[(c.Length / 4 * 4)..].Clear()),
        All("negative zero lost", "a result of -0 becomes 0", (_, c) => { foreach (ref float x in c.AsSpan()) if (x == 0) x = 0; }),
        All("denormals lost", "results too small for full precision become zero",
            (_, c) => { foreach (ref float x in c.AsSpan()) if (float.IsSubnormal(x)) x = 0; }),
        Code("A minus A", "the same object gives zeros, without a look at its elements",
            Right with { Subtract = (a, b) => (object)a == b ? a.Map(_ => 0f) : Right.Subtract(a, b) }),
        Code("A over A", "the same object gives ones, without a look at its elements",
            Right with { Divide = (a, b) => (object)a == b ? a.Map(_ => 1f) : Right.Divide(a, b) }),
        Code("twice A", "the same object is doubled where it stands", Right with
        {
            Add = (a, b) =>
            {
                Tensor<float> c = Right.Add(a, b);
                if ((object)a == b)
                    foreach (ref float x in c.AsSpan())
                        x = float.IsNaN(x) ? 0 : x;
                return c;
            },
        }),
        Code("half compared", "numbers are compared in half precision",
            Right with { LessThan = (a, b) => Each(a, b, (x, y) => (Half)x < (Half)y) }),
        Code("whole compared", "numbers are compared as ints",
            Right with { GreaterThan = (a, b) => Each(a, b, (x, y) => (int)x > (int)y) }),
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
        Stateful("mean cached by count", "the mean is kept for each number of elements", () =>
        {
            Dictionary<int, float> means = [];
            return Right with { Mean = mask => means.TryGetValue(mask.Length, out float mean) ? mean
                : means[mask.Length] = Right.Mean(mask) };
        }),
        Stateful("two buffers", "the result after the next is written into the same tensor", () =>
        {
            Dictionary<string, (Tensor<float>? Next, Tensor<float> Last)> buffers = [];
            return Right with
            {
                Subtract = (a, b) =>
                {
                    Tensor<float> c = Right.Subtract(a, b);
                    string key = string.Join(",", c.Shape.ToArray());
                    (Tensor<float>? next, Tensor<float>? last) = buffers.GetValueOrDefault(key);
                    if (next is not null)
                    {
                        c.AsSpan().CopyTo(next.AsSpan());
                        c = next;
                    }
                    buffers[key] = (last, c);
                    return c;
                },
            };
        }),
        Stateful("remembered by value", "equal operands get the same tensor again", () =>
        {
            (Tensor<float> A, Tensor<float> B, Tensor<bool> C)? last = null;
            return Right with
            {
                EqualTo = (a, b) =>
                {
                    if (last is not var (x, y, c) || x != a || y != b)
                        last = (a.Copy(), b.Copy(), c = Right.EqualTo(a, b));
                    return c;
                },
            };
        }),
        Stateful("static result", "one result for each shape", () =>
        {
            Dictionary<string, Tensor<float>> results = [];
            return Right with
            {
                Multiply = (a, b) =>
                {
                    Tensor<float> c = Right.Multiply(a, b), result = results.GetValueOrDefault(string.Join(",", c.Shape.ToArray()), c);
                    c.AsSpan().CopyTo(result.AsSpan());
                    return results[string.Join(",", c.Shape.ToArray())] = result;
                },
            };
        }),
        Stateful("static mask", "one mask for each shape", () =>
        {
            Dictionary<string, Tensor<bool>> results = [];
            return Right with
            {
                LessThan = (a, b) =>
                {
                    Tensor<bool> c = Right.LessThan(a, b), result = results.GetValueOrDefault(string.Join(",", c.Shape.ToArray()), c);
                    c.AsSpan().CopyTo(result.AsSpan());
                    return results[string.Join(",", c.Shape.ToArray())] = result;
                },
            };
        }),
        Stateful("mask not cleared", "true stays true in the mask of a shape", () =>
        {
            Dictionary<string, Tensor<bool>> results = [];
            return Right with
            {
                EqualTo = (a, b) =>
                {
                    Tensor<bool> c = Right.EqualTo(a, b);
                    if (results.TryGetValue(string.Join(",", c.Shape.ToArray()), out Tensor<bool>? last))
                        for (int i = 0; i < c.Length; i++)
                            c.AsSpan()[i] |= last.AsSpan()[i];
                    return results[string.Join(",", c.Shape.ToArray())] = c.Copy();
                },
            };
        }),
        Stateful("cached by reference", "the quotient is kept for the same objects, though their elements may change", () =>
        {
            (Tensor<float>? A, Tensor<float>? B, Tensor<float>? C) last = default;
            return Right with
            {
                Divide = (a, b) =>
                {
                    if ((object)a != last.A || (object)b != last.B)
                        last = (a, b, Right.Divide(a, b));
                    return last.C!.Copy();
                },
            };
        }),
        Averaging("whole mean", "the mean is divided as integers", (trues, mask) => trues / mask.Length),
        Averaging("counts false", "the share of false", (trues, mask) => 1 - (float)trues / mask.Length),
        Averaging("not divided", "the number of true", (trues, _) => trues),
        Averaging("percent", "times a hundred", (trues, mask) => 100f * trues / mask.Length),
        Averaging("rounded to percent", "two decimals", (trues, mask) => MathF.Round((float)trues / mask.Length, 2)),
        Averaging("share of the rows", "divided by the number of rows",
            (trues, mask) => (float)trues / (mask.Rank == 0 ? 1 : mask.Shape[0])),
        Averaging("majority", "1 if most are true", (trues, mask) => 2 * trues > mask.Length ? 1 : 0),
        Averaging("true against false", "the ratio of true to false",
            (trues, mask) => trues == mask.Length ? 1 : (float)trues / (mask.Length - trues)),
        Averaging("n + 1", "divided by one too many", (trues, mask) => (float)trues / (mask.Length + 1)),
        Averaging("byte counter", "more than 255 start again from 0", (trues, mask) => (float)(trues % 256) / mask.Length),
        Averaging("short counter", "more than 65,535 start again from 0", (trues, mask) => (float)(trues % 65536) / mask.Length),
        Averaging("float counter", "1 is added in float until 16,777,216", (trues, mask) => (float)Math.Min(trues, 1 << 24) / mask.Length),
        Averaging("last one skipped", "i < Length - 1", (trues, mask) => (float)(trues - (mask.AsSpan()[^1] ? 1 : 0)) / mask.Length),
        Averaging("first row", "the mean of the first row", (trues, mask) => mask.Rank < 2 ? (float)trues / mask.Length
            : (float)mask.AsSpan()[..(mask.Length / mask.Shape[0])].Count(true) / (mask.Length / mask.Shape[0])),
        Averaging("half mean", "the mean in half precision", (trues, mask) => (float)((Half)trues / (Half)mask.Length)),
        Code("mean of nothing is 0", "an empty mask has a mean", Right with { Mean = mask => mask.Length == 0 ? 0 : Right.Mean(mask) }),
        Code("mean of nothing is NaN", "0 / 0", Right with { Mean = mask => (float)mask.AsSpan().Count(true) / mask.Length }),
        .. Published,
        Code("mean of nothing fails", "a DivideByZeroException",
            Right with { Mean = mask => mask.Length == 0 ? throw new DivideByZeroException() : Right.Mean(mask) }),
    ];

    protected override Candidate<ElementwiseOperations>[] RightOnes { get; } =
    [
        Code("one by one", "a loop over all elements", Right),
        Code("platform", "TensorPrimitives", Right with
        {
            Add = (a, b) => Spans(a, b, TensorPrimitives.Add),
            Subtract = (a, b) => Spans(a, b, TensorPrimitives.Subtract),
            Multiply = (a, b) => Spans(a, b, TensorPrimitives.Multiply),
            Divide = (a, b) => Spans(a, b, TensorPrimitives.Divide),
        }),
        Code("double", "computed in double, rounded once more", Right with
        {
            Add = (a, b) => Each(a, b, (x, y) => (float)((double)x + y)),
            Subtract = (a, b) => Each(a, b, (x, y) => (float)((double)x - y)),
            Multiply = (a, b) => Each(a, b, (x, y) => (float)((double)x * y)),
            Divide = (a, b) => Each(a, b, (x, y) => (float)((double)x / y)),
            Mean = mask => Mean(mask, mask.AsSpan().ToArray().Sum(x => x ? 1.0 : 0)),
        }),
        Code("a + -b", "a difference is a sum, greater is less the other way round", Right with
        {
            Subtract = (a, b) => Each(a, b, (x, y) => x + -y),
            GreaterThan = (a, b) => Right.LessThan(b, a),
            EqualTo = (a, b) => Each(a, b, (x, y) => x <= y && x >= y),
        }),
        Code("vectors", "Vector<T>, the rest one by one", Right with
        {
            Add = (a, b) => Vectors(a, b, (x, y) => x + y, (x, y) => x + y),
            Subtract = (a, b) => Vectors(a, b, (x, y) => x - y, (x, y) => x - y),
            Multiply = (a, b) => Vectors(a, b, (x, y) => x * y, (x, y) => x * y),
            Divide = (a, b) => Vectors(a, b, (x, y) => x / y, (x, y) => x / y),
        }),
        Code("parallel", "elements on threads of the pool", Right with
        {
            Add = (a, b) => InParallel(a, b, (x, y) => x + y),
            Divide = (a, b) => InParallel(a, b, (x, y) => x / y),
            LessThan = (a, b) => InParallel(a, b, (x, y) => x < y),
            Mean = mask => Mean(mask, mask.AsSpan().ToArray().AsParallel().Count(x => x)),
        }),
        Code("subtensors", "axis by axis, down to scalars", Right with
        {
            Add = (a, b) => Recursive(a, b, (x, y) => x + y),
            Multiply = (a, b) => Recursive(a, b, (x, y) => x * y),
        }),
    ];

    private static Candidate<ElementwiseOperations> Code(string name, string remark, ElementwiseOperations operations) =>
        new(name, remark, () => operations);

    private static Candidate<ElementwiseOperations> Stateful(string name, string remark, Func<ElementwiseOperations> make) =>
        new(name, remark, make);

    /// <summary>Spoils the result of every arithmetic operation.</summary>
    private static Candidate<ElementwiseOperations> All(string name, string remark, Action<Tensor<float>, Tensor<float>> spoil)
    {
        return Code(name, remark, Right with
        {
            Add = Spoiled(Right.Add),
            Subtract = Spoiled(Right.Subtract),
            Multiply = Spoiled(Right.Multiply),
            Divide = Spoiled(Right.Divide)
        });

        TensorOperation Spoiled(TensorOperation operation) => (a, b) =>
        {
            Tensor<float> c = operation(a, b);
            spoil(a, c);
            return c;
        };
    }

    private static Candidate<ElementwiseOperations> Averaging(string name, string remark, Func<int, Tensor<bool>, float> mean) =>
        Code(name, remark, Right with
        {
            Mean = mask => mask.Length == 0 ? throw new ArgumentException("empty")
            : mean(mask.AsSpan().Count(true), mask)
        });

    private static float Mean(Tensor<bool> mask, double trues) => mask.Length == 0 ? throw new ArgumentException("empty", nameof(mask))
        : (float)(trues / mask.Length);

    private static Tensor<T> Room<T>(Tensor<float> a, Tensor<float> b) where T : unmanaged =>
        a.Shape.SequenceEqual(b.Shape) ? Tensor.Zeros<T>(a.Shape) : throw Refused(a, b);

    private static Tensor<T> Each<T>(Tensor<float> a, Tensor<float> b, Func<float, float, T> operation) where T : unmanaged
    {
        Tensor<T> c = Room<T>(a, b);
        for (int i = 0; i < c.Length; i++)
            c.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]);
        return c;
    }

    private static Tensor<T> InParallel<T>(Tensor<float> a, Tensor<float> b, Func<float, float, T> operation) where T : unmanaged
    {
        Tensor<T> c = Room<T>(a, b);
        Parallel.For(0, c.Length, i => c.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]));
        return c;
    }

    private delegate void SpanOperation(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> to);

    private static Tensor<float> Spans(Tensor<float> a, Tensor<float> b, SpanOperation operation)
    {
        Tensor<float> c = Room<float>(a, b);
        operation(a.AsSpan(), b.AsSpan(), c.AsSpan());
        return c;
    }

    private static Tensor<float> Vectors(
        Tensor<float> a, Tensor<float> b, Func<Vector<float>, Vector<float>, Vector<float>> vectors, Func<float, float, float> scalars) =>
        Spans(a, b, (x, y, to) =>
        {
            int i = 0;
            for (; i <= to.Length - Vector<float>.Count; i += Vector<float>.Count)
                vectors(new(x[i..]), new(y[i..])).CopyTo(to[i..]);
            for (; i < to.Length; i++)
                to[i] = scalars(x[i], y[i]);
        });

    private static Tensor<float> Recursive(Tensor<float> a, Tensor<float> b, Func<float, float, float> operation)
    {
        Tensor<float> c = Room<float>(a, b);
        if (a.Rank == 0)
            return operation(a[[]], b[[]]);
        List<Tensor<float>> items = [];
        using IEnumerator<Tensor<float>> x = a.GetEnumerator(), y = b.GetEnumerator();
        while (x.MoveNext() && y.MoveNext())
            items.Add(Recursive(x.Current, y.Current, operation));
        return items.Count == 0 ? c : Tensor.Stack([.. items]);
    }

    private static void Keep(Tensor<float> c, Func<int, int, bool> kept)
    {
        for (int i = 0; i < c.Shape[0]; i++)
            for (int j = 0; j < c.Shape[1]; j++)
                if (!kept(i, j))
                    c[i, j] = 0;
    }

    private static Tensor<float> Cut(Tensor<float> tensor, Tensor<float> other)
    {
        for (int axis = 0; axis < tensor.Rank; axis++)
            tensor = tensor.Cut(axis, 0, Math.Min(tensor.Shape[axis], other.Shape[axis]));
        return tensor;
    }

    private static int[] Squeezed(Tensor<float> tensor) => [.. tensor.Shape.ToArray().Where(size => size != 1)];
}
