using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Float16 = System.Runtime.Intrinsics.Vector512<float>;
using Float4 = System.Runtime.Intrinsics.Vector128<float>;
using Float8 = System.Runtime.Intrinsics.Vector256<float>;

namespace Katas;

/// <summary>
/// What the kernel needs of a vector of floats. One implementation for each width that processors have, one for those without.
/// </summary>
internal unsafe interface IVectorOps<TVector> where TVector : unmanaged
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

    public static abstract float Sum(TVector x);

    /// <summary>Adds every n-th float of a vector, from the j-th on, to a sum; a lane without one gets zero.</summary>
    public static abstract TVector Pick(TVector sum, TVector x, int n, int j);

    /// <summary>Sets all bits of the first lanes, and none of the others.</summary>
    public static abstract TVector First(int count);

    /// <summary>Loads the lanes whose bits are set, and zeros for the others, whose memory is not touched. It must be pinned.</summary>
    public static abstract TVector Load(float* x, TVector mask);

    /// <summary>Stores the lanes whose bits are set. The memory, which must be pinned, is not touched elsewhere.</summary>
    public static abstract void Store(float* x, TVector mask, TVector y);
}

/// <summary>AVX-512.</summary>
internal readonly unsafe struct Vector512Ops : IVectorOps<Float16>
{
    public static int Vectors => 4;
    public static Float16 Broadcast(float x) => Vector512.Create(x);
    public static Float16 MultiplyAdd(Float16 x, Float16 y, Float16 sum) => Vector512.MultiplyAddEstimate(x, y, sum);
    public static float Sum(Float16 x) => Vector256Ops.Sum(x.GetLower() + x.GetUpper());
    public static Float16 Pick(Float16 sum, Float16 x, int n, int j) => sum + Vector512.Shuffle(x, Vector512.CreateSequence(j, n));
    public static Float16 First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
    public static Float16 Load(float* x, Float16 mask) => Avx512F.MaskLoad(x, mask, default);
    public static void Store(float* x, Float16 mask, Float16 y) => Avx512F.MaskStore(x, mask, y);
}

/// <summary>AVX2.</summary>
internal readonly unsafe struct Vector256Ops : IVectorOps<Float8>
{
    public static int Vectors => 2;
    public static Float8 Broadcast(float x) => Vector256.Create(x);
    public static Float8 MultiplyAdd(Float8 x, Float8 y, Float8 sum) => Vector256.MultiplyAddEstimate(x, y, sum);
    public static float Sum(Float8 x) => Vector128.Sum(x.GetLower() + x.GetUpper());
    public static Float8 Pick(Float8 sum, Float8 x, int n, int j) => sum + Vector256.Shuffle(x, Vector256.CreateSequence(j, n));
    public static Float8 First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
    public static Float8 Load(float* x, Float8 mask) => Avx.MaskLoad(x, mask);
    public static void Store(float* x, Float8 mask, Float8 y) => Avx.MaskStore(x, mask, y);
}

/// <summary>NEON, and x64 without AVX2.</summary>
internal readonly unsafe struct Vector128Ops : IVectorOps<Float4>
{
    public static int Vectors => AdvSimd.IsSupported ? 4 : 2;
    public static Float4 Broadcast(float x) => Vector128.Create(x);
    public static Float4 MultiplyAdd(Float4 x, Float4 y, Float4 sum) => Vector128.MultiplyAddEstimate(x, y, sum);
    public static float Sum(Float4 x) => Vector128.Sum(x);
    public static Float4 Pick(Float4 sum, Float4 x, int n, int j) => sum + Vector128.Shuffle(x, Vector128.CreateSequence(j, n));
    public static Float4 First(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Load(float* x, Float4 mask) => Avx.IsSupported ? Avx.MaskLoad(x, mask)
        : mask[3] != 0 ? *(Float4*)x : Vector128.Create(x[0], mask[1] != 0 ? x[1] : 0, mask[2] != 0 ? x[2] : 0, 0);
    public static void Store(float* x, Float4 mask, Float4 y)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(x, mask, y);
        else
            *(Float4*)x = y;   // all lanes, as fewer than 4 columns go without vectors
    }
}

/// <summary>No vectors.</summary>
internal readonly unsafe struct ScalarOps : IVectorOps<float>
{
    public static int Vectors => 2;
    public static float Broadcast(float x) => x;
    public static float MultiplyAdd(float x, float y, float sum) => float.MultiplyAddEstimate(x, y, sum);
    public static float Sum(float x) => x;
    public static float Pick(float sum, float x, int n, int j) => j == 0 ? sum + x : sum;
    public static float First(int count) => default;
    public static float Load(float* x, float mask) => *x;
    public static void Store(float* x, float mask, float y) => *x = y;
}
