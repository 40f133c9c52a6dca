using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Floats16 = System.Runtime.Intrinsics.Vector512<float>;
using Floats4 = System.Runtime.Intrinsics.Vector128<float>;
using Floats8 = System.Runtime.Intrinsics.Vector256<float>;

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
internal readonly unsafe struct Vector512Ops : IVectorOps<Floats16>
{
    public static int Vectors => 4;
    public static Floats16 Broadcast(float x) => Vector512.Create(x);
    public static Floats16 MultiplyAdd(Floats16 x, Floats16 y, Floats16 sum) => Vector512.MultiplyAddEstimate(x, y, sum);
    public static float Sum(Floats16 x) => Vector256Ops.Sum(x.GetLower() + x.GetUpper());
    public static Floats16 Pick(Floats16 sum, Floats16 x, int n, int j) => sum + Vector512.Shuffle(x, Vector512.CreateSequence(j, n));
    public static Floats16 First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();
    public static Floats16 Load(float* x, Floats16 mask) => Avx512F.MaskLoad(x, mask, default);
    public static void Store(float* x, Floats16 mask, Floats16 y) => Avx512F.MaskStore(x, mask, y);
}

/// <summary>AVX2.</summary>
internal readonly unsafe struct Vector256Ops : IVectorOps<Floats8>
{
    public static int Vectors => 2;
    public static Floats8 Broadcast(float x) => Vector256.Create(x);
    public static Floats8 MultiplyAdd(Floats8 x, Floats8 y, Floats8 sum) => Vector256.MultiplyAddEstimate(x, y, sum);
    public static float Sum(Floats8 x) => Vector128.Sum(x.GetLower() + x.GetUpper());
    public static Floats8 Pick(Floats8 sum, Floats8 x, int n, int j) => sum + Vector256.Shuffle(x, Vector256.CreateSequence(j, n));
    public static Floats8 First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
    public static Floats8 Load(float* x, Floats8 mask) => Avx.MaskLoad(x, mask);
    public static void Store(float* x, Floats8 mask, Floats8 y) => Avx.MaskStore(x, mask, y);
}

/// <summary>NEON, and x64 without AVX2.</summary>
internal readonly unsafe struct Vector128Ops : IVectorOps<Floats4>
{
    public static int Vectors => AdvSimd.IsSupported ? 4 : 2;
    public static Floats4 Broadcast(float x) => Vector128.Create(x);
    public static Floats4 MultiplyAdd(Floats4 x, Floats4 y, Floats4 sum) => Vector128.MultiplyAddEstimate(x, y, sum);
    public static float Sum(Floats4 x) => Vector128.Sum(x);
    public static Floats4 Pick(Floats4 sum, Floats4 x, int n, int j) => sum + Vector128.Shuffle(x, Vector128.CreateSequence(j, n));
    public static Floats4 First(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Load(float* x, Floats4 mask) => Avx.IsSupported ? Avx.MaskLoad(x, mask)
        : mask[3] != 0 ? *(Floats4*)x : Vector128.Create(mask[0] != 0 ? x[0] : 0, mask[1] != 0 ? x[1] : 0, mask[2] != 0 ? x[2] : 0, 0);
    public static void Store(float* x, Floats4 mask, Floats4 y)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(x, mask, y);
        else if (mask[3] != 0)   // set bits are NaN, which differs from zero
            *(Floats4*)x = y;
        else
            for (int lane = 0; mask[lane] != 0; lane++)
                x[lane] = y[lane];
    }
}

/// <summary>No vectors.</summary>
internal readonly unsafe struct ScalarOps : IVectorOps<float>
{
    public static int Vectors => 2;
    public static float Broadcast(float x) => x;
    public static float MultiplyAdd(float x, float y, float sum) => float.MultiplyAddEstimate(x, y, sum);
    public static float Sum(float x) => x;
    public static float Pick(float sum, float x, int n, int j) => throw new NotSupportedException("No lanes run along k.");
    public static float First(int count) => default;
    public static float Load(float* x, float mask) => *x;
    public static void Store(float* x, float mask, float y) => *x = y;
}
