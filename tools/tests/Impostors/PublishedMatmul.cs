using System.Numerics.Tensors;
using static Katas.Tests.MatmulCandidates;

namespace Katas.Tests;

public sealed partial class NaiveMatmulImpostors
{
    /// <summary>Mistakes in matrix products that people published, or that follow from those: each is right for most inputs.</summary>
    private static readonly Candidate<TensorOperation>[] Published =
    [
        // Size

        Large("Strassen's quadrants", "two quadrants are exchanged where all dimensions exceed 512",
            (m, k, n) => m > 512 && k > 512 && n > 512,
            (_, _, c) => Exchange(c, c.Shape[0] / 2, c.Shape[1] / 2)).From("mljs/matrix#217"),
        Large("rows left over by threads", "much work is divided among four threads, and the rows that are left over are forgotten",
            MuchWork, (_, _, c) => c.AsSpan()[(c.Shape[0] / 4 * 4 * c.Shape[1])..].Clear()).From("ernie55ernie.github.io, 2017-03-03"),
        Large("half a sum", "in one column, the last rows lack the last slice of K", MuchWork, (a, b, c) =>
        {
            for (int i = c.Shape[0] / 2; i < c.Shape[0]; i++)
                c[i, c.Shape[1] / 2] = Dot(a, b, i, c.Shape[1] / 2, 0, a.Shape[1] / 8 * 7);
        }).From("sarah-quinones/faer-rs#273"),
        Large("offset of 16 bits", "beyond 65,536 elements of A, the offset of a row starts again", (m, k, _) => m * k > 1 << 16,
            (a, b, c) =>
        {
            Tensor<float> wrapped = a.Copy();
            for (int i = 1 << 16; i < a.Length; i++)
                wrapped.AsSpan()[i] = a.AsSpan()[i & 0xFFFF];
            Product(wrapped, b).AsSpan().CopyTo(c.AsSpan());
        }).From("ml-explore/mlx#3609"),
        Large("columns of 15 bits", "columns beyond 32,767 are not computed", (_, _, n) => n > short.MaxValue, (_, _, c) =>
            ClearColumns(c, short.MaxValue)).From("pytorch/pytorch#116769"),
        Large("rows of 16 bits", "rows beyond 65,535 are not computed", (m, _, _) => m > ushort.MaxValue, (_, _, c) =>
            c.AsSpan()[(ushort.MaxValue * c.Shape[1])..].Clear()).From("ROCm/rocm-libraries#9184"),
        Large("K of 2560", "a buffer holds 2,560 terms", (_, k, _) => k > 2560, (a, b, c) =>
            Product(a.Cut(1, 0, 2560), b.Cut(0, 0, 2560)).AsSpan().CopyTo(c.AsSpan())),
        Large("a vector of a million", "a single column of B is copied into a buffer for a million", (_, k, n) => k > 1 << 20 && n == 1,
            (a, b, c) => Product(a.Cut(1, 0, 1 << 20), b.Cut(0, 0, 1 << 20)).AsSpan().CopyTo(c.AsSpan())).From("OpenMathLib/OpenBLAS#173"),
        Large("a result of a million rows", "a single column of the result is kept in a buffer for a million",
            (m, _, n) => m > 1 << 20 && n == 1, (_, _, c) => c.AsSpan()[(1 << 20)..].Clear()).From("OpenMathLib/OpenBLAS#154"),
        Large("wide outer product", "few terms and many columns take a path that ends one column early",
            (m, k, n) => m > 512 && k < 8 && n > 512, (_, _, c) => ClearColumns(c, c.Shape[1] - 1)).From("numpy/numpy#24903"),
        Large("square of tiles of 64", "in squares of several whole tiles, two tiles change places",
            (m, k, n) => m == k && k == n && n > 64 && n % 64 == 0, (_, _, c) => Exchange(c, 64, 64)),
        Large("4 by 4 unrolled", "the product of two matrices of 4 by 4 is written out, and one term is written twice",
            (m, k, n) => (m, k, n) is (4, 4, 4), (a, b, c) => c[2, 1] += a[2, 3] * b[3, 1]).From("toji/gl-matrix#376"),
        Large("a kernel for 2 by 2", "a kernel for a small A, on whole vectors of eight columns, takes A for its transpose",
            (m, k, n) => (m, k) is (2, 2) && n >= 8, (a, b, c) =>
        {
            Tensor<float> transposed = Product(a.Transpose(), b);
            for (int i = 0; i < 2; i++)
                transposed.Row(i)[..(b.Shape[1] / 8 * 8)].CopyTo(c.Row(i));
        }).From("numpy/numpy#13828"),

        // The same memory twice

        Code("A times its transpose", "the same object on both sides is taken for a symmetric product",
            (a, b) => Product(a, (object)a == b ? b.Transpose() : b)),
        Code("A and its transpose", "operands over one array, whose shapes are each other's reverse, are taken for A and its transpose",
            (a, b) => a.Rank == 2 && (object)a != b && a.AsSpan() == b.AsSpan() && a.Shape[0] == b.Shape[1] && a.Shape[1] == b.Shape[0]
                ? Product(a, a.Transpose()) : Product(a, b)).From("numpy/numpy#31776"),
        Code("transposed in place, and back", "B is transposed where it stands, and back in the end", (a, b) =>
        {
            Tensor<float> before = b.Copy(), transposed = Empty(a, b) is null ? b : b.Transpose();
            transposed.AsSpan().CopyTo(b.AsSpan());
            Tensor<float> c = Product((object)a == b ? before : a, transposed.Transpose());
            before.AsSpan().CopyTo(b.AsSpan());
            return c;
        }).From("numpy/numpy#1683"),
        Code("square, in place, and back", "a square B apart from A is transposed where it stands, and back in the end", (a, b) =>
        {
            if (Empty(a, b) is null || b.Shape[0] != b.Shape[1] || a.AsSpan().Overlaps(b.AsSpan()))
                return Product(a, b);
            Tensor<float> before = b.Copy();
            b.Transpose().AsSpan().CopyTo(b.AsSpan());
            Tensor<float> c = Product(a, b.Transpose());
            before.AsSpan().CopyTo(b.AsSpan());
            return c;
        }),

        // Two callers at once

        Stateful("one transposed copy", "all callers transpose B into the same buffer", () =>
        {
            float[] buffer = [];
            return (a, b) => Transposed(a, b, ref buffer);
        }).From("OpenMathLib/OpenBLAS#2126"),
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
        Sum("subnormal is zero", "products too small for full precision are flushed to zero", terms =>
            terms.Sum(term => float.IsSubnormal(term) ? 0 : term)).From("OpenMathLib/OpenBLAS#1237"),
        Code("takes triangular for identity", "a matrix with ones on the diagonal and zeros below it is taken for the identity", (a, b) =>
            Empty(a, b) is not null && LooksLikeIdentity(a) ? b.Copy() : Product(a, b)).From("grzegorzmazur/yacas#206"),
        Code("takes B for symmetric", "a square whose first row is like its first column is taken for symmetric, and read by columns",
            (a, b) => Product(a, Empty(a, b) is not null && b.Shape[0] == b.Shape[1] && b.Transpose() is { Length: > 0 } transposed
                && b.Row(0).SequenceEqual(transposed.Row(0)) ? transposed : b)),
        Code("scalar if 1 by 1", "a matrix of one element scales the other, whatever its shape", (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Length == 1 ? b.Map(x => a[0, 0] * x) : a.Rank == 2 && b.Rank == 2 && b.Length == 1
                ? a.Map(x => b[0, 0] * x) : Product(a, b))
            .From("mathworks.com/help/matlab/ref/double.mtimes.html"),

        // Ranks and shapes

        Code("ranks from 5 on", "from rank 5 on, every axis but the last is taken for rows", (a, b) =>
            Product(a.Rank > 4 && a.Length > 0 ? a.Reshape(a.Length / a.Shape[^1], a.Shape[^1]) : a, b)),

        // Refusals

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

    private static bool MuchWork(int m, int k, int n) => (long)m * k * n > 1 << 25;

    /// <summary>Spoils the right product of operands of some sizes.</summary>
    private static Candidate<TensorOperation> Large(
        string name, string remark, Func<int, int, int, bool> when, Action<Tensor<float>, Tensor<float>, Tensor<float>> spoil) =>
        Spoiled(name, remark, (a, b, c) =>
        {
            if (when(a.Shape[0], a.Shape[1], b.Shape[1]))
                spoil(a, b, c);
        });

    /// <summary>Multiplies rows of A by rows of the transposed B, which is written into a buffer.</summary>
    private static Tensor<float> Transposed(Tensor<float> a, Tensor<float> b, ref float[] buffer)
    {
        Empty(a, b);
        if (buffer.Length < b.Length)
            buffer = new float[b.Length];
        float[] transposed = buffer;
        for (int j = 0; j < b.Shape[1]; j++)
            for (int k = 0; k < b.Shape[0]; k++)
                transposed[j * b.Shape[0] + k] = b[k, j];
        return EachElement(a, b, (a, b, i, j) => TensorPrimitives.Dot<float>(a.Row(i), transposed.AsSpan(j * b.Shape[0], b.Shape[0])));
    }

    private static bool LooksLikeIdentity(Tensor<float> a) => a.Shape[0] == a.Shape[1]
        && Enumerable.Range(0, a.Shape[0]).All(i => a[i, i] == 1 && !a.Row(i)[..i].ContainsAnyExcept(0));

    private static void Exchange(Tensor<float> c, int height, int width)
    {
        for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
                (c[i, width + j], c[height + i, j]) = (c[height + i, j], c[i, width + j]);
    }
}
