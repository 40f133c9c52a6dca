using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

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

    /// <summary>Sets all bits of the last lanes, and none of the others.</summary>
    public static abstract TVector LastLanes(int count);

    public static abstract TVector And(TVector x, TVector y);
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
    public static Vector512<float> LastLanes(int count) =>
        Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(Vector512<int>.Count - count)).AsSingle();
    public static Vector512<float> And(Vector512<float> x, Vector512<float> y) => x & y;
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
    public static Vector256<float> LastLanes(int count) =>
        Vector256.GreaterThanOrEqual(Vector256<int>.Indices, Vector256.Create(Vector256<int>.Count - count)).AsSingle();
    public static Vector256<float> And(Vector256<float> x, Vector256<float> y) => x & y;
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
    public static Vector128<float> LastLanes(int count) =>
        Vector128.GreaterThanOrEqual(Vector128<int>.Indices, Vector128.Create(Vector128<int>.Count - count)).AsSingle();
    public static Vector128<float> And(Vector128<float> x, Vector128<float> y) => x & y;
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
    public static float LastLanes(int count) => default;
    public static float And(float x, float y) => x;
}
