using System.Runtime.CompilerServices;

namespace Katas;

/// <summary>
/// The register tile, which BLIS calls the micro-kernel: TRows x TVectors vectors of C stay in registers while k runs, and
/// C[r, v] += A[r, k] * B[k, v]. One text for every width and size: what the type arguments leave out of the largest tile, 6 x 4, the JIT
/// leaves out of the machine code, because they are constants to it.
/// </summary>
/// <remarks>
/// TLeft is what a step of k takes from a row of A. A float goes to all lanes and meets a row of B: the lanes run along the columns of C.
/// Two floats, of the size of a double, meet two rows of B: even and odd k have sums of their own, as one vector a row makes too few to
/// keep the processor busy. A whole TVector meets a vector of a column of B: the lanes run along k, and are added up in the end.
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
        nint lda = grid.Lda, ldc = grid.Ldc, step = (nint)grid.Ldb * Floats;
        nint last = AlongK ? step - W : InPairs ? grid.Ldb : grid.Columns - W, alone = InPairs ? 0 : last;
        nint rest = grid.Depth % Floats, end = grid.Depth - rest;
        TVector lanes = TOps.First(AlongK ? W : grid.Columns), restLanes = AlongK ? TOps.First((int)rest) : lanes;   // masks
        bool add = grid.Add;
        for (int panel = 0; panel < grid.Panels; panel++, b += grid.Stride, c += grid.Columns)
        {
            float* a0 = a, ck = c;
            for (int tile = 0; tile < tiles; tile++, a0 += TRows.Value * lda, ck += TRows.Value * ldc)
            {
                float* a1 = a0 + lda, a2 = a0 + 2 * lda, a3 = a0 + 3 * lda, a4 = a0 + 4 * lda, a5 = a0 + 5 * lda, bk = b;
                Row c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
                for (nint k = 0; k < end; k += Floats, bk += step)
                {
                    Row right = new(bk, last, lanes);
                    c0.MultiplyAdd(a0, k, right);
                    if (TRows.Value > 1) c1.MultiplyAdd(a1, k, right);
                    if (TRows.Value > 2) c2.MultiplyAdd(a2, k, right);
                    if (TRows.Value > 3) c3.MultiplyAdd(a3, k, right);
                    if (TRows.Value > 4) c4.MultiplyAdd(a4, k, right);
                    if (TRows.Value > 5) c5.MultiplyAdd(a5, k, right);
                }
                if (Floats > 1 && rest > 0)
                {
                    Row right = new(bk, alone, restLanes);
                    c0.MultiplyAdd(Rest(a0 + end, restLanes), right);
                    if (TRows.Value > 1) c1.MultiplyAdd(Rest(a1 + end, restLanes), right);
                    if (TRows.Value > 2) c2.MultiplyAdd(Rest(a2 + end, restLanes), right);
                    if (TRows.Value > 3) c3.MultiplyAdd(Rest(a3 + end, restLanes), right);
                    if (TRows.Value > 4) c4.MultiplyAdd(Rest(a4 + end, restLanes), right);
                    if (TRows.Value > 5) c5.MultiplyAdd(Rest(a5 + end, restLanes), right);
                }
                if (add)
                {
                    TVector one = TOps.Broadcast(1);
                    c0.MultiplyAdd(one, new(ck, alone, lanes));
                    if (TRows.Value > 1) c1.MultiplyAdd(one, new(ck + ldc, alone, lanes));
                    if (TRows.Value > 2) c2.MultiplyAdd(one, new(ck + 2 * ldc, alone, lanes));
                    if (TRows.Value > 3) c3.MultiplyAdd(one, new(ck + 3 * ldc, alone, lanes));
                    if (TRows.Value > 4) c4.MultiplyAdd(one, new(ck + 4 * ldc, alone, lanes));
                    if (TRows.Value > 5) c5.MultiplyAdd(one, new(ck + 5 * ldc, alone, lanes));
                }
                c0.Store(ck, last, lanes);
                if (TRows.Value > 1) c1.Store(ck + ldc, last, lanes);
                if (TRows.Value > 2) c2.Store(ck + 2 * ldc, last, lanes);
                if (TRows.Value > 3) c3.Store(ck + 3 * ldc, last, lanes);
                if (TRows.Value > 4) c4.Store(ck + 4 * ldc, last, lanes);
                if (TRows.Value > 5) c5.Store(ck + 5 * ldc, last, lanes);
            }
        }
    }

    private static int W => sizeof(TVector) / sizeof(float);

    /// <summary>Gets the floats that a step takes from a row of A.</summary>
    private static int Floats { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => sizeof(TLeft) / sizeof(float); }

    private static bool AlongK { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Floats > 2; }

    private static bool InPairs { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Floats == 2; }

    /// <summary>Loads what is left of a row of A when fewer floats are left than a step takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Rest(float* a, TVector lanes) => AlongK ? TOps.Load(a, lanes) : TOps.Broadcast(*a);

    /// <summary>
    /// A row of C or B, or in pairs, two rows of B: the second lies where otherwise the last vector of the row does. No conditional
    /// expression is stored in a field here: the JIT would keep the row in memory.
    /// </summary>
    private struct Row
    {
        private TVector v0, v1, v2, v3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Row(float* x, nint last, TVector lanes)
        {
            TVector* v = (TVector*)x;
            if (TVectors.Value > 1) v0 = v[0];
            if (TVectors.Value > 2) v1 = v[1];
            if (TVectors.Value > 3) v2 = v[2];
            if (InPairs) v0 = TOps.Load(x + last, lanes);
            if (TVectors.Value == 1) v3 = TOps.Load(x, lanes);
            else v3 = *(TVector*)(x + last);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(float* a, nint k, in Row b)
        {
            TVector x = AlongK ? *(TVector*)(a + k) : TOps.Broadcast(a[k]);
            MultiplyAdd(x, b);
            if (InPairs) v0 = TOps.MultiplyAdd(TOps.Broadcast(a[k + 1]), b.v0, v0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(TVector x, in Row b)
        {
            if (TVectors.Value > 1) v0 = TOps.MultiplyAdd(x, b.v0, v0);
            if (TVectors.Value > 2) v1 = TOps.MultiplyAdd(x, b.v1, v1);
            if (TVectors.Value > 3) v2 = TOps.MultiplyAdd(x, b.v2, v2);
            v3 = TOps.MultiplyAdd(x, b.v3, v3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* c, nint last, TVector lanes)
        {
            if (AlongK)
            {
                if (TVectors.Value > 1) c[0] = TOps.Sum(v0);
                if (TVectors.Value > 2) c[1] = TOps.Sum(v1);
                if (TVectors.Value > 3) c[2] = TOps.Sum(v2);
                c[TVectors.Value - 1] = TOps.Sum(v3);
                return;
            }
            if (InPairs) v3 = TOps.MultiplyAdd(TOps.Broadcast(1), v0, v3);
            TVector* v = (TVector*)c;
            if (TVectors.Value > 1) v[0] = v0;
            if (TVectors.Value > 2) v[1] = v1;
            if (TVectors.Value > 3) v[2] = v2;
            if (TVectors.Value == 1) TOps.Store(c, lanes, v3);
            else *(TVector*)(c + last) = v3;
        }
    }
}

/// <summary>Tells where the rows and panels that meet in a grid of tiles lie, in floats. A tile never sees more.</summary>
/// <param name="Lda">From a row of A to the next.</param>
/// <param name="Ldb">From a row of B to the next; with the lanes along k, the columns.</param>
/// <param name="Ldc">From a row of C to the next.</param>
/// <param name="Depth">Floats in a row of A, as many as B has rows.</param>
/// <param name="Columns">
/// Columns of a panel of B, and of C. The last vector of a row of B and C ends there, so that a row need not be whole vectors long: it may
/// overlap the vector before, and what both hold is computed twice, with the same bits. The only vector of a row is masked.
/// </param>
/// <param name="Panels">Panels of B, side by side.</param>
/// <param name="Stride">From a panel of B to the next.</param>
/// <param name="Add">Whether the product is added to what C holds.</param>
internal readonly record struct Grid(int Lda, int Ldb, int Ldc, int Depth, int Columns, int Panels = 1, int Stride = 0, bool Add = false);

/// <summary>A number as a type, so that it is a constant to the JIT.</summary>
internal interface ICount { public static abstract int Value { get; } }
internal readonly struct One : ICount { public static int Value => 1; }
internal readonly struct Two : ICount { public static int Value => 2; }
internal readonly struct Three : ICount { public static int Value => 3; }
internal readonly struct Four : ICount { public static int Value => 4; }
internal readonly struct Five : ICount { public static int Value => 5; }
internal readonly struct Six : ICount { public static int Value => 6; }
