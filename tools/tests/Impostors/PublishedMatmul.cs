using System.Numerics.Tensors;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

/// <summary>Mistakes in matrix products that people published, or that follow from those: each is right for most inputs.</summary>
internal static class PublishedMatmul
{
    public static Candidate<TensorOperation>[] All { get; } =
    [
        // Size

        Large("Strassen's quadrants", "two quadrants are exchanged where all dimensions exceed 512", (a, _, c) => a.Shape[1] > 512
            && c.Shape[0] > 512 && c.Shape[1] > 512, (_, _, c) =>
        {
            (int height, int width) = (c.Shape[0] / 2, c.Shape[1] / 2);
            for (int i = 0; i < height; i++)
                for (int j = 0; j < width; j++)
                    (c[i, width + j], c[height + i, j]) = (c[height + i, j], c[i, width + j]);
        }).From("mljs/matrix#217"),
        Large("Strassen's odd fringe", "with odd dimensions beyond 512, the last term of the last row is forgotten", (a, _, c) =>
            a.Shape[1] > 512 && a.Shape[1] % 2 != 0 && c.Shape[0] > 512 && c.Shape[1] > 512, (a, b, c) =>
            TensorPrimitives.MultiplyAdd(b.Row(b.Shape[0] - 1), -a[a.Shape[0] - 1, a.Shape[1] - 1], c.Row(c.Shape[0] - 1),
                c.Row(c.Shape[0] - 1))).From("ChenhanYu/hmlp#7"),
        Large("rows left over by threads", "much work is divided among four threads, and the rows that are left over are forgotten",
            MuchWork, (_, _, c) =>
            c.AsSpan()[(c.Shape[0] / 4 * 4 * c.Shape[1])..].Clear()).From("ernie55ernie.github.io, 2017-03-03"),
        Large("columns left over by threads", "much work is divided among three threads in eights of columns, and the columns that are left over are forgotten", MuchWork, (_, _, c) =>
            ClearColumns(c, c.Shape[1] / 3 / 8 * 8 * 3)).From("Tencent/FeatherCNN#19"),
        Large("captured loop variable", "every task takes the value that the loop variable has in the end", MuchWork, (_, _, c) =>
            c.AsSpan()[..(c.Shape[0] / 2 * c.Shape[1])].Clear()).From("martyndavis.com/?p=405"),
        Large("panel shared by threads", "one thread multiplies by a panel of B that another has packed", MuchWork, (_, _, c) =>
            c.Row(c.Shape[0] / 2).CopyTo(c.Row(c.Shape[0] / 2 + 1))).From("OpenMathLib/OpenBLAS#1851"),
        Large("half a sum", "in one column, the last rows lack the last slice of K", MuchWork, (a, b, c) =>
        {
            for (int i = c.Shape[0] / 2; i < c.Shape[0]; i++)
                c[i, c.Shape[1] / 2] = Dot(a, b, i, c.Shape[1] / 2, 0, a.Shape[1] / 8 * 7);
        }).From("sarah-quinones/faer-rs#273"),
        Large("offset of 16 bits", "beyond 65,536 elements of A, the offset of a row starts again", (a, _, _) => a.Length > 1 << 16,
            (a, b, c) =>
        {
            Tensor<float> wrapped = a.Copy();
            for (int i = 1 << 16; i < a.Length; i++)
                wrapped.AsSpan()[i] = a.AsSpan()[i & 0xFFFF];
            Product(wrapped, b).AsSpan().CopyTo(c.AsSpan());
        }).From("ml-explore/mlx#3609"),
        Large("columns of 15 bits", "columns beyond 32,767 are not computed", (_, _, c) => c.Shape[1] > short.MaxValue, (_, _, c) =>
            ClearColumns(c, short.MaxValue)).From("pytorch/pytorch#116769"),
        Large("rows of 16 bits", "rows beyond 65,535 are not computed", (_, _, c) => c.Shape[0] > ushort.MaxValue, (_, _, c) =>
            c.AsSpan()[(ushort.MaxValue * c.Shape[1])..].Clear()).From("ROCm/rocm-libraries#9184"),
        Large("panel of 4096 columns", "a packed panel of B has room for 4,096 columns", (_, _, c) => c.Shape[1] > 4096, (_, _, c) =>
            ClearColumns(c, 4096)).From("OpenMathLib/OpenBLAS#2538"),
        Large("block of 4096 rows", "a packed block of A has room for 4,096 rows", (_, _, c) => c.Shape[0] > 4096, (_, _, c) =>
            c.AsSpan()[(4096 * c.Shape[1])..].Clear()),
        Large("K of 2560", "a buffer holds 2,560 terms", (a, _, _) => a.Shape[1] > 2560, (a, b, c) =>
            Product(a.Cut(1, 0, 2560), b.Cut(0, 0, 2560)).AsSpan().CopyTo(c.AsSpan())),
        Large("a vector of a million", "a single column of B is copied into a buffer for a million", (a, b, c) => b.Shape is [> 1 << 20, 1],
            (a, b, c) =>
            Product(a.Cut(1, 0, 1 << 20), b.Cut(0, 0, 1 << 20)).AsSpan().CopyTo(c.AsSpan())).From("OpenMathLib/OpenBLAS#173"),
        Large("a result of a million rows", "a single column of the result is kept in a buffer for a million", (a, b, c) =>
            c.Shape is [> 1 << 20, 1], (_, _, c) =>
            c.AsSpan()[(1 << 20)..].Clear()).From("OpenMathLib/OpenBLAS#154"),
        Large("wide outer product", "few terms and many columns take a path that ends one column early", (a, _, c) =>
            a.Shape[1] < 8 && c.Shape[0] > 512 && c.Shape[1] > 512, (_, _, c) => ClearColumns(c, c.Shape[1] - 1)).From("numpy/numpy#24903"),
        .. new[] { 32, 64 }.Select(tile => Large($"square of tiles of {tile}", "in squares of several whole tiles, two tiles change places",
            (a, _, c) =>
            a.Shape[1] == c.Shape[0] && c.Shape[0] == c.Shape[1] && c.Shape[0] > tile && c.Shape[0] % tile == 0, (_, _, c) =>
        {
            for (int i = 0; i < tile; i++)
                for (int j = 0; j < tile; j++)
                    (c[i, tile + j], c[tile + i, j]) = (c[tile + i, j], c[i, tile + j]);
        })),
        Large("4 by 4 unrolled", "the product of two matrices of 4 by 4 is written out, and one term is written twice", (a, b, _) =>
            a.Shape is [4, 4] && b.Shape is [4, 4], (a, b, c) =>
            c[2, 1] += a[2, 3] * b[3, 1]).From("toji/gl-matrix#376"),
        Large("a kernel for 2 by 2", "a kernel for a small A, on whole vectors of eight columns, takes A for its transpose", (a, b, c) =>
            a.Shape is [2, 2] && b.Shape[1] >= 8, (a, b, c) =>
        {
            Tensor<float> transposed = Product(a.Transpose(), b);
            for (int i = 0; i < 2; i++)
                transposed.Row(i)[..(b.Shape[1] / 8 * 8)].CopyTo(c.Row(i));
        }).From("numpy/numpy#13828"),

        // The same memory twice

        Code("A and its transpose", "operands over one array, whose shapes are each other's reverse, are taken for A and its transpose",
            (a, b) =>
            a.Rank == 2 && (object)a != b && a.AsSpan() == b.AsSpan() && a.Shape[0] == b.Shape[1] && a.Shape[1] == b.Shape[0]
                ? Product(a, a.Transpose()) : Product(a, b)).From("numpy/numpy#31776"),
        Code("transposed in place, and back", "B is transposed where it stands, and back in the end", (a, b) =>
        {
            Tensor<float> c = Empty(a, b), left = (object)a == b ? a.Copy() : a, transposed = b.Transpose();
            transposed.AsSpan().CopyTo(b.AsSpan());
            try
            {
                for (int i = 0; i < c.Shape[0]; i++)
                    for (int j = 0; j < c.Shape[1]; j++)
                        c[i, j] = TensorPrimitives.Dot<float>(left.Row(i), b.AsSpan().Slice(j * b.Shape[0], b.Shape[0]));
            }
            finally
            {
                transposed.Reshape(b.Shape[1], b.Shape[0]).Transpose().AsSpan().CopyTo(b.AsSpan());
            }
            return c;
        }).From("numpy/numpy#1683"),

        // Two callers at once

        Stateful("one transposed copy", "all callers transpose B into the same buffer", () =>
        {
            float[] buffer = [];
            return (a, b) => Transposed(a, b, ref buffer);
        }).From("OpenMathLib/OpenBLAS#2126"),
        Stateful("one row for all", "all callers add up a row of the result in the same buffer", () =>
        {
            float[] row = [];
            return (a, b) =>
            {
                Tensor<float> c = Empty(a, b);
                if (row.Length < c.Shape[1])
                    row = new float[c.Shape[1]];
                float[] sums = row;
                for (int i = 0; i < c.Shape[0]; i++)
                {
                    sums.AsSpan(0, c.Shape[1]).Clear();
                    for (int k = 0; k < a.Shape[1]; k++)
                        TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], sums.AsSpan(0, c.Shape[1]), sums);
                    sums.AsSpan(0, c.Shape[1]).CopyTo(c.Row(i));
                }
                return c;
            };
        }).From("OpenMathLib/OpenBLAS#1755"),
        Stateful("a lock for each kernel", "tall and wide matrices have a lock each, but the same buffer", () =>
        {
            float[] buffer = [];
            (Lock tall, Lock wide) = (new(), new());
            return (a, b) =>
            {
                lock (a.Rank == 2 && a.Shape[0] > a.Shape[1] ? tall : wide)
                    return Transposed(a, b, ref buffer);
            };
        }).From("OpenMathLib/OpenBLAS#5836"),
        Stateful("one panel for much work", "beyond a million products all callers pack B into the same panel", () =>
        {
            float[] buffer = [];
            return (a, b) => a.Rank == 2 && b.Rank == 2 && (long)a.Length * b.Shape[1] > 1_000_000 ? Transposed(a, b, ref buffer)
                : Product(a, b);
        }).From("OpenMathLib/OpenBLAS#1851"),

        // Kept for later

        Stateful("kept by hash code", "results are kept by the hash codes of the operands, which look at their first elements only", () =>
        {
            Dictionary<(int, int), Tensor<float>> results = [];
            return (a, b) =>
            {
                Empty(a, b);
                lock (results)
                    return (results.TryGetValue((a.GetHashCode(), b.GetHashCode()), out Tensor<float>? known) ? known
                        : results[(a.GetHashCode(), b.GetHashCode())] = Product(a, b)).Copy();
            };
        }),
        Stateful("B kept by hash code", "the transposed copy of B is kept by its hash code, which looks at its first elements only", () =>
        {
            Dictionary<int, Tensor<float>> kept = [];
            return (a, b) =>
            {
                Empty(a, b);
                lock (kept)
                    return Product(a, kept.TryGetValue(b.GetHashCode(), out Tensor<float>? known) ? known
                        : kept[b.GetHashCode()] = b.Copy());
            };
        }).From("antirez/iris.c#28"),
        Stateful("B kept by its ends", "a packed copy of B is taken for current as long as its first and last eight elements are", () =>
        {
            Dictionary<(int, int), Tensor<float>> kept = [];
            return (a, b) =>
            {
                Empty(a, b);
                (int, int) key = (b.Shape[0], b.Shape[1]);
                lock (kept)
                {
                    if (!kept.TryGetValue(key, out Tensor<float>? packed) || !Ends(packed).SequenceEqual(Ends(b)))
                        kept[key] = packed = b.Copy();
                    return Product(a, packed);
                }

                static IEnumerable<float> Ends(Tensor<float> tensor) =>
                    [.. tensor.AsSpan()[..Math.Min(8, tensor.Length)], .. tensor.AsSpan()[Math.Max(0, tensor.Length - 8)..]];
            };
        }).From("timtoole02/Camelid#216"),

        // Values

        Stateful("times a beta of zero", "what a pooled result held before is multiplied by 0 and stays in the sum, NaN as well", () =>
        {
            Dictionary<int, float> worst = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                lock (worst)
                {
                    float before = worst.GetValueOrDefault(c.Length);
                    worst[c.Length] = c.AsSpan().ContainsAny(float.NaN, float.PositiveInfinity) ? float.NaN : before;
                    if (float.IsNaN(before) && c.Length > 0)
                        c.AsSpan()[0] = float.NaN;
                }
                return c;
            };
        }).From("icl-utk-edu/blaspp#39"),
        Code("zeros skipped", "a zero in A saves the work, and loses what it should make of an infinity", (a, b) =>
        {
            Tensor<float> c = Empty(a, b);
            for (int i = 0; i < a.Shape[0]; i++)
                for (int k = 0; k < a.Shape[1]; k++)
                    if (a[i, k] is not 0 and var x)
                        TensorPrimitives.MultiplyAdd(b.Row(k), x, c.Row(i), c.Row(i));
            return c;
        }).From("scalanlp/breeze#463"),
        Code("zeros of B skipped", "a zero in B saves the work, and loses what it should make of an infinity", (a, b) =>
            EachElement(a, b, (a, b, i, j) => Enumerable.Range(0, a.Shape[1]).Sum(k => b[k, j] == 0 ? 0 : a[i, k] * b[k, j]))),
        Sum("subnormal is zero", "products too small for full precision are flushed to zero", terms =>
            terms.Sum(term => float.IsSubnormal(term) ? 0 : term)).From("OpenMathLib/OpenBLAS#1237"),
        Code("takes triangular for identity", "a matrix with ones on the diagonal and zeros below it is taken for the identity", (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Shape[1] == b.Shape[0] && LooksLikeIdentity(a) ? b.Copy()
                : Product(a, b)).From("grzegorzmazur/yacas#206"),
        Code("takes B for identity", "a square with a first row and column of the identity is taken for it", (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Shape[1] == b.Shape[0] && b.Shape[0] == b.Shape[1] && b.Length > 0
                && Tensor.Identity(b.Shape[0]) is var identity
                && b.Row(0).SequenceEqual(identity.Row(0)) && b.Transpose().Row(0).SequenceEqual(identity.Row(0))
                    && b[b.Shape[0] - 1, b.Shape[0] - 1] == 1 ? a.Copy() : Product(a, b)),
        Code("takes symmetric for all", "a square whose corners are symmetric is taken for symmetric: its rows are read for columns",
            (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Shape[1] == b.Shape[0] && b.Shape[0] == b.Shape[1] && b.Length > 0
                && b[0, b.Shape[0] - 1] == b[b.Shape[0] - 1, 0]
                && b.Transpose() is var transposed && Diagonal(b).SequenceEqual(Diagonal(transposed))
                    && b.Row(0).SequenceEqual(transposed.Row(0)) ? Product(a, transposed) : Product(a, b)),
        Code("scalar if 1 by 1", "a matrix of one element scales the other, whatever its shape", (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Length == 1 ? b.Map(x => a[0, 0] * x) : a.Rank == 2 && b.Rank == 2 && b.Length == 1
                ? a.Map(x => b[0, 0] * x) : Product(a, b))
            .From("mathworks.com/help/matlab/ref/double.mtimes.html"),

        // Ranks and shapes

        Stateful("buffers by digits", "the digits of the three dimensions, written one after another, say which shape the result has", () =>
        {
            Dictionary<string, int[]> shapes = [];
            return (a, b) =>
            {
                Tensor<float> c = Product(a, b);
                lock (shapes)
                {
                    int[] shape = shapes.TryGetValue($"{a.Shape[0]}{a.Shape[1]}{b.Shape[1]}", out int[]? known) ? known
                        : shapes[$"{a.Shape[0]}{a.Shape[1]}{b.Shape[1]}"] = c.Shape.ToArray();
                    return Resized(c, shape);
                }
            };
        }),
        Code("ranks from 5 on", "from rank 5 on, every axis but the last is taken for rows", (a, b) =>
            Product(a.Rank > 4 && a.Length > 0 ? a.Reshape(a.Length / a.Shape[^1], a.Shape[^1]) : a, b)),

        // Refusals

        Refusing("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", (message, name) =>
            new ArgumentException(name, message)).From("CA2208"),
        Refusing("no name", "the refusal does not say which parameter is at fault", (message, _) => new ArgumentException(message)),
        Refusing("no dimensions", "the refusal does not show the shapes", (_, name) =>
            new ArgumentException("The dimensions do not fit.", name)).From("apache/tvm#16308"),
        Refusing("one shape", "the refusal shows the shape of A alone", (message, name) =>
            new ArgumentException(message.Split(" and ")[0], name)).From("tensorflow/tensorflow#113503"),
        Code("always b", "the parameter is b, whichever is at fault", (a, b) =>
            a.Rank != 2 || b.Rank != 2 ? throw new ArgumentException($"{Tensor.Format(a.Shape)} times {Tensor.Format(b.Shape)}", nameof(b))
                : Product(a, b)),

        // Repeatability

        Stateful("slices in order of arrival", "slices of K from 512 on are added up in the order in which threads finish", () =>
        {
            int calls = 0;
            return (a, b) =>
            {
                if (a.Rank != 2 || a.Shape[1] < 512)
                    return Product(a, b);
                Tensor<float> c = Empty(a, b);
                int first = Interlocked.Increment(ref calls) % 4, slice = a.Shape[1] / 4;
                for (int part = 0; part < 4; part++)
                {
                    int start = (first + part) % 4 * slice, count = (first + part) % 4 == 3 ? a.Shape[1] - 3 * slice : slice;
                    TensorPrimitives.Add(c.AsSpan(), Product(a.Cut(1, start, count), b.Cut(0, start, count)).AsSpan(), c.AsSpan());
                }
                return c;
            };
        }).From("ooples/AiDotNet.Tensors#131"),
    ];

    private static bool MuchWork(Tensor<float> a, Tensor<float> b, Tensor<float> c) => (long)a.Length * c.Shape[1] > 1 << 25;

    /// <summary>Spoils the right product of some operands.</summary>
    private static Candidate<TensorOperation> Large(
        string name, string remark, Func<Tensor<float>, Tensor<float>, Tensor<float>, bool> when, Action<Tensor<float>, Tensor<float>,
            Tensor<float>> spoil) =>
        Spoiled(name, remark, (a, b, c) =>
        {
            if (when(a, b, c))
                spoil(a, b, c);
        });

    private static Candidate<TensorOperation> Refusing(string name, string remark, Func<string, string, ArgumentException> refusal) =>
        Code(name, remark, (a, b) =>
        a.Rank != 2 ? throw refusal($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}", nameof(a))
        : b.Rank != 2 || a.Shape[1] != b.Shape[0] ? throw refusal($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}", nameof(b))
            : Product(a, b));

    /// <summary>Multiplies rows of A by rows of the transposed B, which is written into a buffer.</summary>
    private static Tensor<float> Transposed(Tensor<float> a, Tensor<float> b, ref float[] buffer)
    {
        Tensor<float> c = Empty(a, b);
        if (buffer.Length < b.Length)
            buffer = new float[b.Length];
        float[] transposed = buffer;
        for (int j = 0; j < b.Shape[1]; j++)
            for (int k = 0; k < b.Shape[0]; k++)
                transposed[j * b.Shape[0] + k] = b[k, j];
        for (int i = 0; i < c.Shape[0]; i++)
            for (int j = 0; j < c.Shape[1]; j++)
                c[i, j] = TensorPrimitives.Dot<float>(a.Row(i), transposed.AsSpan(j * b.Shape[0], b.Shape[0]));
        return c;
    }

    private static void ClearColumns(Tensor<float> c, int first)
    {
        for (int i = 0; i < c.Shape[0]; i++)
            c.Row(i)[first..].Clear();
    }

    private static bool LooksLikeIdentity(Tensor<float> a)
    {
        if (a.Shape[0] != a.Shape[1])
            return false;
        for (int i = 0; i < a.Shape[0]; i++)
            if (a[i, i] != 1 || a.Row(i)[..i].ContainsAnyExcept(0))
                return false;
        return true;
    }

    private static float[] Diagonal(Tensor<float> a) => [.. Enumerable.Range(0, a.Shape[0]).Select(i => a[i, i])];

    private static Tensor<float> Resized(Tensor<float> c, int[] shape)
    {
        Tensor<float> result = Tensor.Zeros<float>(shape);
        c.AsSpan()[..Math.Min(c.Length, result.Length)].CopyTo(result.AsSpan());
        return result;
    }
}
