using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Katas;

/// <summary>
/// Measures what one core can do at most: fused multiply-adds on its widest vectors, from register to register. Twelve at a time, because
/// each takes some four cycles and a core begins two or three in every cycle.
/// </summary>
public static class FmaPeak
{
    /// <summary>What tables call it.</summary>
    public const string Name = "as many multiply-adds in registers";

    private const int Chains = 12;
    private static float sink;

    /// <summary>The operations that it needs on vectors of one width.</summary>
    private interface IOps<TVector>
    {
        public static abstract TVector Create(float x);

        public static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

        public static abstract float Sum(TVector x);
    }

    /// <summary>Measures the peak of one core, in floating-point operations a second: the best of all rounds.</summary>
    public static double Measure()
    {
        const double flop = 4e7;
        return flop / Race.Rounds(Prepare(flop)).Take(50).Min(seconds => seconds[0]);
    }

    /// <summary>Returns an action that does so many floating-point operations, and nothing else.</summary>
    public static Action Prepare(double flop)
    {
        return Vector512.IsHardwareAccelerated ? () => Run<Vector512<float>, Ops512>(Steps(Vector512<float>.Count))
            : Vector256.IsHardwareAccelerated ? () => Run<Vector256<float>, Ops256>(Steps(Vector256<float>.Count))
            : () => Run<Vector128<float>, Ops128>(Steps(Vector128<float>.Count));

        int Steps(int lanes) => (int)(flop / (2 * Chains * lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TOps>(int steps) where TVector : struct where TOps : IOps<TVector>
    {
        TVector x = TOps.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int step = 0; step < steps; step++)
        {
            a = TOps.MultiplyAdd(a, x, x);
            b = TOps.MultiplyAdd(b, x, x);
            c = TOps.MultiplyAdd(c, x, x);
            d = TOps.MultiplyAdd(d, x, x);
            e = TOps.MultiplyAdd(e, x, x);
            f = TOps.MultiplyAdd(f, x, x);
            g = TOps.MultiplyAdd(g, x, x);
            h = TOps.MultiplyAdd(h, x, x);
            i = TOps.MultiplyAdd(i, x, x);
            j = TOps.MultiplyAdd(j, x, x);
            k = TOps.MultiplyAdd(k, x, x);
            l = TOps.MultiplyAdd(l, x, x);
        }
        // used, so that the JIT does not drop them
        sink = TOps.Sum(a) + TOps.Sum(b) + TOps.Sum(c) + TOps.Sum(d) + TOps.Sum(e) + TOps.Sum(f)
            + TOps.Sum(g) + TOps.Sum(h) + TOps.Sum(i) + TOps.Sum(j) + TOps.Sum(k) + TOps.Sum(l);
    }

    private readonly struct Ops512 : IOps<Vector512<float>>
    {
        public static Vector512<float> Create(float x) => Vector512.Create(x);

        public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z) =>
            Vector512.MultiplyAddEstimate(x, y, z);

        public static float Sum(Vector512<float> x) => Vector512.Sum(x);
    }

    private readonly struct Ops256 : IOps<Vector256<float>>
    {
        public static Vector256<float> Create(float x) => Vector256.Create(x);

        public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z) =>
            Vector256.MultiplyAddEstimate(x, y, z);

        public static float Sum(Vector256<float> x) => Vector256.Sum(x);
    }

    private readonly struct Ops128 : IOps<Vector128<float>>
    {
        public static Vector128<float> Create(float x) => Vector128.Create(x);

        public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> z) =>
            Vector128.MultiplyAddEstimate(x, y, z);

        public static float Sum(Vector128<float> x) => Vector128.Sum(x);
    }
}
