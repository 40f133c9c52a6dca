using System.Runtime.Intrinsics;

namespace Katas.Benchmarks;

/// <summary>
/// Measures what one core can do at most: fused multiply-adds on its widest vectors, from register to register. Twelve at a time, because
/// each takes some four cycles and a core begins two or three in every cycle.
/// </summary>
internal static class FmaPeak
{
    public const string Name = "as many multiply-adds in registers";

    private const int Chains = 12;
    private static float sink;

    /// <summary>Measures the peak of one core, in floating-point operations a second: the best of all rounds.</summary>
    public static double Measure()
    {
        const double flop = 4e7;
        return flop / Race.Rounds(Prepare(flop)).Take(50).Min(seconds => seconds[0]);
    }

    /// <summary>Returns an action that does so many floating-point operations, and nothing else.</summary>
    public static Action Prepare(double flop)
    {
        return Vector512.IsHardwareAccelerated ? () => Run<Vector512<float>, Vector512Ops>(Steps(Vector512<float>.Count))
            : Vector256.IsHardwareAccelerated ? () => Run<Vector256<float>, Vector256Ops>(Steps(Vector256<float>.Count))
            : () => Run<Vector128<float>, Vector128Ops>(Steps(Vector128<float>.Count));

        int Steps(int lanes) => (int)(flop / (2 * Chains * lanes));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TOps>(int steps) where TVector : unmanaged where TOps : IVectorOps<TVector>
    {
        TVector x = TOps.Broadcast(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
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
        TVector sum = TOps.Add(TOps.Add(TOps.Add(a, b), TOps.Add(c, d)), TOps.Add(TOps.Add(e, f), TOps.Add(g, h)));
        sink = TOps.Sum(TOps.Add(sum, TOps.Add(TOps.Add(i, j), TOps.Add(k, l))));   // used, so that the JIT does not drop it
    }
}
