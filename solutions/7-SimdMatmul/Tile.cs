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
internal static class Tile<TVector, TOps, TLeft, TRows, TVectors>
    where TVector : unmanaged where TOps : IVectorOps<TVector> where TLeft : unmanaged where TRows : ICount where TVectors : ICount
{
    /// <summary>
    /// Multiplies rows of A by panels of B, tile after tile down each panel. One call does them all: for k of 1 to 12, a call for each tile
    /// made the product take twice as long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]   // the best code from the first tile on
    public static void Multiply(int tiles, ref float a, ref float b, ref float c, in Grid grid)
    {
        nint lda = grid.Lda, ldb = grid.Ldb, ldc = grid.Ldc, last = grid.Columns - W;
        nint whole = AlongK ? grid.Depth - 1 : grid.Depth;
        TVector some = TOps.First(grid.Some);
        bool add = grid.Add;
        for (nint panel = 0; panel < grid.Panels; panel++)
        {
            ref float row = ref a, ck = ref Unsafe.Add(ref c, panel * grid.Columns);
            for (int tile = 0; tile < tiles; tile++)
            {
                ref float bk = ref Unsafe.Add(ref b, panel * grid.Stride);
                ref TLeft a0 = ref Unsafe.As<float, TLeft>(ref row);
                ref TLeft a1 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref row, lda));
                ref TLeft a2 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref row, 2 * lda));
                ref TLeft a3 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref row, 3 * lda));
                ref TLeft a4 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref row, 4 * lda));
                ref TLeft a5 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref row, 5 * lda));
                Row c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
                nint k = 0;
                for (; InPairs && k < whole - 1; k += 2)
                {
                    Row right = new(ref bk, last, some, ldb);
                    c0.MultiplyAddPair(ref Unsafe.Add(ref a0, k), right);
                    if (TRows.Value > 1) c1.MultiplyAddPair(ref Unsafe.Add(ref a1, k), right);
                    if (TRows.Value > 2) c2.MultiplyAddPair(ref Unsafe.Add(ref a2, k), right);
                    if (TRows.Value > 3) c3.MultiplyAddPair(ref Unsafe.Add(ref a3, k), right);
                    if (TRows.Value > 4) c4.MultiplyAddPair(ref Unsafe.Add(ref a4, k), right);
                    if (TRows.Value > 5) c5.MultiplyAddPair(ref Unsafe.Add(ref a5, k), right);
                    bk = ref Unsafe.Add(ref bk, 2 * ldb);
                }
                for (; k < whole; k++)
                {
                    Row right = new(ref bk, last, some);
                    c0.MultiplyAdd(Unsafe.Add(ref a0, k), right);
                    if (TRows.Value > 1) c1.MultiplyAdd(Unsafe.Add(ref a1, k), right);
                    if (TRows.Value > 2) c2.MultiplyAdd(Unsafe.Add(ref a2, k), right);
                    if (TRows.Value > 3) c3.MultiplyAdd(Unsafe.Add(ref a3, k), right);
                    if (TRows.Value > 4) c4.MultiplyAdd(Unsafe.Add(ref a4, k), right);
                    if (TRows.Value > 5) c5.MultiplyAdd(Unsafe.Add(ref a5, k), right);
                    bk = ref Unsafe.Add(ref bk, ldb);
                }
                if (AlongK)
                {
                    Row right = new(ref bk, last, some);
                    c0.MultiplyAdd(End(ref Unsafe.Add(ref a0, k), some), right);
                    if (TRows.Value > 1) c1.MultiplyAdd(End(ref Unsafe.Add(ref a1, k), some), right);
                    if (TRows.Value > 2) c2.MultiplyAdd(End(ref Unsafe.Add(ref a2, k), some), right);
                    if (TRows.Value > 3) c3.MultiplyAdd(End(ref Unsafe.Add(ref a3, k), some), right);
                    if (TRows.Value > 4) c4.MultiplyAdd(End(ref Unsafe.Add(ref a4, k), some), right);
                    if (TRows.Value > 5) c5.MultiplyAdd(End(ref Unsafe.Add(ref a5, k), some), right);
                }
                c0.Store(ref ck, last, some, add);
                if (TRows.Value > 1) c1.Store(ref Unsafe.Add(ref ck, ldc), last, some, add);
                if (TRows.Value > 2) c2.Store(ref Unsafe.Add(ref ck, 2 * ldc), last, some, add);
                if (TRows.Value > 3) c3.Store(ref Unsafe.Add(ref ck, 3 * ldc), last, some, add);
                if (TRows.Value > 4) c4.Store(ref Unsafe.Add(ref ck, 4 * ldc), last, some, add);
                if (TRows.Value > 5) c5.Store(ref Unsafe.Add(ref ck, 5 * ldc), last, some, add);
                row = ref Unsafe.Add(ref row, TRows.Value * lda);
                ck = ref Unsafe.Add(ref ck, TRows.Value * ldc);
            }
        }
    }

    private static int W => Unsafe.SizeOf<TVector>() / sizeof(float);

    private static bool AlongK
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<TLeft>() > sizeof(float);
    }

    /// <summary>
    /// Tells whether a row of C is one vector, which may be masked, and even and odd k have sums of their own: there would be too few to
    /// keep the processor busy.
    /// </summary>
    private static bool InPairs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.SizeOf<TLeft>() == sizeof(float) && TVectors.Value == 1;
    }

    /// <summary>Loads the last vector of a row of A, with zeros behind the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLeft End(ref TLeft a, TVector some) =>
        Unsafe.BitCast<TVector, TLeft>(TOps.Load(ref Unsafe.As<TLeft, float>(ref a), some));

    /// <summary>A row of C or B. No conditional expression is stored in a field here: the JIT would keep the row in memory.</summary>
    private struct Row
    {
        private TVector v0, v1, v2, v3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Row(ref float x, nint last, TVector some, nint next = 0)
        {
            if (TVectors.Value > 1) v0 = At(ref x, 0);
            if (TVectors.Value > 2) v1 = At(ref x, 1);
            if (TVectors.Value > 3) v2 = At(ref x, 2);
            if (InPairs && next > 0) v0 = TOps.Load(ref Unsafe.Add(ref x, next), some);
            if (InPairs) v3 = TOps.Load(ref x, some);
            else v3 = At(ref Unsafe.Add(ref x, last), 0);
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
        public void MultiplyAddPair(ref TLeft a, in Row b)
        {
            MultiplyAdd(a, b);
            v0 = TOps.MultiplyAdd(TOps.Broadcast(Unsafe.BitCast<TLeft, float>(Unsafe.Add(ref a, 1))), b.v0, v0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(ref float c, nint last, TVector some, bool add)
        {
            if (AlongK)
            {
                if (TVectors.Value > 1) c = TOps.Sum(v0);
                if (TVectors.Value > 2) Unsafe.Add(ref c, 1) = TOps.Sum(v1);
                if (TVectors.Value > 3) Unsafe.Add(ref c, 2) = TOps.Sum(v2);
                Unsafe.Add(ref c, TVectors.Value - 1) = TOps.Sum(v3);
                return;
            }
            if (InPairs)
                v3 = TOps.Add(v3, v0);
            if (add)
            {
                Row old = new(ref c, last, some);
                if (TVectors.Value > 1) v0 = TOps.Add(old.v0, v0);
                if (TVectors.Value > 2) v1 = TOps.Add(old.v1, v1);
                if (TVectors.Value > 3) v2 = TOps.Add(old.v2, v2);
                v3 = TOps.Add(old.v3, v3);
            }
            if (TVectors.Value > 1) At(ref c, 0) = v0;
            if (TVectors.Value > 2) At(ref c, 1) = v1;
            if (TVectors.Value > 3) At(ref c, 2) = v2;
            if (InPairs)
                TOps.Store(ref c, some, v3);
            else
                At(ref Unsafe.Add(ref c, last), 0) = v3;
        }

        private static ref TVector At(ref float row, int vector) => ref Unsafe.Add(ref Unsafe.As<float, TVector>(ref row), vector);
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
    int Lda, int Ldb, int Ldc, int Depth, int Columns, int Some, int Panels = 1, int Stride = 0, bool Add = false);

/// <summary>A number as a type, so that it is a constant to the JIT.</summary>
internal interface ICount { public static abstract int Value { get; } }
internal readonly struct One : ICount { public static int Value => 1; }
internal readonly struct Two : ICount { public static int Value => 2; }
internal readonly struct Three : ICount { public static int Value => 3; }
internal readonly struct Four : ICount { public static int Value => 4; }
internal readonly struct Five : ICount { public static int Value => 5; }
internal readonly struct Six : ICount { public static int Value => 6; }
