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
}

/// <summary>AVX-512.</summary>
internal readonly struct Vector512Ops : IVectorOps<Vector512<float>>
{
    public static int Vectors => 4;
    public static Vector512<float> Broadcast(float x) => Vector512.Create(x);
    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> sum) =>
        Vector512.MultiplyAddEstimate(x, y, sum);
    public static Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;
    public static float Sum(Vector512<float> x) => Vector512.Sum(x);
}

/// <summary>AVX2.</summary>
internal readonly struct Vector256Ops : IVectorOps<Vector256<float>>
{
    public static int Vectors => 2;
    public static Vector256<float> Broadcast(float x) => Vector256.Create(x);
    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(x, y, sum);
    public static Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;
    public static float Sum(Vector256<float> x) => Vector256.Sum(x);
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
}

/// <summary>No vectors.</summary>
internal readonly struct ScalarOps : IVectorOps<float>
{
    public static int Vectors => 2;
    public static float Broadcast(float x) => x;
    public static float MultiplyAdd(float x, float y, float sum) => float.MultiplyAddEstimate(x, y, sum);
    public static float Add(float x, float y) => x + y;
    public static float Sum(float x) => x;
}
