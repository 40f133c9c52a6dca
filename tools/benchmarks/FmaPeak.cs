using System.Runtime.Intrinsics;

namespace Katas.Benchmarks;

/// <summary>
/// Measures what one core can do at most: fused multiply-adds on its widest vectors, from register to register. Twelve at a time, because each
/// takes some four cycles and a core begins two or three in every cycle.
/// </summary>
internal static class FmaPeak
{
    public const string Name = "as many multiply-adds in registers";

    private const int Chains = 12;
    private static float sink;

    /// <summary>Measures the peak of one core, in floating-point operations a second: the best of all rounds, as a peak is nothing average.</summary>
    public static double Measure()
    {
        const double flop = 4e7;
        return flop / Race.Rounds(Prepare(flop)).Take(50).Min(seconds => seconds[0]);
    }

    /// <summary>Returns an action that does so many floating-point operations, and nothing else.</summary>
    public static Action Prepare(double flop)
    {
        return Vector512.IsHardwareAccelerated ? () => Run<Vector512<float>, Lanes512>(Steps(Vector512<float>.Count))
            : Vector256.IsHardwareAccelerated ? () => Run<Vector256<float>, Lanes256>(Steps(Vector256<float>.Count))
            : () => Run<Vector128<float>, Lanes128>(Steps(Vector128<float>.Count));

        int Steps(int lanes) => (int)(flop / (2 * Chains * lanes));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TLanes>(int steps) where TVector : unmanaged where TLanes : ILanes<TVector>
    {
        TVector x = TLanes.Broadcast(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int step = 0; step < steps; step++)
        {
            a = TLanes.MultiplyAdd(a, x, x);
            b = TLanes.MultiplyAdd(b, x, x);
            c = TLanes.MultiplyAdd(c, x, x);
            d = TLanes.MultiplyAdd(d, x, x);
            e = TLanes.MultiplyAdd(e, x, x);
            f = TLanes.MultiplyAdd(f, x, x);
            g = TLanes.MultiplyAdd(g, x, x);
            h = TLanes.MultiplyAdd(h, x, x);
            i = TLanes.MultiplyAdd(i, x, x);
            j = TLanes.MultiplyAdd(j, x, x);
            k = TLanes.MultiplyAdd(k, x, x);
            l = TLanes.MultiplyAdd(l, x, x);
        }
        TVector sum = TLanes.Add(TLanes.Add(TLanes.Add(a, b), TLanes.Add(c, d)), TLanes.Add(TLanes.Add(e, f), TLanes.Add(g, h)));
        sink = TLanes.Sum(TLanes.Add(sum, TLanes.Add(TLanes.Add(i, j), TLanes.Add(k, l))));   // used, so that the JIT keeps it; no references, so that it keeps it in registers
    }
}
