using System.Runtime.CompilerServices;

namespace Katas;

/// <summary>
/// The register tile, which BLIS calls the micro-kernel: TRows x TVectors vectors of C stay in registers while k runs, and
/// C[r, v] += A[r, k] * B[k, v]. One text for every width and size: what the type arguments leave out of the largest tile, 6 x 4, the JIT
/// leaves out of the machine code, because they are constants to it.
/// </summary>
/// <remarks>
/// TLeft is what a step takes from a row of A. A float goes to all lanes and meets a row of B: lanes run along the columns
/// of C. A whole TVector meets a vector of a column of B: lanes run along k, and are added up in the end.
/// Nothing is checked here: <see cref="Gemm{TVector, TOps}"/> does that once for a whole grid. A loop with checks was 9 to 30 % slower on
/// large squares and vectors of 256 bits. After a change, DOTNET_JitDisasm=Multiply must show neither a call nor a store of a
/// vector in the loop: one call left over makes the tile four times slower.
/// </remarks>
internal static unsafe class Tile<TVector, TOps, TLeft, TRows, TVectors>
    where TVector : unmanaged where TOps : IVectorOps<TVector> where TLeft : unmanaged where TRows : ICount where TVectors : ICount
{
    /// <summary>
    /// Multiplies rows of A by panels of B, tile after tile down each panel. One call does them all: for k of 1 to 12, a call takes longer
    /// than a tile.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]   // the best code from the first tile on
    public static void Multiply(int tiles, float* a, float* b, float* c, in Grid grid)
    {
        nint lda = grid.Lda, ldb = grid.Ldb, ldc = grid.Ldc, last = grid.Columns - W;
        nint whole = (AlongK ? grid.Depth - 1 : grid.Depth) * (nint)sizeof(TLeft);
        TVector some = TOps.First(grid.Some);
        bool add = grid.Add;
        for (int panel = 0; panel < grid.Panels; panel++, b += grid.Stride, c += grid.Columns)
        {
            float* row = a, ck = c;
            for (int tile = 0; tile < tiles; tile++, row += TRows.Value * lda, ck += TRows.Value * ldc)
            {
                float* bk = b;
                TLeft* a0 = (TLeft*)row, a1 = (TLeft*)(row + lda), a2 = (TLeft*)(row + 2 * lda);
                TLeft* a3 = (TLeft*)(row + 3 * lda), a4 = (TLeft*)(row + 4 * lda), a5 = (TLeft*)(row + 5 * lda);
                Row c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
                if (add)
                {
                    c0 = new(ck, last, some);
                    if (TRows.Value > 1) c1 = new(ck + ldc, last, some);
                    if (TRows.Value > 2) c2 = new(ck + 2 * ldc, last, some);
                    if (TRows.Value > 3) c3 = new(ck + 3 * ldc, last, some);
                    if (TRows.Value > 4) c4 = new(ck + 4 * ldc, last, some);
                    if (TRows.Value > 5) c5 = new(ck + 5 * ldc, last, some);
                }
                nint k = 0;
                for (; InPairs && k < whole - sizeof(TLeft); k += 2 * sizeof(TLeft), bk += 2 * ldb)
                {
                    Row even = new(bk, last, some), odd = new(bk + ldb, last, some);
                    c0.MultiplyAddPair(a0, k, even, odd);
                    if (TRows.Value > 1) c1.MultiplyAddPair(a1, k, even, odd);
                    if (TRows.Value > 2) c2.MultiplyAddPair(a2, k, even, odd);
                    if (TRows.Value > 3) c3.MultiplyAddPair(a3, k, even, odd);
                    if (TRows.Value > 4) c4.MultiplyAddPair(a4, k, even, odd);
                    if (TRows.Value > 5) c5.MultiplyAddPair(a5, k, even, odd);
                }
                for (; k < whole; k += sizeof(TLeft), bk += ldb)
                {
                    Row right = new(bk, last, some);
                    c0.MultiplyAdd(At(a0, k), right);
                    if (TRows.Value > 1) c1.MultiplyAdd(At(a1, k), right);
                    if (TRows.Value > 2) c2.MultiplyAdd(At(a2, k), right);
                    if (TRows.Value > 3) c3.MultiplyAdd(At(a3, k), right);
                    if (TRows.Value > 4) c4.MultiplyAdd(At(a4, k), right);
                    if (TRows.Value > 5) c5.MultiplyAdd(At(a5, k), right);
                }
                if (AlongK)
                {
                    Row right = new(bk, last, some);
                    c0.MultiplyAdd(End(a0, k, some), right);
                    if (TRows.Value > 1) c1.MultiplyAdd(End(a1, k, some), right);
                    if (TRows.Value > 2) c2.MultiplyAdd(End(a2, k, some), right);
                    if (TRows.Value > 3) c3.MultiplyAdd(End(a3, k, some), right);
                    if (TRows.Value > 4) c4.MultiplyAdd(End(a4, k, some), right);
                    if (TRows.Value > 5) c5.MultiplyAdd(End(a5, k, some), right);
                }
                c0.Store(ck, last, some);
                if (TRows.Value > 1) c1.Store(ck + ldc, last, some);
                if (TRows.Value > 2) c2.Store(ck + 2 * ldc, last, some);
                if (TRows.Value > 3) c3.Store(ck + 3 * ldc, last, some);
                if (TRows.Value > 4) c4.Store(ck + 4 * ldc, last, some);
                if (TRows.Value > 5) c5.Store(ck + 5 * ldc, last, some);
            }
        }
    }

    private static int W => sizeof(TVector) / sizeof(float);

    private static bool AlongK
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(TLeft) > sizeof(float);
    }

    /// <summary>Tells whether a row of C is one vector, which may be masked.</summary>
    private static bool Masked
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !AlongK && TVectors.Value == 1;
    }

    /// <summary>Tells whether even and odd k have sums of their own: one vector a row makes too few to keep the processor busy.</summary>
    private static bool InPairs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Masked && typeof(TVectors) == typeof(OneInPairs);
    }

    /// <summary>Loads what a step takes from a row of A. k counts bytes, so that the processor adds it to the row as it loads.</summary>
    private static TLeft At(TLeft* row, nint k) => *(TLeft*)((byte*)row + k);

    /// <summary>Loads the last vector of a row of A, with zeros behind the row.</summary>
    private static TLeft End(TLeft* row, nint k, TVector some) =>
        Unsafe.BitCast<TVector, TLeft>(TOps.Load((float*)((byte*)row + k), some));

    /// <summary>A row of C or B. No conditional expression is stored in a field here: the JIT would keep the row in memory.</summary>
    private struct Row
    {
        private TVector v0, v1, v2, v3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Row(float* x, nint last, TVector some)
        {
            TVector* v = (TVector*)x;
            if (TVectors.Value > 1) v0 = v[0];
            if (TVectors.Value > 2) v1 = v[1];
            if (TVectors.Value > 3) v2 = v[2];
            if (Masked) v3 = TOps.Load(x, some);
            else v3 = *(TVector*)(x + last);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(TLeft a, in Row b)
        {
            TVector x = typeof(TLeft) == typeof(TVector)   // tested here, for the JIT to broadcast from memory
                ? Unsafe.BitCast<TLeft, TVector>(a) : TOps.Broadcast(Unsafe.BitCast<TLeft, float>(a));
            if (TVectors.Value > 1) v0 = TOps.MultiplyAdd(x, b.v0, v0);
            if (TVectors.Value > 2) v1 = TOps.MultiplyAdd(x, b.v1, v1);
            if (TVectors.Value > 3) v2 = TOps.MultiplyAdd(x, b.v2, v2);
            v3 = TOps.MultiplyAdd(x, b.v3, v3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAddPair(TLeft* a, nint k, in Row even, in Row odd)
        {
            MultiplyAdd(At(a, k), even);
            v0 = TOps.MultiplyAdd(TOps.Broadcast(Unsafe.BitCast<TLeft, float>(At(a, k + sizeof(TLeft)))), odd.v3, v0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* c, nint last, TVector some)
        {
            if (AlongK)
            {
                if (TVectors.Value > 1) c[0] = TOps.Sum(v0);
                if (TVectors.Value > 2) c[1] = TOps.Sum(v1);
                if (TVectors.Value > 3) c[2] = TOps.Sum(v2);
                c[TVectors.Value - 1] = TOps.Sum(v3);
                return;
            }
            if (InPairs)
                v3 = TOps.Add(v3, v0);
            TVector* v = (TVector*)c;
            if (TVectors.Value > 1) v[0] = v0;
            if (TVectors.Value > 2) v[1] = v1;
            if (TVectors.Value > 3) v[2] = v2;
            if (Masked) TOps.Store(c, some, v3);
            else *(TVector*)(c + last) = v3;
        }
    }
}

/// <summary>Tells where the rows and panels that meet in a grid of tiles lie, in floats. A tile never sees more.</summary>
/// <param name="Lda">From a row of A to the next.</param>
/// <param name="Ldb">From a row of B to the next.</param>
/// <param name="Ldc">From a row of C to the next.</param>
/// <param name="Depth">Steps of k: rows of B, or vectors in a column.</param>
/// <param name="Columns">
/// Floats in a row of a panel of B. The last vector of a row of B and C ends there, so that a row need not be whole vectors long: it may
/// overlap the vector before, and what both hold is computed twice, with the same bits. The only vector of a row is masked.
/// </param>
/// <param name="Some">The lanes in use of the only vector in a row of B and C, or, with lanes along k, of the last in a row of A.</param>
/// <param name="Panels">Panels of B, side by side.</param>
/// <param name="Stride">From a panel of B to the next.</param>
/// <param name="Add">Whether the product is added to what C holds.</param>
internal readonly record struct Grid(
    int Lda, int Ldb, int Ldc, int Depth, int Columns, int Some = 0, int Panels = 1, int Stride = 0, bool Add = false);

/// <summary>A number as a type, so that it is a constant to the JIT.</summary>
internal interface ICount { public static abstract int Value { get; } }
internal readonly struct One : ICount { public static int Value => 1; }
internal readonly struct OneInPairs : ICount { public static int Value => 1; }
internal readonly struct Two : ICount { public static int Value => 2; }
internal readonly struct Three : ICount { public static int Value => 3; }
internal readonly struct Four : ICount { public static int Value => 4; }
internal readonly struct Five : ICount { public static int Value => 5; }
internal readonly struct Six : ICount { public static int Value => 6; }
