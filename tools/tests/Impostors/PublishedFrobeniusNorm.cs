using System.Collections.Concurrent;

namespace Katas.Tests;

public sealed partial class FrobeniusNormImpostors
{
    /// <summary>Mistakes in norms that people published, or that follow from those: each is right for most inputs.</summary>
    internal static readonly Candidate<Func<Tensor<float>, float>>[] Published =
    [
        Of("two infinities", "from the second infinity on, their quotient is NaN", x => x.Count(float.IsInfinity) > 1 ? float.NaN
            : Root(x.Sum(Square))).From("gonum/blas#135"),
        Of("scaled by infinity", "elements are divided by the largest one, an infinity as well", x =>
        {
            double largest = x.Select(Math.Abs).DefaultIfEmpty().Max();
            return largest == 0 ? 0 : (float)(largest * Math.Sqrt(x.Sum(a => a / largest * (a / largest))));
        }).From("OpenMathLib/OpenBLAS#2998"),
        Of("largest is not NaN", "if the largest element is zero the norm is, but a NaN is larger than nothing", x =>
        {
            double largest = 0;
            foreach (float a in x)
                largest = Math.Abs(a) > largest ? Math.Abs(a) : largest;
            return largest == 0 ? 0 : Root(x.Sum(Square));
        }).From("JuliaLang/julia#12552"),
        Of("scaled by the first", "elements are divided by the first, which may be zero", x =>
            x.All(a => a == 0) ? 0 : (float)(Math.Abs((double)x[0]) * Math.Sqrt(x.Sum(a =>
                Square(a) / Square(x[0]))))).From("SciRuby/nmatrix#492"),
        Of("huge overflows to NaN", "beyond the root of the largest number, infinity is divided by infinity", x =>
            x.Any(a => float.IsFinite(a) && float.IsInfinity(a * a)) ? float.NaN : Root(x.Sum(Square))).From("numpy/numpy#19097"),
        Of("huge in a large matrix", "the same from 10,000 elements on", x =>
            x.Length >= 10_000 && x.Any(a => float.IsFinite(a) && float.IsInfinity(a * a)) ? float.NaN : Root(x.Sum(Square))),
        Of("NaN in a large matrix", "from 10,000 elements on the largest is looked for first, and a NaN is not larger", x =>
            Root(x.Where(a => x.Length < 10_000 || !float.IsNaN(a)).Sum(Square))),
        Code("large squares in place", "a large matrix is squared where it stands", m =>
        {
            float norm = Norm(m);
            if (m.Length >= 1 << 16)
                foreach (ref float a in m.AsSpan())
                    a *= a;
            return norm;
        }).DiesOf(nameof(FrobeniusNormLimits.A_large_matrix_is_not_modified_and_its_norm_is_not_kept)),
        Stateful("large ones by reference", "the norm of a large matrix is kept for the object", () =>
        {
            (Tensor<float>? M, float Norm) last = default;
            return m => m.Length < 1 << 16 ? Norm(m) : ((object)m == last.M ? last : last = (m, Norm(m))).Norm;
        }).DiesOf(nameof(FrobeniusNormLimits.A_large_matrix_is_not_modified_and_its_norm_is_not_kept)),
        Of("tiny is one", "below the root of the smallest number, elements count as if they were that", x =>
            Root(x.Sum(a => a != 0 && Math.Abs(a) < 1e-22f ? 1e-20 : Square(a)))).From("Reference-LAPACK/lapack#565"),
        Of("chunks twice", "from 32,768 elements on, chunks start with what is there already", x => x.Length <= 32_768
            ? Root(x.Sum(Square)) : Root(2 * x.Sum(Square))).From("pytorch/pytorch#15602"),
        Of("chunks rounded down", "from 100,000 elements on they are divided among 64 workers, and the rest is forgotten", x =>
            Root(x[..(x.Length < 100_000 ? x.Length : x.Length / 64 * 64)].Sum(Square))).From("Tencent/FeatherCNN#19"),
        Of("a million", "a buffer holds a million squares", x => Root(x.Take(1_000_000).Sum(Square))).From("ROCm/MIOpen#2314"),
        OfMatrix("4 by 4 unrolled", "the norm of 4 by 4 is written out, and one element is written twice", m =>
            Root(m.AsSpan().ToArray().Sum(Square) + (m.Shape is [4, 4] ? Square(m[1, 2]) - Square(m[1, 3])
                : 0))).From("toji/gl-matrix#376"),
        Stateful("order of arrival", "from 4,096 elements on, float sums of four parts are added as threads finish", () =>
        {
            int calls = 0;
            return m =>
            {
                float sum = 0, norm = Norm(m);
                int first = Interlocked.Increment(ref calls), size = m.Length / 4 + 1;
                for (int part = 0; part < 4 && m.Length >= 4096; part++)
                    sum += m.AsSpan().ToArray().Chunk(size).ElementAtOrDefault((first + part) % 4)?.Aggregate(0f, (s, a) => s + a * a) ?? 0;
                return m.Length >= 4096 && float.IsFinite(sum) && sum > 1e-20f ? MathF.Sqrt(sum) : norm;
            };
        }).From("bertiniteam/b2#378"),
        Stateful("one buffer of squares", "all callers write their squares into the same buffer", () =>
        {
            double[] buffer = [];
            return m =>
            {
                if (m.Rank != 2)
                    return Norm(m);
                if (buffer.Length < m.Length)
                    buffer = new double[m.Length];
                double[] squares = buffer;
                for (int i = 0; i < m.Length; i++)
                    squares[i] = Square(m.AsSpan()[i]);
                return Root(squares.Take(m.Length).Sum());
            };
        }).From("OpenMathLib/OpenBLAS#1755")
            .DiesOf(nameof(FrobeniusNormLimits.Two_callers_at_once_get_their_own_norms)),
        Stateful("kept by hash code", "norms are kept by the hash code, which looks at the first elements only", () =>
        {
            ConcurrentDictionary<int, float> norms = [];
            return m => norms.GetOrAdd(m.GetHashCode(), _ => Norm(m));
        }),
        Stateful("kept by length and ends", "norms are kept by the number of elements, the first and the last", () =>
        {
            ConcurrentDictionary<(int, float, float), float> norms = [];
            return m => m.Rank != 2 || m.Length == 0 ? Norm(m)
                : norms.GetOrAdd((m.Length, m.AsSpan()[0], m.AsSpan()[^1]), _ => Norm(m));
        }).From("timtoole02/Camelid#216"),
        Code("ranks from 4 on", "tensors of rank 4 and more are taken as well", m => m.Rank > 3 ? Root(m.AsSpan().ToArray().Sum(Square))
            : Norm(m)),
        Code("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", m =>
            m.Rank == 2 ? Norm(m) : throw AnyOperation.Exchanged(Tensor.Format(m.Shape), nameof(m))).From("CA2208"),
        Code("no parameter", "the refusal does not say which parameter is at fault", m =>
            m.Rank == 2 ? Norm(m) : throw new ArgumentException($"{Tensor.Format(m.Shape)} is no matrix")),
        Code("no shape", "the refusal does not show the shape", m => m.Rank == 2 ? Norm(m)
            : throw new ArgumentException("not a matrix", nameof(m))).From("tracel-ai/burn#4996"),
    ];
}
