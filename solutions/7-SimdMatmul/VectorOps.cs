using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Katas;

/// <summary>
/// What the kernel needs of a vector of floats. One implementation for each width that processors have, one for those without.
/// </summary>
internal interface IVectorOps<TVector> where TVector : unmanaged
{
    /// <summary>
    /// Vectors in a row of the tile. Six rows of 4 sums, 4 vectors of B and one of A make 29 of 32 registers; with 2, 15 of 16.
    /// </summary>
    public static abstract int Vectors { get; }

    public static abstract TVector Broadcast(float x);

    /// <summary>
    /// x * y + sum, fused where the processor has that: FusedMultiplyAdd would emulate it elsewhere, a hundred times slower.
    /// </summary>
    public static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    public static abstract TVector Add(TVector x, TVector y);

    public static abstract float Sum(TVector x);

    /// <summary>Takes every n-th float of a vector from the j-th on; a lane without one gets zero.</summary>
    public static abstract TVector Pick(TVector x, int n, int j);

    /// <summary>Sets all bits of the first lanes, and none of the others.</summary>
    public static abstract TVector First(int count);

    /// <summary>Loads the lanes whose bits are set, and zeros for the others, whose memory is not touched. It must be pinned.</summary>
    public static abstract unsafe TVector Load(float* x, TVector mask);

    /// <summary>Stores the lanes whose bits are set. The memory, which must be pinned, is not touched elsewhere.</summary>
    public static abstract unsafe void Store(float* x, TVector mask, TVector y);
}

/// <summary>AVX-512.</summary>
internal readonly struct Vector512Ops : IVectorOps<Vector512<float>>
{
    public static int Vectors => 4;
    public static Vector512<float> Broadcast(float x) => Vector512.Create(x);
    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> sum) =>
        Vector512.MultiplyAddEstimate(x, y, sum);
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;
    public static float Sum(Vector512<float> x) => Vector256Ops.Sum(x.GetLower() + x.GetUpper());
    public static Vector512<float> Pick(Vector512<float> x, int n, int j) =>
        Vector512.Shuffle(x, Vector512<int>.Indices * n + Vector512.Create(j));
    public static Vector512<float> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
    public static unsafe Vector512<float> Load(float* x, Vector512<float> mask) =>
        Avx512F.IsSupported ? Avx512F.MaskLoad(x, mask, default) : Lanes.Load(x, mask);
    public static unsafe void Store(float* x, Vector512<float> mask, Vector512<float> y)
    {
        if (Avx512F.IsSupported)
            Avx512F.MaskStore(x, mask, y);
        else
            Lanes.Store(x, mask, y);
    }
}

/// <summary>AVX2.</summary>
internal readonly struct Vector256Ops : IVectorOps<Vector256<float>>
{
    public static int Vectors => 2;
    public static Vector256<float> Broadcast(float x) => Vector256.Create(x);
    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(x, y, sum);
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;
    public static float Sum(Vector256<float> x) => Vector128.Sum(x.GetLower() + x.GetUpper());
    public static Vector256<float> Pick(Vector256<float> x, int n, int j) =>
        Vector256.Shuffle(x, Vector256<int>.Indices * n + Vector256.Create(j));
    public static Vector256<float> First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
    public static unsafe Vector256<float> Load(float* x, Vector256<float> mask) =>
        Avx.IsSupported ? Avx.MaskLoad(x, mask) : Lanes.Load(x, mask);
    public static unsafe void Store(float* x, Vector256<float> mask, Vector256<float> y)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(x, mask, y);
        else
            Lanes.Store(x, mask, y);
    }
}

/// <summary>NEON, and x64 without AVX2.</summary>
internal readonly struct Vector128Ops : IVectorOps<Vector128<float>>
{
    public static int Vectors => AdvSimd.IsSupported ? 4 : 2;
    public static Vector128<float> Broadcast(float x) => Vector128.Create(x);
    public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> sum) =>
        Vector128.MultiplyAddEstimate(x, y, sum);
    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;
    public static float Sum(Vector128<float> x) => Vector128.Sum(x);
    public static Vector128<float> Pick(Vector128<float> x, int n, int j) =>
        Vector128.Shuffle(x, Vector128<int>.Indices * n + Vector128.Create(j));
    public static Vector128<float> First(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();
    public static unsafe Vector128<float> Load(float* x, Vector128<float> mask) =>
        Avx.IsSupported ? Avx.MaskLoad(x, mask) : Lanes.Load(x, mask);
    public static unsafe void Store(float* x, Vector128<float> mask, Vector128<float> y)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(x, mask, y);
        else
            Lanes.Store(x, mask, y);
    }
}

/// <summary>No vectors.</summary>
internal readonly struct ScalarOps : IVectorOps<float>
{
    public static int Vectors => 2;
    public static float Broadcast(float x) => x;
    public static float MultiplyAdd(float x, float y, float sum) => float.MultiplyAddEstimate(x, y, sum);
    public static float Add(float x, float y) => x + y;
    public static float Sum(float x) => x;
    public static float Pick(float x, int n, int j) => j == 0 ? x : 0;
    public static float First(int count) => default;
    public static unsafe float Load(float* x, float mask) => *x;
    public static unsafe void Store(float* x, float mask, float y) => *x = y;
}

/// <summary>Loads and stores some lanes of a vector where the processor has no instruction for it.</summary>
internal static unsafe class Lanes
{
    public static TVector Load<TVector>(float* x, TVector mask) where TVector : unmanaged
    {
        TVector y = default;
        for (int lane = 0; lane < sizeof(TVector) / sizeof(float); lane++)
            if (((int*)&mask)[lane] != 0)
                ((float*)&y)[lane] = x[lane];
        return y;
    }

    public static void Store<TVector>(float* x, TVector mask, TVector y) where TVector : unmanaged
    {
        for (int lane = 0; lane < sizeof(TVector) / sizeof(float); lane++)
            if (((int*)&mask)[lane] != 0)
                x[lane] = ((float*)&y)[lane];
    }
}
