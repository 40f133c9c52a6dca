namespace Katas.Tests;

public sealed partial class BroadcastingImpostors
{
    /// <summary>Mistakes in broadcasting that people published, or that follow from those: each is right for most inputs.</summary>
    internal static readonly Candidate<BroadcastingCode>[] Published =
    [
        Rule("one wins", "of 1 and another size the result takes 1", (a, b) =>
            Aligned(a, b, (p, q) => p == 1 || q == 1 ? 1 : Fit(p, q))).From("google/XNNPACK#10650"),
        Rule("rank 5 at most", "from rank 6 on, shapes are refused", (a, b) => a.Length > 5 || b.Length > 5 ? throw Refusal(a, b)
            : Aligned(a, b, Fit)),
        Rule("rank 6 at most", "from rank 7 on, shapes are refused", (a, b) => a.Length > 6 || b.Length > 6 ? throw Refusal(a, b)
            : Aligned(a, b, Fit)).From("pytorch/executorch#7107"),
        Rule("outer axes collapse", "from rank 7 on, the first axis takes the size of the second", (a, b) =>
        {
            int[] shape = Aligned(a, b, Fit);
            if (shape.Length > 6)
                shape[0] = shape[1];
            return shape;
        }).From("tenstorrent/tt-metal#55351"),
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
            Dictionary<string, int[]> shapes = [];
            return new((a, b) =>
            {
                string key = string.Concat(a.ToArray()) + "|" + string.Concat(b.ToArray());
                lock (shapes)
                    return [.. shapes.TryGetValue(key, out int[]? known) ? known : shapes[key] = Common(a, b)];
            });
        }),
        Rule("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", (a, b) =>
            Refusing(a, b, Exchanged($"{Tensor.Format(a)} and {Tensor.Format(b)}", nameof(b)))).From("CA2208"),
        Rule("no parameter", "the refusal does not say which parameter is at fault", (a, b) =>
            Refusing(a, b, new ArgumentException($"{Tensor.Format(a)} and {Tensor.Format(b)}"))),

        Operation("truncated to one", "an axis of one element makes the other operand one long as well", (a, b) =>
            a.Rank == b.Rank ? Sum(a.Shape.SequenceEqual(b.Shape) ? a : Shortest(a, b), Shortest(b, a))
                : Sum(a, b)).From("dotnet/runtime#125530"),
        Operation("outer axes collapse", "from rank 7 on, an axis that is stretched sixth from the end makes all before it one", (a, b) =>
        {
            Tensor<float> c = Sum(a, b);
            if (c.Rank > 6 && c.Length > 0 && (a.Rank < 7 || b.Rank < 7 || a.Shape[^6] != b.Shape[^6]))
                c.AsSpan()[(c.Length / c.Shape[0])..].Clear();
            return c;
        }).From("tenstorrent/tt-metal#55351"),
        Operation("neighbors stretched", "two axes next to each other that are stretched, one in A and one in B, from rank 6 on", (a, b) =>
        {
            Tensor<float> c = Sum(a, b);
            if (c.Rank > 5 && a.Rank == b.Rank && a.Shape[^2] == 1 && b.Shape[^1] == 1 && c.Length > 1)
                c.AsSpan()[^1] = c.AsSpan()[0];
            return c;
        }).From("nntrainer/nntrainer#560"),
        Operation("rank 5 at most", "from rank 6 on, tensors are refused", (a, b) => a.Rank > 5 || b.Rank > 5
            ? throw Refusal(a.Shape, b.Shape) : Sum(a, b)).From("pytorch/executorch#7107"),
        Operation("threads beyond a million", "as many elements are computed as there may be threads, 4,096 groups of 256", (a, b) =>
        {
            Tensor<float> c = Sum(a, b);
            c.AsSpan()[Math.Min(c.Length, 4096 * 256)..].Clear();
            return c;
        }).From("ROCm/MIOpen#2314"),
        Operation("chunks rounded down", "from 100,000 elements on they are divided among 64 workers, and the rest is forgotten", (a, b) =>
        {
            Tensor<float> c = Sum(a, b);
            if (c.Length >= 100_000)
                c.AsSpan()[(c.Length / 64 * 64)..].Clear();
            return c;
        }).From("Tencent/FeatherCNN#19"),
        Operation("index shared by threads", "from 100,000 elements on threads count with one index array, and an element is taken for another", (a, b) =>
        {
            Tensor<float> c = Sum(a, b);
            if (c.Length >= 100_000)
                c.AsSpan()[c.Length / 2] = c.AsSpan()[0];
            return c;
        }),
        Operation("columns of 15 bits", "a last axis beyond 32,767 is cut", (a, b) =>
        {
            Tensor<float> c = Sum(a, b);
            if (c.Rank > 0 && c.Shape[^1] > short.MaxValue)
                c.AsSpan()[^1] = 0;
            return c;
        }).From("pytorch/pytorch#116769"),
        Operation("one array, one shape", "operands over one array are taken for equal in shape", (a, b) =>
            (object)a != b && a.AsSpan() == b.AsSpan() ? Sum(a, a) : Sum(a, b)),
        Operation("one array, twice", "a stretched operand over the other's array is taken for the other", (a, b) =>
            (object)a != b && a.AsSpan() == b.AsSpan() && a.Rank == b.Rank ? Sum(a, b).Map(_ => 2 * (a.Length > 0 ? a.AsSpan()[0] : 0))
                : Sum(a, b)),
        Operation("offset tables", "for every element of the result, a table says where the operands' are", (a, b) =>
        {
            Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
            (int[] x, int[] y) = (Offsets(a.Shape, c.Shape), Offsets(b.Shape, c.Shape));
            for (int i = 0; i < c.Length; i++)
                c.AsSpan()[i] = a.AsSpan()[x[i]] + b.AsSpan()[y[i]];
            return c;
        }),
        Operation("list of sums", "the result is collected in a list, and copied in the end", (a, b) =>
        {
            Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
            List<float> sums = [];
            int[] index = new int[c.Rank];
            for (int i = 0; i < c.Length; i++)
            {
                SetIndex(index, c.Shape, i);
                sums.Add(a.AsSpan()[Offset(a.Shape, index)] + b.AsSpan()[Offset(b.Shape, index)]);
            }
            sums.CopyTo(c.AsSpan());
            return c;
        }),
        new Candidate<BroadcastingCode>("zero times NaN", "a factor of zero that is stretched gives zeros", () => new(Multiply: (a, b) =>
        {
            Tensor<float> c = Times(a, b);
            return a.Length == 1 && a.AsSpan()[0] == 0 || b.Length == 1 && b.AsSpan()[0] == 0 ? c.Map(_ => 0f) : c;
        })).From("OpenMathLib/OpenBLAS#4728"),
        new Candidate<BroadcastingCode>("zeros skipped", "where a stretched factor is zero the result stays zero", () =>
            new(Multiply: (a, b) =>
            Each(a, b, Stretched, (x, y) => x == 0 || y == 0 ? 0 : x * y))).From("scalanlp/breeze#463"),
        new Candidate<BroadcastingCode>("subnormal is zero", "products too small for full precision are flushed to zero", () =>
            new(Multiply: (a, b) =>
            Times(a, b).Map(x => float.IsSubnormal(x) ? 0 : x))).From("apache/mxnet#20338"),
        Operation("negative zero lost", "a sum of -0 becomes 0", (a, b) => Sum(a, b).Map(x => x == 0 ? 0 : x)),
        Operation("NaN is zero", "NaN counts as 0", (a, b) =>
            Sum(a.Map(x => float.IsNaN(x) ? 0 : x), b.Map(x => float.IsNaN(x) ? 0 : x))).From("josdejong/mathjs#708"),
        Stateful("one index for all", "all callers count in the same index array", () =>
        {
            int[] index = new int[16];
            return (a, b) =>
            {
                Tensor<float> c = Tensor.Zeros<float>(Common(a.Shape, b.Shape));
                for (int i = 0; i < c.Length; i++)
                {
                    for (int axis = c.Rank - 1, rest = i; axis >= 0; axis--)
                        (rest, index[axis]) = Math.DivRem(rest, c.Shape[axis]);
                    (int x, int y) = (Offset(a.Shape, index.AsSpan(0, c.Rank)), Offset(b.Shape, index.AsSpan(0, c.Rank)));
                    c.AsSpan()[i] = x < a.Length && y < b.Length ? a.AsSpan()[x] + b.AsSpan()[y] : 0;
                }
                return c;
            };
        }),
        new("Matmul: one column for all", "all callers stretch a row of A in the same buffer", () =>
        {
            float[] buffer = [];
            return new(Matmul: (a, b) =>
            {
                Tensor<float> c = MatmulCandidates.Empty(a, b);
                if (buffer.Length < a.Shape[1])
                    buffer = new float[a.Shape[1]];
                float[] column = buffer;
                for (int i = 0; i < c.Shape[0]; i++)
                {
                    a.Row(i).CopyTo(column);
                    for (int k = 0; k < a.Shape[1]; k++)
                        for (int j = 0; j < c.Shape[1]; j++)
                            c[i, j] += column[k] * b[k, j];
                }
                return c;
            });
        }),
        Stateful("kept by hash code", "results are kept by the hash codes of the operands, which look at their first elements only", () =>
        {
            Dictionary<(int, int), Tensor<float>> results = [];
            return (a, b) =>
            {
                lock (results)
                    return (results.TryGetValue((a.GetHashCode(), b.GetHashCode()), out Tensor<float>? known) ? known
                        : results[(a.GetHashCode(), b.GetHashCode())] = Sum(a, b)).Copy();
            };
        }),
        Stateful("kept by digits", "the digits of the shapes, written one after another, say which shape the result has", () =>
        {
            Dictionary<string, int[]> shapes = [];
            return (a, b) =>
            {
                Tensor<float> c = Sum(a, b);
                string key = string.Concat(a.Shape.ToArray()) + "|" + string.Concat(b.Shape.ToArray());
                lock (shapes)
                {
                    Tensor<float> result = Tensor.Zeros<float>(shapes.TryGetValue(key, out int[]? known) ? known
                        : shapes[key] = c.Shape.ToArray());
                    c.AsSpan()[..Math.Min(c.Length, result.Length)].CopyTo(result.AsSpan());
                    return result;
                }
            };
        }),
        Operation("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", (a, b) =>
            Fits(a, b) ? Sum(a, b) : throw Exchanged($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}", nameof(b))).From("CA2208"),
        Operation("no parameter", "the refusal does not say which parameter is at fault", (a, b) =>
            Fits(a, b) ? Sum(a, b) : throw new ArgumentException($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}")),

        Axis("rank 4 at most", "from rank 5 on, tensors are refused", (shape, axis) =>
            shape.Length > 4 ? throw new ArgumentException($"{axis} and {Tensor.Format(shape)}", nameof(axis))
                : Inserted(shape, axis < 0 ? axis + shape.Length + 1 : axis)),
        Axis("rank 5: first", "from rank 5 on, a negative axis is the first", (shape, axis) =>
            axis < 0 && shape.Length > 4 && axis >= -shape.Length - 1 ? [1, .. shape]
                : Inserted(shape, axis < 0 ? axis + shape.Length + 1 : axis)).From("triton-lang/triton#10892"),
        Axis("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", (shape, axis) =>
            axis > shape.Length || axis < -shape.Length - 1 ? throw Exchanged($"{axis} and {Tensor.Format(shape)}", nameof(axis))
                : Inserted(shape, axis < 0 ? axis + shape.Length + 1 : axis)).From("CA2208"),
        Axis("no parameter", "the refusal does not say which parameter is at fault", (shape, axis) =>
            axis > shape.Length || axis < -shape.Length - 1 ? throw new ArgumentException($"{axis} and {Tensor.Format(shape)}")
                : Inserted(shape, axis < 0 ? axis + shape.Length + 1 : axis)),
        new("Unsqueeze: kept by shape", "the next tensor of a shape gets the elements of the one before it", () =>
        {
            Dictionary<string, Tensor<float>> kept = [];
            return new(Unsqueeze: (a, axis) =>
            {
                string key = $"{Tensor.Format(a.Shape)} {axis}";
                lock (kept)
                    return kept.TryGetValue(key, out Tensor<float>? known) ? known
                        : kept[key] = a.Reshape(Inserted(a.Shape.ToArray(), axis < 0 ? axis + a.Rank + 1 : axis));
            });
        }),
        new("Unsqueeze: kept by hash code", "a tensor with the hash code of another, which looks at the first elements only, gets its elements", () =>
        {
            Dictionary<(int, int), Tensor<float>> kept = [];
            return new(Unsqueeze: (a, axis) =>
            {
                lock (kept)
                    return kept.TryGetValue((a.GetHashCode(), axis), out Tensor<float>? known) ? known
                        : kept[(a.GetHashCode(), axis)] = a.Copy().Reshape(Inserted(a.Shape.ToArray(), axis < 0 ? axis + a.Rank + 1
                            : axis));
            });
        }),
    ];

    private static int[] Offsets(ReadOnlySpan<int> shape, ReadOnlySpan<int> result)
    {
        int[] offsets = new int[Length(result)], index = new int[result.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            SetIndex(index, result, i);
            offsets[i] = Offset(shape, index);
        }
        return offsets;
    }

    private static ArgumentException Exchanged(string message, string parameter) => new(parameter, message);

    private static Tensor<float> Times(Tensor<float> a, Tensor<float> b) => Each(a, b, Stretched, (x, y) => x * y);

    private static bool Fits(Tensor<float> a, Tensor<float> b) => Broadcast.Shape(a.Shape.ToArray(), b.Shape.ToArray()) is not null;

    private static Tensor<float> Shortest(Tensor<float> a, Tensor<float> b)
    {
        for (int axis = 0; axis < a.Rank; axis++)
            a = b.Shape[axis] == 1 ? a.Cut(axis, 0, 1) : a;
        return a;
    }
}
