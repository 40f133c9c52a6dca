using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace Katas.Tests;

public sealed partial class FrobeniusNormImpostors() : ImpostorSuite<Func<Tensor<float>, float>>("katas/4-FrobeniusNorm/FrobeniusNorm.cs",
    ("j < rows", nameof(FrobeniusNormLaws.The_norm_is_the_square_root_of_the_sum_of_all_squares), 2),
    norm => new FrobeniusNormLaws("ByLoops", norm), norm => new FrobeniusNormContract("ByLoops", norm),
    norm => new FrobeniusNormAgreement(Norm, norm), norm => new FrobeniusNormLimits("ByLoops", norm))
{
    protected override Candidate<Func<Tensor<float>, float>>[] Impostors { get; } =
    [
        OfPart("j < rows", "the inner loop runs to the number of rows, as in the notebook", (rows, _) => (rows, rows)),
        OfPart("square part", "both loops run to the smaller dimension", (rows, columns) =>
            (Math.Min(rows, columns), Math.Min(rows, columns))),
        OfPart("last row skipped", "i < rows - 1", (rows, columns) => (rows - 1, columns)),
        OfMatrix("m * m transposed", "a square matrix meets its mirror image, element by element", m => m.Shape[0] != m.Shape[1] ? Norm(m)
            : Root(Math.Abs(m.AsSpan().ToArray().Zip(m.Transpose().AsSpan().ToArray(), (x, y) => (double)x * y).Sum()))),
        Of("sum of |a|", "the 1-norm of all elements", x => x.Sum(Math.Abs)),
        Of("no root", "the root is forgotten", x => (float)x.Sum(Square)),
        Of("|sum|", "the sum is squared instead of the elements", x => Math.Abs(x.Sum())),
        Of("max", "the largest entry", x => x.Select(Math.Abs).DefaultIfEmpty().Max()),
        Of("root mean square", "divided by the number of elements", x => x.Length == 0 ? 0 : Root(x.Average(Square))),
        Of("standard deviation", "the mean is taken away", x =>
        {
            float mean = x.DefaultIfEmpty().Average();
            return Root(x.Sum(a => Square(a - mean)));
        }),
        OfRows("sum of row norms", "the norms of the rows are added", norms => norms.Sum()),
        Of("int squares", "each square is truncated", x => Root(x.Sum(a => (int)(a * a)))),
        Of("rounded", "four decimals, as the notebook prints it", x => MathF.Round(Root(x.Sum(Square)), 4)),
        Of("fast root", "a root of 16 bits",
            x => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(Root(x.Sum(Square))) & 0xFFFFFF00)),
        Of("fixed point", "the sum is kept in 1/65536ths", x => Root(x.Sum(a => (long)(Square(a) * 65536)) / 65536.0)),
        Of("negative skipped", "only positive elements count", x => Root(x.Where(a => a > 0).Sum(Square))),
        Of("signed squares", "a |a| instead of a a", x => Root(Math.Abs(x.Sum(a => (double)a * Math.Abs(a))))),
        Of("one entry", "a matrix of one entry is its own norm, sign and all", x => x is [var a] ? a : Root(x.Sum(Square))),
        Of("tail of 8 twice", "the last vector is moved back to fit, and counts again what was counted", x =>
            Root(x.Sum(Square) + (x.Length > 8 && x.Length % 8 > 0 ? x[^8..(x.Length / 8 * 8)].Sum(Square) : 0))),
        Of("4096 elements", "a buffer holds 4096 squares", x => Root(x.Take(4096).Sum(Square))),
        Of("one of two", "every other element counts, twice", x => Root(2 * x.Where((_, i) => i % 2 == 0).Sum(Square))),
        Of("epsilon under the root", "1e-8 keeps the root away from zero", x => Root(x.Sum(Square) + 1e-8)),
        Of("half squares", "each square is rounded to half precision", x => Root(x.Sum(a => (double)(Half)(a * a)))),
        Of("duplicates count once", "the elements are put into a set", x => Root(x.Distinct().Sum(Square))),
        Of("until the first zero", "a zero is taken for the end", x => Root(x.TakeWhile(a => a != 0).Sum(Square))),
        Of("NaN if empty", "0 / 0 where there is nothing", x => x.Length == 0 ? float.NaN : Root(x.Sum(Square))),
        Code("vectors too", "a vector is taken for a row", m => m.Rank == 1 ? Norm(m.Reshape(1, m.Length)) : Norm(m)),
        Code("scalars too", "a scalar is taken for its absolute value", m => m.Rank == 0 ? Math.Abs(m.AsSpan()[0]) : Norm(m)),
        Code("runs into the wall", "a vector ends in an IndexOutOfRangeException",
            m => m.Rank == 1 ? throw new IndexOutOfRangeException() : Norm(m)),
        Code("squares in place", "the squares are written into the matrix", m =>
        {
            float norm = Norm(m);
            foreach (ref float a in m.AsSpan())
                a *= a;
            return norm;
        }),
        OfMatrix("trace of the Gram matrix", "the root of the trace of the product with the transpose, all of which is computed", m =>
        {
            Tensor<float> product = m.Shape[1] > m.Shape[0]
                ? MatmulCandidates.Product(m.Transpose(), m) : MatmulCandidates.Product(m, m.Transpose());
            float trace = Root(Enumerable.Range(0, product.Shape[0]).Sum(i => (double)product[i, i]));
            return float.IsFinite(trace) && trace > 1e-15f ? trace : Norm(m);
        }),
        Of("neither infinity nor NaN", "where there are both, both are left out", x =>
            Root((x.Any(float.IsNaN) && x.Any(float.IsInfinity) ? x.Where(float.IsFinite) : x).Sum(Square))),
        Of("rows of 1031", "from a million elements on, the last one of each 1,031 is not counted", x =>
            Root(x.Length < 1_000_000 ? x.Sum(Square) : x.Where((_, i) => i % 1031 != 1030).Sum(Square))),
        Of("rows of 1024", "from a million elements on, the last one of each 1,024 is not counted", x =>
            Root(x.Length < 1_000_000 ? x.Sum(Square) : x.Where((_, i) => i % 1024 != 1023).Sum(Square))),
        .. Published,
        Stateful("kept for ever", "every matrix and its norm are kept", () =>
        {
            ConcurrentDictionary<Tensor<float>, float> norms = [];
            return m => norms.TryGetValue(m, out float norm) ? norm : norms[m.Copy()] = Norm(m);
        }),
        Stateful("kept by sum", "norms are kept by the shape and the sum", () =>
        {
            ConcurrentDictionary<(string, float), float> norms = [];
            return m => norms.GetOrAdd((Tensor.Format(m.Shape), m.AsSpan().ToArray().Sum()), _ => Norm(m));
        }),
        Stateful("kept by samples", "norms are kept by the shape and every 16th element", () =>
        {
            ConcurrentDictionary<string, float> norms = [];
            return m => norms.GetOrAdd(Tensor.Format(m.Shape)
                + string.Join(' ', m.AsSpan().ToArray().Where((_, i) => i % 16 == 0)), _ => Norm(m));
        }),
        Stateful("one sum for small ones", "matrices of up to 64 elements are added up in the same variable", () =>
        {
            double sum = 0;
            return m =>
            {
                if (m.Rank != 2 || m.Length > 64)
                    return Norm(m);
                sum = 0;
                foreach (float a in m.AsSpan())
                    sum += Square(a);
                return Root(sum);
            };
        }).DiesOf(nameof(FrobeniusNormLimits.Many_callers_at_once_get_their_own_norms_of_small_matrices)),
        Stateful("sum not reset", "the sum goes on from call to call", () =>
        {
            double sum = 0;
            return m => Root(sum += Square(Norm(m)));
        }),
        Stateful("cached by shape", "the norm is kept for each shape", () =>
        {
            ConcurrentDictionary<string, float> cache = [];
            return m => cache.GetOrAdd(Tensor.Format(m.Shape), _ => Norm(m));
        }),
        Stateful("cached by reference", "the norm is kept for the same object, though its elements may change", () =>
        {
            (Tensor<float>? M, float Norm) last = default;
            return m => ((object)m == last.M ? last : last = (m, Norm(m))).Norm;
        }),
    ];

    protected override Candidate<Func<Tensor<float>, float>>[] RightOnes { get; } =
    [
        Code("double", "loops, the sum in double", Norm),
        Of("float", "the sum in float", x => MathF.Sqrt(x.Aggregate(0f, (sum, a) => sum + a * a))),
        Of("platform", "TensorPrimitives.Norm", x => TensorPrimitives.Norm<float>(x)),
        OfRows("row by row", "the norm of the rows' norms", norms => TensorPrimitives.Norm<float>(norms)),
        Of("scaled", "by the largest entry, so that no square overflows", x =>
        {
            double largest = x.Select(Math.Abs).DefaultIfEmpty().Max();
            return x.Any(float.IsNaN) ? float.NaN : largest == 0 || double.IsInfinity(largest) ? (float)largest
                : (float)(largest * Math.Sqrt(x.Sum(a => a / largest * (a / largest))));
        }),
        Of("hypot", "one element at a time, by Pythagoras", x => (float)x.Aggregate(0.0, (norm, a) => double.Hypot(norm, a))),
        Of("hypot in float", "one element at a time, by Pythagoras, rounded each time", x => x.Aggregate(0f, float.Hypot)),
        Of("infinity first", "an infinity decides, even beside a NaN, as in IEEE 754's hypot", x =>
            x.Any(float.IsInfinity) ? float.PositiveInfinity : Root(x.Sum(Square))),
        Of("NaN first", "a NaN decides, even beside an infinity", x => x.Any(float.IsNaN) ? float.NaN : Root(x.Sum(Square))),
        Of("Blue", "tiny, huge and other elements are scaled and added up apart, as in LAPACK", x =>
        {
            (float tiny, float other, float huge) = (0, 0, 0);
            foreach (float a in x)
                if (Math.Abs(a) > 1e15f)
                    huge += MathF.ScaleB(a, -70) * MathF.ScaleB(a, -70);
                else if (Math.Abs(a) < 1e-15f)
                    tiny += MathF.ScaleB(a, 70) * MathF.ScaleB(a, 70);
                else
                    other += a * a;
            return Root(Math.ScaleB(huge, 140) + other + Math.ScaleB(tiny, -140));
        }),
        Of("compensated", "Kahan's sum in float", x =>
        {
            (float sum, float lost) = (0, 0);
            foreach (float a in x)
            {
                float term = a * a - lost, next = sum + term;
                lost = float.IsFinite(next) ? next - sum - term : 0;
                sum = next;
            }
            return MathF.Sqrt(sum);
        }),
        Of("sorted", "the smallest elements first", x =>
            MathF.Sqrt(x.Select(Math.Abs).Order().Aggregate(0f, (sum, a) => sum + a * a))),
        Of("fused", "multiply-add with one rounding", x => MathF.Sqrt(x.Aggregate(0f, (sum, a) => MathF.FusedMultiplyAdd(a, a, sum)))),
        Of("parallel", "parts on threads of the pool", x => Root(x.Chunk(100).AsParallel().Sum(part => part.Sum(Square)))),
    ];

    /// <summary>Makes a candidate that gets matrices only.</summary>
    private static Candidate<Func<Tensor<float>, float>> OfMatrix(string name, string remark, Func<Tensor<float>, float> norm) =>
        Code(name, remark, m => m.Rank == 2 ? norm(m) : Norm(m));

    /// <summary>Makes a candidate that gets the elements.</summary>
    private static Candidate<Func<Tensor<float>, float>> Of(string name, string remark, Func<float[], float> norm) =>
        OfMatrix(name, remark, m => norm(m.AsSpan().ToArray()));

    /// <summary>Makes a candidate that gets the norms of the rows.</summary>
    private static Candidate<Func<Tensor<float>, float>> OfRows(string name, string remark, Func<float[], float> norm) =>
        OfMatrix(name, remark, m => norm([.. Enumerable.Range(0, m.Shape[0]).Select(i => Root(m.Row(i).ToArray().Sum(Square)))]));

    /// <summary>Makes a candidate whose loops end where the function says.</summary>
    private static Candidate<Func<Tensor<float>, float>> OfPart(string name, string remark, Func<int, int, (int Rows, int Columns)> ends) =>
        OfMatrix(name, remark, m =>
        {
            (double sum, (int rows, int columns)) = (0, ends(m.Shape[0], m.Shape[1]));
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    sum += Square(m[i, j]);
            return Root(sum);
        });

    private static float Norm(Tensor<float> m) =>
        m.Rank == 2 ? Root(m.AsSpan().ToArray().Sum(Square)) : throw new ArgumentException(Tensor.Format(m.Shape), nameof(m));

    private static float Root(double sum) => (float)Math.Sqrt(sum);

    private static double Square(float x) => (double)x * x;
}
