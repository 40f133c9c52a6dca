using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Katas.Tests;

/// <summary>
/// The kernel's operations with loads and stores of single lanes, so that its wide vectors are tested on processors without them too.
/// </summary>
internal readonly unsafe struct WithoutMasks<TVector, TOps> : IVectorOps<TVector>
    where TVector : unmanaged where TOps : IVectorOps<TVector>
{
    public static int Vectors => TOps.Vectors;
    public static TVector Broadcast(float x) => TOps.Broadcast(x);
    public static TVector MultiplyAdd(TVector x, TVector y, TVector sum) => TOps.MultiplyAdd(x, y, sum);
    public static float Sum(TVector x) => TOps.Sum(x);
    public static TVector Pick(TVector sum, TVector x, int n, int j) => TOps.Pick(sum, x, n, j);
    public static TVector First(int count) => TOps.First(count);

    public static TVector Load(float* x, TVector mask)
    {
        TVector y = default;
        for (int lane = 0; lane < sizeof(TVector) / sizeof(float); lane++)
            if (((int*)&mask)[lane] != 0)
                ((float*)&y)[lane] = x[lane];
        return y;
    }

    public static void Store(float* x, TVector mask, TVector y)
    {
        for (int lane = 0; lane < sizeof(TVector) / sizeof(float); lane++)
            if (((int*)&mask)[lane] != 0)
                x[lane] = ((float*)&y)[lane];
    }
}

internal static class WithoutMasks
{
    /// <summary>Multiplies as <see cref="Gemm"/> does, also with vectors that are wider than the processor's.</summary>
    public static void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads, int widest)
    {
        int m = c.Shape[0], k = b.Shape[0], n = c.Shape[1];
        (Tensor<float> left, Tensor<float> right) = (a, b);
        if (k == 1 && n == 1)   // as Gemm does
            (left, right, m, n) = (b, a, n, m);
        bool alongK = Blocking.LanesRunAlongK(m, k, n, widest);
        switch (Blocking.Width(n, alongK, widest))
        {
            case 16 when !Avx512F.IsSupported:
                Gemm<Vector512<float>, WithoutMasks<Vector512<float>, Vector512Ops>>.Multiply(left, right, c, m, k, n, threads, alongK);
                break;
            case 8 when !Avx.IsSupported:
                Gemm<Vector256<float>, WithoutMasks<Vector256<float>, Vector256Ops>>.Multiply(left, right, c, m, k, n, threads, alongK);
                break;
            default:
                Gemm.Multiply(a, b, c, threads, widest);
                break;
        }
    }
}
