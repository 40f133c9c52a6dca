using System.Collections.Concurrent;

namespace Katas.Tests;

public sealed partial class BroadcastingImpostors
{
    /// <summary>Mistakes in broadcasting that people published, or that follow from those: each is right for most inputs.</summary>
    internal static readonly Candidate<BroadcastingCode>[] Published =
    [
        Rule("one wins", "of 1 and another size the result takes 1", (a, b) =>
            Aligned(a, b, (p, q) => p == 1 || q == 1 ? 1 : Fit(p, q))).From("google/XNNPACK#10650"),
        Rule("rank 6 at most", "from rank 7 on, shapes are refused", (a, b) => a.Length > 6 || b.Length > 6 ? throw Refusal(a, b)
            : Aligned(a, b, Fit)).From("pytorch/executorch#7107"),
        Rule("outer axes collapse", "from rank 7 on, the first axis takes the size of the second", (a, b) =>
        {
            int[] shape = Aligned(a, b, Fit);
            if (shape.Length > 6)
                shape[0] = shape[1];
            return shape;
        }).From("tenstorrent/tt-metal#55351"),
        Rule("sizes in float", "sizes beyond 2^24 are rounded", (a, b) =>
            Aligned(a, b, (p, q) => Fit(p, q) is var size && size < 0 ? size : (int)(float)size)),
        Rule("last three axes", "axes before the last three are not compared", (a, b) => a.Length < 4 || b.Length < 4 ? Aligned(a, b, Fit)
            : [.. Aligned(a[..^3], b[..^3], (p, q) => p == 1 ? q : q == 1 ? p : Math.Max(p, q)), .. Aligned(a[^3..], b[^3..], Fit)]),
        new("Shape: one buffer for all", "all callers fill the same buffer, and copy from it", () =>
        {
            int[] buffer = new int[64];
            return new((a, b) =>
            {
                int rank = Math.Max(a.Length, b.Length);
                Common(a, b);
                for (int axis = 1; axis <= rank; axis++)
                    buffer[^axis] = Fit(axis <= a.Length ? a[^axis] : 1, axis <= b.Length ? b[^axis] : 1);
                return buffer[(64 - rank)..];
            });
        }),
        new("Shape: kept by digits", "the digits of the shapes, written one after another, say which shape the result has", () =>
        {
            ConcurrentDictionary<string, int[]> shapes = [];
            return new((a, b) =>
            {
                (int[] x, int[] y) = (a.ToArray(), b.ToArray());
                return [.. shapes.GetOrAdd(string.Concat(x) + "|" + string.Concat(y), _ => Common(x, y))];
            });
        }),
        Rule("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", (a, b) =>
            Refusing(a, b, AnyOperation.Exchanged($"{Tensor.Format(a)} and {Tensor.Format(b)}", nameof(b)))).From("CA2208"),
        Rule("no parameter", "the refusal does not say which parameter is at fault", (a, b) =>
            Refusing(a, b, new ArgumentException($"{Tensor.Format(a)} and {Tensor.Format(b)}"))),

        Operation("truncated to one", "an axis of one element makes the other operand one long as well", (a, b) =>
            a.Rank == b.Rank ? Sum(a.Shape.SequenceEqual(b.Shape) ? a : Shortest(a, b), Shortest(b, a))
                : Sum(a, b)).From("dotnet/runtime#125530"),
        Spoiled("outer axes collapse", "from rank 7 on, an axis that is stretched sixth from the end makes all before it one", (a, b, c) =>
        {
            if (c.Rank > 6 && c.Length > 0 && (a.Rank < 7 || b.Rank < 7 || a.Shape[^6] != b.Shape[^6]))
                c.AsSpan()[(c.Length / c.Shape[0])..].Clear();
        }).From("tenstorrent/tt-metal#55351"),
        Spoiled("neighbors stretched", "two axes next to each other that are stretched, one in A and one in B, from rank 6 on", (a, b, c) =>
        {
            if (c.Rank > 5 && a.Rank == b.Rank && a.Shape[^2] == 1 && b.Shape[^1] == 1 && c.Length > 1)
                c.AsSpan()[^1] = c.AsSpan()[0];
        }).From("nntrainer/nntrainer#560"),
        Operation("cut from rank 4 on", "from rank 4 on, what does not fit is cut", (a, b) =>
            a.Rank > 3 && a.Rank == b.Rank && Broadcast.Shape(a.Shape.ToArray(), b.Shape.ToArray()) is null
                ? Sum(AnyOperation.Cut(a, b), AnyOperation.Cut(b, a)) : Sum(a, b)),
        Spoiled("empty at rank 6", "from rank 6 on, the length is divided by each axis", (_, _, c) =>
            { if (c.Rank > 5 && c.Length == 0) throw new DivideByZeroException(); }),
        Spoiled("NaN in a large result", "from 10,000 elements on, NaN becomes zero", (_, _, c) =>
        {
            for (int i = 0; c.Length >= 10_000 && i < c.Length; i++)
                c.AsSpan()[i] = float.IsNaN(c.AsSpan()[i]) ? 0 : c.AsSpan()[i];
        }),
        Spoiled("tiled if one is stretched", "an operand that is stretched is tiled, unless both are", (a, b, c) =>
            { if (a.Length != b.Length && Math.Max(a.Length, b.Length) == c.Length) c.Copy(); }),
        Spoiled("tiled from 65,536 on", "for large results an operand is tiled", (_, _, c) => { if (c.Length >= 1 << 16) c.Copy(); }),
        Operation("nothing to add", "a scalar of zero gives a copy of the other, in which -0 stays -0", (a, b) =>
            b.Rank == 0 && b[[]] == 0 ? a.Copy() : Sum(a, b)),
        Operation("rank 5 at most", "from rank 6 on, tensors are refused", (a, b) => a.Rank > 5 || b.Rank > 5
            ? throw Refusal(a.Shape, b.Shape) : Sum(a, b)).From("pytorch/executorch#7107"),
        Spoiled("threads beyond a million", "as many elements are computed as there may be threads, 4,096 groups of 256", (_, _, c) =>
            c.AsSpan()[Math.Min(c.Length, 4096 * 256)..].Clear()).From("ROCm/MIOpen#2314"),
        Spoiled("chunks rounded down", "from 100,000 elements on they are divided among 64 workers, and the rest is forgotten", (_, _, c) =>
        {
            if (c.Length >= 100_000)
                c.AsSpan()[(c.Length / 64 * 64)..].Clear();
        }).From("Tencent/FeatherCNN#19"),
        Spoiled("columns of 15 bits", "a last axis beyond 32,767 is cut", (_, _, c) =>
        {
            if (c.Rank > 0 && c.Shape[^1] > short.MaxValue)
                c.AsSpan()[^1] = 0;
        }).From("pytorch/pytorch#116769"),
        Operation("one array, one shape", "operands over one array are taken for equal in shape", (a, b) =>
            (object)a != b && a.AsSpan() == b.AsSpan() ? Sum(a, a) : Sum(a, b)),
        Operation("offset tables", "for every element of the result, a table says where the operands' are", (a, b) =>
        {
            Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
            (int[] x, int[] y) = (Offsets(a.Shape, c.Shape), Offsets(b.Shape, c.Shape));
            for (int i = 0; i < c.Length; i++)
                c.AsSpan()[i] = a.AsSpan()[x[i]] + b.AsSpan()[y[i]];
            return c;
        }),
        new Candidate<BroadcastingCode>("zero times NaN", "a factor of zero that is stretched gives zeros", () => new(Multiply: (a, b) =>
        {
            Tensor<float> c = Times(a, b);
            return a.Length == 1 && a.AsSpan()[0] == 0 || b.Length == 1 && b.AsSpan()[0] == 0 ? c.Map(_ => 0f) : c;
        })).From("OpenMathLib/OpenBLAS#4728"),
        new Candidate<BroadcastingCode>("subnormal is zero", "products too small for full precision are flushed to zero", () =>
            new(Multiply: (a, b) => Times(a, b).Map(x => float.IsSubnormal(x) ? 0 : x))).From("apache/mxnet#20338"),
        Operation("NaN is zero", "NaN counts as 0", (a, b) =>
            Sum(a.Map(x => float.IsNaN(x) ? 0 : x), b.Map(x => float.IsNaN(x) ? 0 : x))).From("josdejong/mathjs#708"),
        new Candidate<BroadcastingCode>("one index for all", "all callers count in the same index array", () =>
        {
            int[] index = new int[16];
            return new(Add: (a, b) =>
            {
                Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
                Array.Clear(index);
                for (int i = 0; i < c.Length; i++)
                {
                    ReadOnlySpan<int> at = index.AsSpan(0, c.Rank);
                    c.AsSpan()[i] = a.AsSpan()[Offset(a.Shape, at)] + b.AsSpan()[Offset(b.Shape, at)];
                    for (int axis = c.Rank - 1; axis >= 0 && ++index[axis] >= c.Shape[axis]; axis--)
                        index[axis] = 0;
                }
                return c;
            });
        }).DiesOf(nameof(BroadcastingLimits.Two_callers_at_once_get_their_own_results)),
        Axis("rank 5: first", "from rank 5 on, a negative axis is the first", (shape, axis) =>
            axis < 0 && shape.Length > 4 && Fits(shape, axis) ? [1, .. shape] : FromEnd(shape, axis)).From("triton-lang/triton#10892"),
        Axis("clamped from rank 5 on", "from rank 5 on, an axis beyond the end is the last", (shape, axis) => shape.Length < 5
            ? FromEnd(shape, axis) : Inserted(shape, Math.Clamp(axis < 0 ? axis + shape.Length + 1 : axis, 0, shape.Length))),
        Axis("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", (shape, axis) =>
            Fits(shape, axis) ? FromEnd(shape, axis)
                : throw AnyOperation.Exchanged($"{axis} and {Tensor.Format(shape)}", nameof(axis))).From("CA2208"),
        Axis("no parameter", "the refusal does not say which parameter is at fault", (shape, axis) =>
            Fits(shape, axis) ? FromEnd(shape, axis) : throw new ArgumentException($"{axis} and {Tensor.Format(shape)}")),
        new("Unsqueeze: kept by hash code", "a tensor gets the elements of the last one with its hash code", () =>
        {
            ConcurrentDictionary<(int, int), Tensor<float>> kept = [];
            return new(Unsqueeze: (a, axis) =>
                kept.GetOrAdd((a.GetHashCode(), axis), _ => a.Copy().Reshape(FromEnd(a.Shape.ToArray(), axis))));
        }),
    ];

    private static bool Fits(int[] shape, int axis) => axis <= shape.Length && axis > -shape.Length - 2;

    private static int[] Offsets(ReadOnlySpan<int> shape, ReadOnlySpan<int> result)
    {
        int[] offsets = new int[Length(result)], index = new int[result.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            TensorTools.SetIndex(index, result, i);
            offsets[i] = Offset(shape, index);
        }
        return offsets;
    }

    private static Tensor<float> Shortest(Tensor<float> a, Tensor<float> b)
    {
        for (int axis = 0; axis < a.Rank; axis++)
            a = b.Shape[axis] == 1 ? a.Cut(axis, 0, 1) : a;
        return a;
    }
}
