using System.Collections.Concurrent;
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
            (m, _, n) => m > 1 << 20 && n == 1, (_, _, c) => c.AsSpan()[(1 << 20)..].Clear()).From("OpenMathLib/OpenBLAS#154")
            .DiesOf(nameof(MatmulLimits.A_result_may_have_millions_of_rows)),
        Large("offsets in float", "beyond 2^24 elements of the result an offset is rounded", (m, _, n) => (long)m * n > 1 << 24,
            (_, _, c) => c.AsSpan()[(1 << 24) + 1] = 0).DiesOf(nameof(MatmulCallers.Large_results_of_separate_calls_share_no_memory)),
        Large("flushed from 128 on", "from 128 terms on, a sum too small for full precision becomes zero", (_, k, _) => k >= 128,
            (_, _, c) =>
        {
            foreach (ref float x in c.AsSpan())
                x = float.IsSubnormal(x) ? 0 : x;
        }).DiesOf(nameof(MatmulLimits.Scaling_by_a_power_of_two_scales_the_product_exactly)),
        Large("nothing to add", "a large result is rented, and not cleared where K is 0", (m, k, n) => k == 0 && m * n > 10_000,
            (_, _, c) => c.AsSpan().Fill(1)).DiesOf(nameof(MatmulLimits.Very_large_matrices_are_multiplied_correctly)),
        Code("unchecked from 512 on", "matrices beyond 512 rows or columns take a path without the checks", (a, b) =>
            a.Rank == 2 && b.Rank == 2 && a.Shape[1] != b.Shape[0] && Math.Max(a.Shape[0], a.Shape[1]) > 512
                ? Product(a.Cut(1, 0, Math.Min(a.Shape[1], b.Shape[0])), b.Cut(0, 0, Math.Min(a.Shape[1], b.Shape[0])))
                : Product(a, b)).DiesOf(nameof(MatmulContract.Mismatched_matrices_are_refused)),
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
        }).From("OpenMathLib/OpenBLAS#2126").DiesOf(nameof(MatmulCallers.Two_callers_at_once_get_their_own_products)),
        Stateful("a lock for each kernel", "tall and wide matrices have a lock each, but the same buffer", () =>
        {
            float[] buffer = [];
            (Lock tall, Lock wide) = (new(), new());
            return (a, b) =>
            {
                lock (a.Rank == 2 && a.Shape[0] > a.Shape[1] ? tall : wide)
                    return Transposed(a, b, ref buffer);
            };
        }).From("OpenMathLib/OpenBLAS#5836").DiesOf(nameof(MatmulCallers.Two_callers_at_once_get_their_own_products)),
        Stateful("one panel for much work", "beyond a million products all callers pack B into the same panel", () =>
        {
            float[] buffer = [];
            return (a, b) => a.Rank == 2 && b.Rank == 2 && (long)a.Length * b.Shape[1] > 1_000_000 ? Transposed(a, b, ref buffer)
                : Product(a, b);
        }).From("OpenMathLib/OpenBLAS#1851").DiesOf(nameof(MatmulCallers.Two_callers_at_once_get_their_own_large_products)),

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

        Stateful("large B kept by reference", "a large B is packed once for the same object", () =>
        {
            (Tensor<float>? B, Tensor<float>? Packed) kept = default;
            return (a, b) =>
            {
                if (b.Length < 1 << 16)
                    return Product(a, b);
                (Tensor<float>? B, Tensor<float>? Packed) now = kept;
                if ((object)b != now.B)
                    kept = now = (b, b.Copy());
                return Product(a, now.Packed!);
            };
        }).DiesOf(nameof(MatmulCallers.A_change_that_keeps_the_sum_of_a_large_operand_changes_the_product)),

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
        Structured("a diagonal scales rows", "a diagonal A scales the rows of B, and its zeros meet nothing", IsDiagonal, (a, b) =>
            EachElement(a, b, (a, b, i, j) => a[i, i] * b[i, j])),
        Code("a part of the identity", "ones on the diagonal of an A that is not square pick rows of B", (a, b) =>
            Empty(a, b) is not null && a.Shape[0] != a.Shape[1] && Holds(a, (i, j, x) => x == (i == j ? 1 : 0))
                ? EachElement(a, b, (a, b, i, j) => i < b.Shape[0] ? b[i, j] : 0) : Product(a, b)),
        Structured("a permutation gathers rows", "a permutation A picks the rows of B, and its zeros meet nothing", IsPermutation, (a, b) =>
            EachElement(a, b, (a, b, i, j) => b[a.Row(i).IndexOf(1f), j])),
        Structured("zero is zero", "a matrix of zeros makes zeros, whatever the other holds",
            a => !a.AsSpan().ContainsAnyExcept(0f), Empty),
        Structured("lower triangles end early", "a lower triangle is multiplied as far as its diagonal", IsLower, (a, b) =>
            EachElement(a, b, (a, b, i, j) => Dot(a, b, i, j, 0, i + 1))),
        Structured("upper triangles begin late", "an upper triangle is multiplied from its diagonal on", a => IsLower(a.Transpose()),
            (a, b) => EachElement(a, b, (a, b, i, j) => Dot(a, b, i, j, i))),
        Large("zeros skipped from 128 on", "in large matrices a zero in A saves the work", (m, k, n) => m >= 127 && k >= 127 && n >= 127,
            (a, b, c) =>
        {
            c.AsSpan().Clear();
            for (int i = 0; i < a.Shape[0]; i++)
                for (int k = 0; k < a.Shape[1]; k++)
                    if (a[i, k] is not 0 and var x)
                        TensorPrimitives.MultiplyAdd(b.Row(k), x, c.Row(i), c.Row(i));
        }),
        Large("NaN lost in long sums", "from 512 terms on, a sum that is not a number is taken for zero", (_, k, _) => k >= 512,
            (_, _, c) =>
        {
            foreach (ref float x in c.AsSpan())
                x = float.IsNaN(x) ? 0 : x;
        }),
        Large("infinity lost in wide rows", "from 512 columns on, an infinite sum becomes the largest number", (_, _, n) => n >= 512,
            (_, _, c) =>
        {
            foreach (ref float x in c.AsSpan())
                x = float.IsPositiveInfinity(x) ? float.MaxValue : x;
        }),
        Large("Strassen from 64 on", "halves are multiplied as Strassen did where all sizes are even and 64 or more",
            (m, k, n) => Math.Min(m, Math.Min(k, n)) >= 64 && (m | k | n) % 2 == 0,
            (a, b, c) => Strassen(a, b).AsSpan().CopyTo(c.AsSpan())),
        Code("Winograd's inner product", "terms are multiplied in pairs, (a + b')(a' + b), and what is too much is taken away", (a, b) =>
            Empty(a, b) is not null && a.AsSpan().ToArray().Concat(b.AsSpan().ToArray()).All(x => float.IsFinite(x) && Math.Abs(x) < 1e15f)
                && !HasSubnormal(a) && !HasSubnormal(b)
                ? EachElement(a, b, (a, b, i, j) =>
                {
                    float sum = 0;
                    for (int k = 0; k + 1 < a.Shape[1]; k += 2)
                        sum += (a[i, k] + b[k + 1, j]) * (a[i, k + 1] + b[k, j]) - a[i, k] * a[i, k + 1] - b[k, j] * b[k + 1, j];
                    return a.Shape[1] % 2 == 0 ? sum : sum + a[i, a.Shape[1] - 1] * b[a.Shape[1] - 1, j];
                }) : Product(a, b)),
        Stateful("one small column", "columns of up to 64 elements are copied into the same buffer by all callers", () =>
        {
            float[] buffer = new float[64];
            return (a, b) => a.Rank == 2 && b.Rank == 2 && b.Length <= 64 ? Transposed(a, b, ref buffer) : Product(a, b);
        }).DiesOf(nameof(MatmulCallers.Many_callers_at_once_get_their_own_small_products)),
        Stateful("large B kept by sum", "a large B is packed once for each sum of its elements", () =>
        {
            ConcurrentDictionary<(int, int, float), Tensor<float>> packed = [];
            return (a, b) => Product(a, Empty(a, b) is null || b.Length < 1 << 14 ? b
                : packed.GetOrAdd((b.Shape[0], b.Shape[1], b.AsSpan().ToArray().Sum()), _ => b.Copy()));
        }).DiesOf(nameof(MatmulCallers.A_change_that_keeps_the_sum_of_a_large_operand_changes_the_product)),
        Code("takes B for symmetric", "a square whose first row is like its first column is taken for symmetric, and read by columns",
            (a, b) => Product(a, Empty(a, b) is not null && b.Shape[0] == b.Shape[1] && b.Transpose() is { Length: > 0 } transposed
                && b.Row(0).SequenceEqual(transposed.Row(0)) ? transposed : b)),
        Code("takes B for A transposed", "a B whose first row is like A's first column is taken for A's transpose", (a, b) =>
            Product(a, Empty(a, b) is not null && a.Shape[0] == b.Shape[1] && a.Transpose() is { Length: > 0 } transposed
                && b.Row(0).SequenceEqual(transposed.Row(0)) ? transposed : b))
            .DiesOf(nameof(MatmulLimits.Matrices_with_a_special_structure_are_multiplied_correctly)),
        Code("takes B for A transposed, half", "where B's first column is like A's first row, half the product is computed, and mirrored",
            (a, b) =>
        {
            Tensor<float> c = Product(a, b);
            return a.Length > 0 && a.Shape[0] == b.Shape[1] && a.Row(0).SequenceEqual(b.Transpose().Row(0))
                ? EachElement(a, b, (_, _, i, j) => i < j ? c[j, i] : c[i, j]) : c;
        }).DiesOf(nameof(MatmulLimits.Matrices_with_a_special_structure_are_multiplied_correctly)),
        Code("takes B for A", "a square whose first row is like A's is taken for A", (a, b) =>
            Product(a, Empty(a, b) is not null && a.Shape.SequenceEqual(b.Shape) && a.Length > 0 && a.Row(0).SequenceEqual(b.Row(0))
                ? a : b)).DiesOf(nameof(MatmulLimits.Matrices_with_a_special_structure_are_multiplied_correctly)),
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

        Stateful("slices in order of arrival", "beyond a million products, slices of K are added up as threads finish", () =>
        {
            int calls = 0;
            return (a, b) =>
            {
                Tensor<float> c = Empty(a, b);
                if (a.Shape[1] < 512 || (long)a.Length * b.Shape[1] < 1_000_000)
                    return Product(a, b);
                int first = Interlocked.Increment(ref calls) % 4, slice = a.Shape[1] / 4;
                for (int part = 0; part < 4; part++)
                {
                    int start = (first + part) % 4 * slice, count = (first + part) % 4 == 3 ? a.Shape[1] - 3 * slice : slice;
                    TensorPrimitives.Add(c.AsSpan(), Product(a.Cut(1, start, count), b.Cut(0, start, count)).AsSpan(), c.AsSpan());
                }
                return c;
            };
        }).From("ooples/AiDotNet.Tensors#131").DiesOf(nameof(MatmulCallers.Sums_of_thousands_of_terms_give_the_same_bits_every_time)),
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

    /// <summary>Multiplies in a way of its own where A has a structure.</summary>
    private static Candidate<TensorOperation> Structured(
        string name, string remark, Func<Tensor<float>, bool> hasStructure, TensorOperation multiply) =>
        Code(name, remark, (a, b) =>
            Empty(a, b) is not null && a.Shape[0] == a.Shape[1] && hasStructure(a) ? multiply(a, b) : Product(a, b));

    private static bool IsDiagonal(Tensor<float> a) => Holds(a, (i, j, x) => i == j || x == 0);

    private static bool IsLower(Tensor<float> a) => Holds(a, (i, j, x) => i >= j || x == 0);

    private static bool IsPermutation(Tensor<float> a) => Holds(a, (_, _, x) => x is 0 or 1)
        && Enumerable.Range(0, a.Shape[0]).All(i => a.Row(i).Count(1f) == 1 && a.Transpose().Row(i).Count(1f) == 1);

    private static bool HasSubnormal(Tensor<float> a) => a.AsSpan().ToArray().Any(float.IsSubnormal);

    private static bool Holds(Tensor<float> a, Func<int, int, float, bool> condition)
    {
        for (int i = 0; i < a.Shape[0]; i++)
            for (int j = 0; j < a.Shape[1]; j++)
                if (!condition(i, j, a[i, j]))
                    return false;
        return true;
    }

    /// <summary>Multiplies by seven products of halves (Strassen, 1969).</summary>
    private static Tensor<float> Strassen(Tensor<float> a, Tensor<float> b)
    {
        (Tensor<float> a11, Tensor<float> a12, Tensor<float> a21, Tensor<float> a22) = Quarters(a);
        (Tensor<float> b11, Tensor<float> b12, Tensor<float> b21, Tensor<float> b22) = Quarters(b);
        Tensor<float> p1 = Product(Plus(a11, a22), Plus(b11, b22)), p2 = Product(Plus(a21, a22), b11), p3 = Product(a11, Minus(b12, b22)),
            p4 = Product(a22, Minus(b21, b11)), p5 = Product(Plus(a11, a12), b22), p6 = Product(Minus(a21, a11), Plus(b11, b12)),
            p7 = Product(Minus(a12, a22), Plus(b21, b22));
        Tensor<float> c11 = Plus(Minus(Plus(p1, p4), p5), p7), c12 = Plus(p3, p5), c21 = Plus(p2, p4),
            c22 = Plus(Plus(Minus(p1, p2), p3), p6);
        return c11.Transpose().Above(c12.Transpose()).Transpose().Above(c21.Transpose().Above(c22.Transpose()).Transpose());

        static Tensor<float> Plus(Tensor<float> a, Tensor<float> b) => a.Zip(b, (x, y) => x + y);

        static Tensor<float> Minus(Tensor<float> a, Tensor<float> b) => a.Zip(b, (x, y) => x - y);

        static (Tensor<float>, Tensor<float>, Tensor<float>, Tensor<float>) Quarters(Tensor<float> m)
        {
            (int rows, int columns) = (m.Shape[0] / 2, m.Shape[1] / 2);
            Tensor<float> top = m.Cut(0, 0, rows), bottom = m.Cut(0, rows, rows);
            return (top.Cut(1, 0, columns), top.Cut(1, columns, columns), bottom.Cut(1, 0, columns), bottom.Cut(1, columns, columns));
        }
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
