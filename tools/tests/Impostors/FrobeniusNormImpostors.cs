using System.Numerics.Tensors;
using System.Reflection;

namespace Katas.Tests;

public sealed partial class FrobeniusNormImpostors() : ImpostorSuite<Func<Tensor<float>, float>>("katas/4-FrobeniusNorm/FrobeniusNorm.cs",
    ("j < rows", nameof(FrobeniusNormLaws.The_norm_is_the_square_root_of_the_sum_of_all_squares), 2), norm => new Mathematics(norm), norm =>
        new Contract(norm), norm => new Agreement(norm),
    norm => new Limits(norm))
{
    private sealed class Mathematics(Func<Tensor<float>, float> norm) : FrobeniusNormLaws("ByLoops", norm);

    private sealed class Contract(Func<Tensor<float>, float> norm) : FrobeniusNormContract("ByLoops", norm);

    private sealed class Limits(Func<Tensor<float>, float> norm) : FrobeniusNormLimits("ByLoops", norm);

    protected override bool IsSlow(MethodInfo law) => law.Name
        is nameof(FrobeniusNormLimits.One_entry_among_a_million_counts_wherever_it_is)
        or nameof(FrobeniusNormLimits.A_million_ones_are_all_counted);

    private sealed class Agreement(Func<Tensor<float>, float> norm) : FrobeniusNormAgreement(Norm, norm);

    protected override Candidate<Func<Tensor<float>, float>>[] Impostors { get; } =
    [
        Code("j < rows", "the inner loop runs to the number of rows, as in the notebook",
            m => Root(Loop(m.Shape[0], m.Shape[0]).Sum(at => Square(m[at.I, at.J])))),
        Code("i < columns", "the outer loop runs to the number of columns",
            m => Root(Loop(m.Shape[1], m.Shape[1]).Sum(at => Square(m[at.I, at.J])))),
        Code("square part", "both loops run to the smaller dimension", m =>
            Root(Loop(Math.Min(m.Shape[0], m.Shape[1]), Math.Min(m.Shape[0], m.Shape[1])).Sum(at => Square(m[at.I, at.J])))),
        Code("from 1", "the first row and column are skipped", m =>
            Root(Loop(m.Shape[0], m.Shape[1]).Where(at => at.I > 0 && at.J > 0).Sum(at => Square(m[at.I, at.J])))),
        Code("a[i, j] a[j, i]", "an element meets its mirror image where there is one", m =>
            Root(Math.Abs(Loop(m.Shape[0], m.Shape[1]).Sum(at => at.J < m.Shape[0] && at.I < m.Shape[1]
                ? m[at.I, at.J] * (double)m[at.J, at.I] : Square(m[at.I, at.J]))))),
        Code("diagonal", "only the diagonal counts",
            m => Root(Loop(m.Shape[0], m.Shape[1]).Where(at => at.I == at.J).Sum(at => Square(m[at.I, at.J])))),
        Code("upper triangle", "j starts at i",
            m => Root(Loop(m.Shape[0], m.Shape[1]).Where(at => at.J >= at.I).Sum(at => Square(m[at.I, at.J])))),
        Code("last row skipped", "i < rows - 1", m => Root(Loop(m.Shape[0] - 1, m.Shape[1]).Sum(at => Square(m[at.I, at.J])))),
        Code("last column skipped", "j < columns - 1", m => Root(Loop(m.Shape[0], m.Shape[1] - 1).Sum(at => Square(m[at.I, at.J])))),
        Code("first row", "only the first row counts",
            m => Root(Loop(Math.Min(1, m.Shape[0]), m.Shape[1]).Sum(at => Square(m[at.I, at.J])))),
        Of("sum of |a|", "the 1-norm of all elements", x => x.Sum(Math.Abs)),
        Of("no root", "the root is forgotten", x => (float)x.Sum(Square)),
        Of("root of each", "the root is taken before the sum", x => x.Sum(a => MathF.Sqrt(a * a))),
        Of("root of the sum of |a|", "the square is forgotten", x => Root(x.Sum(a => (double)Math.Abs(a)))),
        Of("|sum|", "the sum is squared instead of the elements", x => Math.Abs(x.Sum())),
        Of("sum of cubes", "the third power and the third root", x => (float)Math.Cbrt(x.Sum(a => Math.Abs((double)a * a * a)))),
        Of("max", "the largest entry", x => x.Select(Math.Abs).DefaultIfEmpty().Max()),
        Of("root mean square", "divided by the number of elements", x => x.Length == 0 ? 0 : Root(x.Average(Square))),
        Of("standard deviation", "the mean is taken away", x =>
        {
            float mean = x.DefaultIfEmpty().Average();
            return Root(x.Sum(a => Square(a - mean)));
        }),
        Of("n - 1", "the mean square of a sample, times n",
            x => x.Length < 2 ? Root(x.Sum(Square)) : Root(x.Sum(Square) / (x.Length - 1) * x.Length)),
        Rows("sum of row norms", "the norms of the rows are added", norms => norms.Sum()),
        Rows("largest row norm", "the norms of the rows are compared", norms => norms.DefaultIfEmpty().Max()),
        Code("row sum norm", "the largest sum of |a| in a row",
            m => Enumerable.Range(0, m.Shape[0]).Select(i => m.Row(i).ToArray().Sum(Math.Abs)).DefaultIfEmpty().Max()),
        Code("spectral norm", "the largest singular value, NumPy's ord=2", Spectral),
        Of("int sum", "the sum is kept in an int", x => Root(x.Aggregate(0, (sum, a) => (int)(sum + Square(a))))),
        Of("int squares", "each square is truncated", x => Root(x.Sum(a => (int)(a * a)))),
        Of("rounded", "four decimals, as the notebook prints it", x => MathF.Round(Root(x.Sum(Square)), 4)),
        Of("half sum", "the sum is kept in half precision",
            x => MathF.Sqrt((float)x.Aggregate(Half.Zero, (sum, a) => sum + (Half)(a * a)))),
        Of("fast root", "a root of 16 bits",
            x => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(Root(x.Sum(Square))) & 0xFFFFFF00)),
        Of("fixed point", "the sum is kept in 1/65536ths", x => Root(x.Sum(a => (long)(Square(a) * 65536)) / 65536.0)),
        Of("tiny is zero", "elements below 1e-6 are taken for noise", x => Root(x.Where(a => Math.Abs(a) > 1e-6f).Sum(Square))),
        Of("negative skipped", "only positive elements count", x => Root(x.Where(a => a > 0).Sum(Square))),
        Of("signed squares", "a |a| instead of a a", x => Root(Math.Abs(x.Sum(a => (double)a * Math.Abs(a))))),
        Of("one entry", "a matrix of one entry is its own norm, sign and all", x => x is [var a] ? a : Root(x.Sum(Square))),
        Of("tail of 4 dropped", "what is left after the last vector of 4 is forgotten", x => Root(x[..(x.Length / 4 * 4)].Sum(Square))),
        Of("tail of 8 twice", "the last vector is moved back to fit, and counts again what was counted", x =>
            Root(x.Sum(Square) + (x.Length > 8 && x.Length % 8 > 0 ? x[^8..(x.Length / 8 * 8)].Sum(Square) : 0))),
        Of("tail of 16 dropped", "what is left after the last vector of 16 is forgotten", x => Root(x[..(x.Length / 16 * 16)].Sum(Square))),
        Of("1024 elements", "a buffer holds 1024 squares", x => Root(x.Take(1024).Sum(Square))),
        Of("4096 elements", "a buffer holds 4096 squares", x => Root(x.Take(4096).Sum(Square))),
        Of("65,536 elements", "an index of 16 bits starts again", x => Root(x.Take(1 << 16).Sum(Square))),
        Of("odd lengths", "steps by two, and the last element is left out", x => Root(x[..(x.Length / 2 * 2)].Sum(Square))),
        Of("one of two", "every other element counts, twice", x => Root(2 * x.Where((_, i) => i % 2 == 0).Sum(Square))),
        Of("huge is infinite", "elements above a million are taken for outliers", x => Root(x.Where(a => Math.Abs(a) < 1e6f).Sum(Square))),
        Of("epsilon under the root", "1e-8 keeps the root away from zero", x => Root(x.Sum(Square) + 1e-8)),
        Of("epsilon beside the norm", "1e-8 keeps a division by the norm from failing", x => Root(x.Sum(Square)) + 1e-8f),
        Of("half squares", "each square is rounded to half precision", x => Root(x.Sum(a => (double)(Half)(a * a)))),
        Of("8 Newton steps from 1", "a root by Newton's method, not always at its end", x =>
        {
            (double sum, double root) = (x.Sum(Square), 1);
            for (int step = 0; step < 8 && sum > 0; step++)
                root = (root + sum / root) / 2;
            return sum == 0 ? 0 : (float)root;
        }),
        Of("duplicates count once", "the elements are put into a set", x => Root(x.Distinct().Sum(Square))),
        Of("until the first zero", "a zero is taken for the end", x => Root(x.TakeWhile(a => a != 0).Sum(Square))),
        Of("NaN if empty", "0 / 0 where there is nothing", x => x.Length == 0 ? float.NaN : Root(x.Sum(Square))),
        Of("nothing is empty", "refuses a matrix without elements",
            x => x.Length == 0 ? throw new ArgumentException("empty") : Root(x.Sum(Square))),
        Raw("any tensor", "vectors and cubes are taken as well", m => Root(m.AsSpan().ToArray().Sum(Square))),
        Raw("vectors too", "a vector is taken for a row", m => m.Rank == 1 ? Norm(m.Reshape(1, m.Length)) : Norm(m)),
        Raw("scalars too", "a scalar is taken for its absolute value", m => m.Rank == 0 ? Math.Abs(m.AsSpan()[0]) : Norm(m)),
        Raw("runs into the wall", "a vector ends in an IndexOutOfRangeException",
            m => m.Rank == 1 ? throw new IndexOutOfRangeException() : Norm(m)),
        Raw("squares in place", "the squares are written into the matrix", m =>
        {
            float norm = Norm(m);
            foreach (ref float a in m.AsSpan())
                a *= a;
            return norm;
        }),
        .. Published,
        Stateful("sum not reset", "the sum goes on from call to call", () =>
        {
            double sum = 0;
            return m => Root(sum += Square(Norm(m)));
        }),
        Stateful("cached by shape", "the norm is kept for each shape", () =>
        {
            Dictionary<(int, int), float> cache = [];
            return m => m.Rank != 2 ? Norm(m) : cache.TryGetValue((m.Shape[0], m.Shape[1]), out float norm) ? norm
                : cache[(m.Shape[0], m.Shape[1])] = Norm(m);
        }),
        Stateful("cached by reference", "the norm is kept for the same object, though its elements may change", () =>
        {
            (Tensor<float>? M, float Norm) last = default;
            return m => ((object)m == last.M ? last : last = (m, Norm(m))).Norm;
        }),
    ];

    protected override Candidate<Func<Tensor<float>, float>>[] RightOnes { get; } =
    [
        Raw("double", "loops, the sum in double", Norm),
        Of("float", "the sum in float", x => MathF.Sqrt(x.Aggregate(0f, (sum, a) => sum + a * a))),
        Of("backwards", "the last element first", x => MathF.Sqrt(x.Reverse().Aggregate(0f, (sum, a) => sum + a * a))),
        Of("fused", "multiply-add with one rounding", x => MathF.Sqrt(x.Aggregate(0f, (sum, a) => MathF.FusedMultiplyAdd(a, a, sum)))),
        Of("pairwise", "halves are summed apart", x => MathF.Sqrt(Pairwise(x))),
        Of("platform", "TensorPrimitives.Norm", x => TensorPrimitives.Norm<float>(x)),
        Of("dot product", "the matrix as a vector, by itself", x => MathF.Sqrt(TensorPrimitives.Dot<float>(x, x))),
        Rows("row by row", "the norm of the rows' norms", norms => TensorPrimitives.Norm<float>(norms)),
        Of("scaled", "by the largest entry, so that no square overflows", x =>
        {
            double largest = x.Select(Math.Abs).DefaultIfEmpty().Max();
            return x.Any(float.IsNaN) ? float.NaN : largest == 0 || double.IsInfinity(largest) ? (float)largest
                : (float)(largest * Math.Sqrt(x.Sum(a => a / largest * (a / largest))));
        }),
        Of("hypot", "one element at a time, by Pythagoras", x => (float)x.Aggregate(0.0, (norm, a) => double.Hypot(norm, a))),
        Code("trace", "the root of the trace of M^T M",
            m => (float)Math.Sqrt(Enumerable.Range(0, m.Shape[1]).Sum(j => Enumerable.Range(0, m.Shape[0]).Sum(i => Square(m[i, j]))))),
        Of("parallel", "parts on threads of the pool", x => Root(x.Chunk(100).AsParallel().Sum(part => part.Sum(Square)))),
    ];

    private static Candidate<Func<Tensor<float>, float>> Raw(string name, string remark, Func<Tensor<float>, float> norm) =>
        new(name, remark, () => norm);

    private static Candidate<Func<Tensor<float>, float>> Stateful(string name, string remark, Func<Func<Tensor<float>, float>> make) =>
        new(name, remark, make);

    /// <summary>Makes a candidate that gets matrices only.</summary>
    private static Candidate<Func<Tensor<float>, float>> Code(string name, string remark, Func<Tensor<float>, float> norm) =>
        Raw(name, remark, m => m.Rank == 2 ? norm(m) : throw new ArgumentException(Tensor.Format(m.Shape), nameof(m)));

    /// <summary>Makes a candidate that gets the elements.</summary>
    private static Candidate<Func<Tensor<float>, float>> Of(string name, string remark, Func<float[], float> norm) =>
        Code(name, remark, m => norm(m.AsSpan().ToArray()));

    /// <summary>Makes a candidate that gets the norms of the rows.</summary>
    private static Candidate<Func<Tensor<float>, float>> Rows(string name, string remark, Func<float[], float> norm) =>
        Code(name, remark, m => norm([.. Enumerable.Range(0, m.Shape[0]).Select(i => Root(m.Row(i).ToArray().Sum(Square)))]));

    private static float Norm(Tensor<float> m) =>
        m.Rank == 2 ? Root(m.AsSpan().ToArray().Sum(Square)) : throw new ArgumentException(Tensor.Format(m.Shape), nameof(m));

    private static float Root(double sum) => (float)Math.Sqrt(sum);

    private static double Square(float x) => (double)x * x;

    private static IEnumerable<(int I, int J)> Loop(int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                yield return (i, j);
    }

    private static float Pairwise(ReadOnlySpan<float> x) => x.Length switch
    {
        0 => 0,
        1 => x[0] * x[0],
        var n => Pairwise(x[..(n / 2)]) + Pairwise(x[(n / 2)..]),
    };

    private static float Spectral(Tensor<float> m)
    {
        Tensor<float> gram = MatmulCandidates.Product(m.Transpose(), m), v = Tensor.Zeros<float>(m.Shape[1], 1).Map(_ => 1f);
        float eigenvalue = 0;
        for (int step = 0; step < 20; step++)
        {
            v = MatmulCandidates.Product(gram, v);
            eigenvalue = Norm(v);
            if (eigenvalue == 0)
                break;
            v = v.Map(x => x / eigenvalue);
        }
        return MathF.Sqrt(eigenvalue);
    }
}
