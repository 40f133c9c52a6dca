using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace Katas.Tests;

/// <summary>The functions of stage 6, or those of them that are judged.</summary>
public sealed record BroadcastingCode(
    ShapeRule? Shape = null,
    Func<Tensor<float>, int, Tensor<float>>? Unsqueeze = null,
    TensorOperation? Add = null,
    TensorOperation? Multiply = null,
    TensorOperation? Matmul = null);

public sealed partial class BroadcastingImpostors() : ImpostorSuite<BroadcastingCode>("katas/6-Broadcasting/Broadcasting.cs",
    ("modulo", nameof(AddLaws.Each_element_combines_the_two_that_broadcasting_pairs), 4),
    code => code.Shape is null ? null : new ShapeLaws(code.Shape),
    code => code.Shape is null ? null : new ShapeContract(code.Shape),
    code => code.Unsqueeze is null ? null : new UnsqueezeLaws(code.Unsqueeze),
    code => code.Unsqueeze is null ? null : new UnsqueezeContract(code.Unsqueeze),
    code => code.Add is null ? null : new AddLaws(code.Add),
    code => code.Add is null ? null : new BroadcastingContract("Add", code.Add, (x, y) => x + y, neutral: 0),
    code => code.Add is null ? null : new BroadcastingMemory("Add", code.Add),
    code => code.Multiply is null ? null : new MultiplyLaws(code.Multiply),
    code => code.Multiply is null ? null : new BroadcastingContract("Multiply", code.Multiply, (x, y) => x * y, neutral: 1),
    code => code.Multiply is null ? null : new BroadcastingMemory("Multiply", code.Multiply),
    code => code.Matmul is null ? null : new MatmulLaws(code.Matmul),
    code => code.Matmul is null ? null : new MatmulContract(code.Matmul),
    code => code.Shape is null ? null : new ShapeLimits(code.Shape),
    code => code.Unsqueeze is null ? null : new UnsqueezeLimits(code.Unsqueeze),
    code => code.Add is null ? null : new BroadcastingLimits("Add", code.Add, (x, y) => x + y),
    code => code.Multiply is null ? null : new BroadcastingLimits("Multiply", code.Multiply, (x, y) => x * y),
    code => code.Matmul is null ? null : new MatmulLimits(code.Matmul),
    code => code.Matmul is null ? null : new MatmulCallers(code.Matmul))
{
    /// <summary>Tells at which offset the element is that an index of the result, and its offset there, project to.</summary>
    private delegate int Projection(ReadOnlySpan<int> shape, ReadOnlySpan<int> index, int offset);

    protected override Candidate<BroadcastingCode>[] Impostors { get; } =
    [
        Rule("max", "the larger size, also of 0 and 1",
            (a, b) => Aligned(a, b, (p, q) => p == q || p == 1 || q == 1 ? Math.Max(p, q) : -1)),
        Rule("no check", "the larger size, whatever they are", (a, b) => Aligned(a, b, (p, q) => p == 1 ? q : q == 1 ? p : Math.Max(p, q))),
        Rule("zero fits all", "0 against 3 gives 0", (a, b) => Aligned(a, b, (p, q) => p == 0 || q == 0 ? 0 : Fit(p, q))),
        Rule("zero fits nothing", "0 against 1 is refused",
            (a, b) => Aligned(a, b, (p, q) => p != q && (p == 0 || q == 0) ? -1 : Fit(p, q))),
        Rule("aligned at the left", "the missing axes are the last", (a, b) => Aligned(Padded(a, b.Length), Padded(b, a.Length), Fit)),
        Rule("equal ranks only", "no axis may be missing", (a, b) => a.Length == b.Length ? Aligned(a, b, Fit) : throw Refusal(a, b)),
        Rule("only B stretches", "A is never stretched", (a, b) => Aligned(a, b, (p, q) => q == 1 || p == q ? p : -1)),
        Rule("one at a time", "both are never stretched at once", (a, b) =>
        {
            int[] shape = Aligned(a, b, Fit);
            return shape.AsSpan().SequenceEqual(a) || shape.AsSpan().SequenceEqual(b) ? shape : throw Refusal(a, b);
        }),
        Rule("last axis only", "only the last axis is stretched", (a, b) =>
        {
            int[] shape = Aligned(a, b, Fit);
            for (int axis = 2; axis <= Math.Min(a.Length, b.Length); axis++)
                if (a[^axis] != b[^axis])
                    throw Refusal(a, b);
            return shape;
        }),
        Rule("first axis unchecked", "the loop ends before the first axis", (a, b) =>
            a.Length == b.Length && a.Length > 0 ? [Math.Max(a[0], b[0]), .. Aligned(a[1..], b[1..], Fit)] : Aligned(a, b, Fit)),
        Rule("multiples", "2 against 4 is tiled",
            (a, b) => Aligned(a, b, (p, q) => p > 0 && q > 0 && (p % q == 0 || q % p == 0) ? Math.Max(p, q) : Fit(p, q))),
        Rule("lower rank", "leading axes are lost", (a, b) => Aligned(a, b, Fit)[Math.Abs(a.Length - b.Length)..]),
        Rule("never a scalar", "two scalars give one element", (a, b) => Aligned(a, b, Fit) is [_, ..] shape ? shape : [1]),
        Rule("ones dropped", "axes of one element are lost", (a, b) => [.. Aligned(a, b, Fit).Where(size => size != 1)]),
        Rule("null", "returns null instead of refusing", (a, b) => Broadcast.Shape(a.ToArray(), b.ToArray())!),
        Rule("silent", "the refusal does not show the shapes", (a, b) => Refusing(a, b, new ArgumentException("The shapes do not fit."))),
        Rule("half silent", "the refusal shows one shape",
            (a, b) => Refusing(a, b, new ArgumentException($"{Tensor.Format(a)} does not fit."))),
        Rule("the wrong exception", "an InvalidOperationException",
            (a, b) => Refusing(a, b, new InvalidOperationException($"{Tensor.Format(a)} and {Tensor.Format(b)}"))),

        new("Shape: one array for each rank", "the next shape is written into the same array", () =>
        {
            Dictionary<int, int[]> shapes = [];
            return new((a, b) =>
            {
                int[] shape = Common(a, b), kept = shapes.GetValueOrDefault(shape.Length, shape);
                shape.CopyTo(kept.AsSpan());
                return shapes[shape.Length] = kept;
            });
        }),
        Rule("rank 4 at most", "a fifth axis is lost", (a, b) => Aligned(a, b, Fit) is var shape && shape.Length > 4 ? shape[^4..] : shape),
        Rule("at most 64", "larger sizes are cut", (a, b) => Aligned(a, b, (p, q) => Math.Min(Fit(p, q), 64))),

        Adding("modulo", "both operands start again from their first element", Modulo),
        Adding("first axis read on", "only the last axis has a stride of 0", (shape, index, offset) =>
            shape is [1, var n] ? Math.Min(index[^2] + (n == 1 ? 0 : index[^1]), n - 1) : Offset(shape, index)),
        Adding("aligned at the left", "a vector goes along the first axis if it fits there", (shape, index, offset) =>
            shape is [var n] && index.Length == 2 && index[0] < n ? index[0] : Offset(shape, index)),
        Operation("equal shapes only", "nothing is stretched",
            (a, b) => a.Shape.SequenceEqual(b.Shape) ? Sum(a, b) : throw Refusal(a.Shape, b.Shape)),
        Operation("shape of A", "the result has A's shape where it has as many elements",
            (a, b) => Sum(a, b) is var c && c.Length == a.Length ? c.Reshape(a.Shape) : c),
        Operation("zip", "cut to the shorter where the shapes do not fit", (a, b) =>
            Broadcast.Shape(a.Shape.ToArray(), b.Shape.ToArray()) is null && a.Rank == b.Rank
                ? Sum(AnyOperation.Cut(a, b), AnyOperation.Cut(b, a)) : Sum(a, b)),
        Operation("empty is scalar", "one element against none gives one", (a, b) =>
            (a.Length, b.Length) is (1, 0) ? a.Copy() : (a.Length, b.Length) is (0, 1) ? b.Copy() : Sum(a, b)),
        Spoiled("beyond 65,536", "an index of 16 bits starts again", (_, _, c) => c.AsSpan()[Math.Min(1 << 16, c.Length)..].Clear()),
        Operation("A squared", "the same object is taken for a square", (a, b) => (object)a == b ? a.Map(x => x * x) : Sum(a, b)),
        Operation("half precision", "sums are rounded to half precision", (a, b) => Sum(a, b).Map(x => (float)(Half)x)),
        Operation("runs into the wall", "an IndexOutOfRangeException instead of a refusal", (a, b) =>
            Broadcast.Shape(a.Shape.ToArray(), b.Shape.ToArray()) is null ? throw new IndexOutOfRangeException() : Sum(a, b)),
        Operation("tiled", "both operands are copied to the size of the result", (a, b) =>
        {
            int[] shape = Common(a.Shape, b.Shape);
            return Sum(Sum(a, Tensor.Zeros<float>(shape)), Sum(b, Tensor.Zeros<float>(shape)));
        }),
        new("+ for *", "one operation copied from another, the sign left as it was", () => new(Multiply: Sum)),
        new("modulo in *", "both operands start again from their first element",
            () => new(Multiply: (a, b) => Each(a, b, Modulo, (x, y) => x * y))),

        Axis("always first", "the new axis comes first", (shape, _) => [1, .. shape]),
        Axis("always last", "the new axis comes last", (shape, _) => [.. shape, 1]),
        Axis("negative off by one", "-1 is the last axis of the input",
            (shape, axis) => Inserted(shape, axis < 0 ? Math.Max(0, axis + shape.Length) : axis)),
        Axis("negative refused", "axes count from the front only", (shape, axis) => Inserted(shape, axis)),
        Axis("end refused", "the new axis cannot come last", (shape, axis) =>
            axis == shape.Length ? throw new ArgumentOutOfRangeException(nameof(axis)) : FromEnd(shape, axis)),
        Axis("clamped", "an axis beyond the end is the last",
            (shape, axis) => Inserted(shape, Math.Clamp(axis < 0 ? axis + shape.Length + 1 : axis, 0, shape.Length))),
        Axis("the wrong exception", "an IndexOutOfRangeException for an axis beyond the end", (shape, axis) =>
            axis > shape.Length ? throw new IndexOutOfRangeException() : FromEnd(shape, axis)),
        Axis("32 axes", "a tensor has at most 32 axes", (shape, axis) =>
            shape.Length < 32 ? FromEnd(shape, axis) : throw new ArgumentException("too many axes", nameof(axis))),
        new Candidate<BroadcastingCode>("a copy", "the result has elements of its own", () => new(Unsqueeze: (a, axis) =>
            a.Copy().Reshape(FromEnd(a.Shape.ToArray(), axis))))
            .DiesOf(nameof(UnsqueezeContract.The_result_shares_the_elements_of_the_tensor)),
        new Candidate<BroadcastingCode>("a copy if in the middle", "only a first or last axis leaves the elements where they are", () =>
            new(Unsqueeze: (a, axis) => (axis is 0 or -1 ? a : a.Copy()).Reshape(FromEnd(a.Shape.ToArray(), axis))))
            .DiesOf(nameof(UnsqueezeContract.The_result_shares_the_elements_of_the_tensor)),
        new("elements moved", "the elements are transposed as well", () => new(Unsqueeze: (a, axis) =>
            (a.Rank == 2 ? a.Transpose() : a).Reshape(FromEnd(a.Shape.ToArray(), axis)))),

        Rows("row as a row", "the row of A is not made a column: it fits only where B is square", (row, b) =>
            row.Length == b.Shape[1] ? Times(row, b) : Times(row.Reshape(row.Length, 1), b)),
        Rows("last row lost", "the sum ends before the last row", (row, b) =>
            Times(row.Reshape(row.Length, 1), b).Cut(0, 0, Math.Max(0, row.Length - 1))),
        Rule("32 axes", "shapes have at most 32 axes", (a, b) => a.Length > 32 || b.Length > 32 ? throw Refusal(a, b) : Aligned(a, b, Fit)),
        Rule("64 axes", "there is room for 64 axes, and those before them are lost", (a, b) =>
            Aligned(a, b, Fit) is var shape && shape.Length > 64 ? shape[^64..] : shape),
        Operation("32 axes", "tensors have at most 32 axes", (a, b) =>
            a.Rank > 32 || b.Rank > 32 ? throw Refusal(a.Shape, b.Shape) : Sum(a, b)),
        Adding("axes as bits", "which axes are stretched is kept in the bits of an int", (shape, index, _) =>
        {
            (int offset, int stride) = (0, 1);
            for (int axis = 1; axis <= shape.Length; axis++)
            {
                offset += axis > 32 && shape[^(axis % 32 + 1)] == 1 ? 0 : shape[^axis] == 1 ? 0 : index[^axis] * stride;
                stride *= shape[^axis];
            }
            return offset;
        }),
        Spoiled("blocks of 512", "in more than 32 rows, the second block of 512 columns starts where the first did", (_, _, c) =>
        {
            for (int i = 0; c.Rank == 2 && c.Shape[0] is > 32 and < 300 && c.Shape[1] > 512 && i < c.Shape[0]; i++)
                c.Row(i)[..Math.Min(512, c.Shape[1] - 512)].CopyTo(c.Row(i)[512..]);
        }),
        Spoiled("-0 in whole vectors", "whole vectors of 16 lose the sign of a zero", (_, _, c) =>
        {
            for (int i = 0; i < c.Length / 16 * 16; i++)
                c.AsSpan()[i] += 0f;
        }),
        Spoiled("NaN at 128", "where there are 128 elements and more, the first of each 128 is never NaN", (_, _, c) =>
        {
            for (int i = 0; i + 128 <= c.Length; i += 128)
                c.AsSpan()[i] = float.IsNaN(c.AsSpan()[i]) ? 0 : c.AsSpan()[i];
        }),
        new Candidate<BroadcastingCode>("a tile for each thread", "each thread keeps an array for the stretched operand", () =>
        {
            ThreadLocal<float[]> tiles = new(() => []);
            return new(Add: (a, b) =>
            {
                Tensor<float> c = Sum(a, b);
                if (tiles.Value!.Length < c.Length)
                    tiles.Value = new float[c.Length];
                return c;
            });
        }).DiesOf(nameof(BroadcastingMemory.No_second_array_as_large_as_the_result_is_allocated)),
        new Candidate<BroadcastingCode>("tables kept by shape", "a table of offsets is made for each new pair of shapes, and kept", () =>
        {
            ConcurrentDictionary<string, int[]> tables = [];
            return new(Add: (a, b) =>
            {
                Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
                int[] shape = c.Shape.ToArray();
                int[] first = tables.GetOrAdd($"{Tensor.Format(a.Shape)} {Tensor.Format(shape)}", _ => Offsets(a.Shape, shape));
                int[] second = tables.GetOrAdd($"{Tensor.Format(b.Shape)} {Tensor.Format(shape)}", _ => Offsets(b.Shape, shape));
                for (int i = 0; i < c.Length; i++)
                    c.AsSpan()[i] = a.AsSpan()[first[i]] + b.AsSpan()[second[i]];
                return c;
            });
        }).DiesOf(nameof(BroadcastingMemory.No_second_array_as_large_as_the_result_is_allocated)),
        .. Published,
        .. AnyOperation.Mistaken(Sum, add => new BroadcastingCode(Add: add),
            nameof(BroadcastingLimits.Many_callers_at_once_get_their_own_small_results)),
        new("whatever broadcasts", "a single row of B fits every A", () => new(Matmul: (a, b) =>
            a.Rank == 2 && b.Rank == 2 && b.Shape[0] == 1
                ? MatmulCandidates.Product(a, Sum(b, Tensor.Zeros<float>(a.Shape[1], b.Shape[1]))) : MatmulCandidates.Product(a, b))),
    ];

    protected override Candidate<BroadcastingCode>[] RightOnes { get; } =
    [
        new("one index", "counts through the result, projects the index", () => new(
            Common, (a, axis) => a.Reshape(FromEnd(a.Shape.ToArray(), axis)), Sum, Times, MatmulCandidates.Product)),
        new("from the left", "shapes filled up with ones, then compared from the left", () => new((a, b) =>
        {
            int rank = Math.Max(a.Length, b.Length);
            int[] p = [.. Enumerable.Repeat(1, rank - a.Length), .. a], q = [.. Enumerable.Repeat(1, rank - b.Length), .. b];
            for (int i = 0; i < rank; i++)
                p[i] = p[i] == q[i] || q[i] == 1 ? p[i] : p[i] == 1 ? q[i] : throw Refusal(a, b);
            return p;
        })),
        new("recursive", "item by item along the first axis", () => new(
            Add: (a, b) => Recursive(a, b, (x, y) => x + y),
            Multiply: (a, b) => Recursive(a, b, (x, y) => x * y))),
        new("axes merged", "neighboring axes that are stretched alike are taken for one", () => new(Add: (a, b) =>
        {
            int[] shape = Common(a.Shape, b.Shape);
            List<(int A, int B)> merged = [];
            for (int axis = 0; axis < shape.Length; axis++)
            {
                (int p, int q) = (Size(a, axis - shape.Length), Size(b, axis - shape.Length));
                if (merged is [.., var (x, y)] && (x == 1) == (p == 1) && (y == 1) == (q == 1))
                    merged[^1] = (x * p, y * q);
                else
                    merged.Add((p, q));
            }
            return Sum(a.Reshape([.. merged.Select(sizes => sizes.A)]), b.Reshape([.. merged.Select(sizes => sizes.B)])).Reshape(shape);

            static int Size(Tensor<float> tensor, int fromEnd) => -fromEnd <= tensor.Rank ? tensor.Shape[tensor.Rank + fromEnd] : 1;
        })),
        new("one thread's index", "each thread keeps an index array for results of a rank", () =>
        {
            ThreadLocal<Dictionary<int, int[]>> kept = new(() => []);
            return new(Multiply: (a, b) =>
            {
                Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
                if (!kept.Value!.TryGetValue(c.Rank, out int[]? index))
                    kept.Value[c.Rank] = index = new int[c.Rank];
                for (int i = 0; i < c.Length; i++)
                {
                    TensorTools.SetIndex(index, c.Shape, i);
                    c.AsSpan()[i] = a.AsSpan()[Offset(a.Shape, index)] * b.AsSpan()[Offset(b.Shape, index)];
                }
                return c;
            });
        }),
        new("an index for each element", "wasteful, but nothing is tiled", () => new(Add: (a, b) => OneByOne(a, b, sequential: true))),
        new("parallel", "elements on threads of the pool", () => new(Add: (a, b) => OneByOne(a, b, sequential: false))),
        Rows("column times B", "the rows of the stretched product are summed", (row, b) => Times(row.Reshape(row.Length, 1), b)),
    ];

    private static Candidate<BroadcastingCode> Rule(string name, string remark, ShapeRule rule) =>
        new($"Shape: {name}", remark, () => new(rule));

    private static Candidate<BroadcastingCode> Axis(string name, string remark, Func<int[], int, int[]> insert) =>
        new($"Unsqueeze: {name}", remark, () => new(Unsqueeze: (a, axis) => a.Reshape(insert(a.Shape.ToArray(), axis))));

    private static Candidate<BroadcastingCode> Operation(string name, string remark, TensorOperation add) =>
        new(name, remark, () => new(Add: add));

    private static Candidate<BroadcastingCode> Spoiled(
        string name, string remark, Action<Tensor<float>, Tensor<float>, Tensor<float>> spoil) =>
        Operation(name, remark, AnyOperation.Spoil(Sum, spoil));

    private static Candidate<BroadcastingCode> Adding(string name, string remark, Projection projection) =>
        Operation(name, remark, (a, b) => Each(a, b, projection, (x, y) => x + y));

    /// <summary>Makes a candidate that sums rows of a product, which it gets row by row of A.</summary>
    private static Candidate<BroadcastingCode> Rows(string name, string remark, TensorOperation product) =>
        new($"Matmul: {name}", remark, () => new(Matmul: (a, b) =>
        {
            Tensor<float> c = MatmulCandidates.Empty(a, b);
            for (int i = 0; i < c.Shape[0]; i++)
            {
                Tensor<float> row = Tensor.Zeros<float>(a.Shape[1]);
                a.Row(i).CopyTo(row.AsSpan());
                Tensor<float> products = product(row, b);
                for (int k = 0; k < products.Shape[0]; k++)
                    TensorPrimitives.Add(c.Row(i), products.Row(k), c.Row(i));
            }
            return c;
        }));

    // The rule, and variations of it

    private static int[] Common(ReadOnlySpan<int> a, ReadOnlySpan<int> b) => Aligned(a, b, Fit);

    /// <summary>Finds the size of two that fit, -1 if they do not.</summary>
    private static int Fit(int p, int q) => p == 1 ? q : q == 1 || p == q ? p : -1;

    private static int[] Aligned(ReadOnlySpan<int> a, ReadOnlySpan<int> b, Func<int, int, int> size)
    {
        int[] shape = new int[Math.Max(a.Length, b.Length)];
        for (int axis = 1; axis <= shape.Length; axis++)
            if ((shape[^axis] = size(axis <= a.Length ? a[^axis] : 1, axis <= b.Length ? b[^axis] : 1)) < 0)
                throw Refusal(a, b);
        return shape;
    }

    private static int[] Padded(ReadOnlySpan<int> shape, int rank) => [.. shape, .. Enumerable.Repeat(1, Math.Max(0, rank - shape.Length))];

    /// <summary>Inserts the new axis; a negative one counts from the end.</summary>
    private static int[] FromEnd(int[] shape, int axis) => Inserted(shape, axis < 0 ? axis + shape.Length + 1 : axis);

    private static int[] Inserted(int[] shape, int axis) =>
        axis < 0 || axis > shape.Length ? throw new ArgumentOutOfRangeException(nameof(axis)) : [.. shape[..axis], 1, .. shape[axis..]];

    private static int[] Refusing(ReadOnlySpan<int> a, ReadOnlySpan<int> b, Exception refusal) =>
        Broadcast.Shape(a.ToArray(), b.ToArray()) ?? throw refusal;

    private static ArgumentException Refusal(ReadOnlySpan<int> a, ReadOnlySpan<int> b) =>
        new($"{Tensor.Format(a)} and {Tensor.Format(b)} do not fit.", nameof(b));

    // Elements

    private static Tensor<float> Sum(Tensor<float> a, Tensor<float> b) => Each(a, b, Stretched, (x, y) => x + y);

    private static Tensor<float> Times(Tensor<float> a, Tensor<float> b) => Each(a, b, Stretched, (x, y) => x * y);

    private static int Modulo(ReadOnlySpan<int> shape, ReadOnlySpan<int> index, int offset) =>
        Length(shape) == 0 ? 0 : offset % Length(shape);

    private static int Stretched(ReadOnlySpan<int> shape, ReadOnlySpan<int> index, int offset) => Offset(shape, index);

    private static int Offset(ReadOnlySpan<int> shape, ReadOnlySpan<int> index)
    {
        int offset = 0;
        for (int axis = 0; axis < shape.Length; axis++)
            offset = offset * shape[axis] + (shape[axis] == 1 ? 0 : index[axis + index.Length - shape.Length]);
        return offset;
    }

    private static Tensor<float> Each(Tensor<float> a, Tensor<float> b, Projection projection, Func<float, float, float> operation)
    {
        Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
        int[] index = new int[c.Rank];
        for (int i = 0; i < c.Length; i++)
        {
            TensorTools.SetIndex(index, c.Shape, i);
            c.AsSpan()[i] = operation(a.AsSpan()[projection(a.Shape, index, i)], b.AsSpan()[projection(b.Shape, index, i)]);
        }
        return c;
    }

    private static Tensor<float> OneByOne(Tensor<float> a, Tensor<float> b, bool sequential)
    {
        Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
        Parallel.For(0, c.Length, new() { MaxDegreeOfParallelism = sequential ? 1 : 2 }, i =>
        {
            int[] index = new int[c.Rank];
            TensorTools.SetIndex(index, c.Shape, i);
            c.AsSpan()[i] = a.AsSpan()[Offset(a.Shape, index)] + b.AsSpan()[Offset(b.Shape, index)];
        });
        return c;
    }

    private static Tensor<float> Recursive(Tensor<float> a, Tensor<float> b, Func<float, float, float> operation)
    {
        Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
        Fill(c.AsSpan(), c.Shape, a.AsSpan(), Padded(a), b.AsSpan(), Padded(b));
        return c;

        int[] Padded(Tensor<float> tensor) => [.. Enumerable.Repeat(1, c.Rank - tensor.Rank), .. tensor.Shape];

        void Fill(Span<float> to, ReadOnlySpan<int> shape, ReadOnlySpan<float> x, ReadOnlySpan<int> xShape, ReadOnlySpan<float> y,
            ReadOnlySpan<int> yShape)
        {
            if (to.IsEmpty)
                return;
            if (shape.IsEmpty)
            {
                to[0] = operation(x[0], y[0]);
                return;
            }
            (int part, int xPart, int yPart) = (to.Length / shape[0], x.Length / xShape[0], y.Length / yShape[0]);
            for (int i = 0; i < shape[0]; i++)
                Fill(to.Slice(i * part, part), shape[1..],
                    x.Slice(xShape[0] == 1 ? 0 : i * xPart, xPart), xShape[1..], y.Slice(yShape[0] == 1 ? 0 : i * yPart, yPart),
                        yShape[1..]);
        }
    }

    private static int Length(ReadOnlySpan<int> shape) => shape.IsEmpty ? 1 : TensorPrimitives.Product(shape);
}
