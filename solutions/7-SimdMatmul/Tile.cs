using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas;

/// <summary>
/// The register tile: TRows x TVectors vectors of C stay in registers while k runs, C[r, v] += A[r, k] * B[k, v].
/// One text for every width and size: what the type arguments leave out of the largest tile, 6 x 4, the JIT leaves out of
/// the machine code, because they are constants to it.
/// </summary>
/// <remarks>
/// TLeft is what a step takes from a row of A. A float goes to all lanes and meets a row of B: lanes run along the columns
/// of C. A whole TVector meets a vector of a column of B: lanes run along k, and the caller adds them up in the end.
/// The JIT inlines so much in one method and no more. After a change, DOTNET_JitDisasm=Multiply must show neither a call nor a store of a
/// vector in the loop: one call left over makes the tile four times slower.
/// </remarks>
internal static class Tile<TVector, TLanes, TLeft, TRows, TVectors>
    where TVector : unmanaged where TLanes : ILanes<TVector> where TLeft : unmanaged where TRows : ICount where TVectors : ICount
{
    /// <summary>
    /// Multiplies A, of shape (TRows, depth), by B, and stores the product in C or adds it to what is there. Row k of B begins at b[k * ldb];
    /// rows of A and C lie lda and ldc floats apart.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]   // the best code from the first tile on, whatever the callers' profiles say
    public static void Multiply(ReadOnlySpan<float> a, int lda, int depth, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool add)
    {
        ReadOnlySpan<TLeft> a0 = A(0, a, lda, depth), a1 = A(1, a, lda, depth), a2 = A(2, a, lda, depth);
        ReadOnlySpan<TLeft> a3 = A(3, a, lda, depth), a4 = A(4, a, lda, depth), a5 = A(5, a, lda, depth);
        int width = TVectors.Value * (Unsafe.SizeOf<TVector>() / sizeof(float));
        Row c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        for (int k = 0; k < a0.Length; k++)
        {
            Row bk = new(b.Slice(k * ldb, width));
            c0.MultiplyAdd(a0[k], bk);
            if (TRows.Value > 1) c1.MultiplyAdd(a1[k], bk);
            if (TRows.Value > 2) c2.MultiplyAdd(a2[k], bk);
            if (TRows.Value > 3) c3.MultiplyAdd(a3[k], bk);
            if (TRows.Value > 4) c4.MultiplyAdd(a4[k], bk);
            if (TRows.Value > 5) c5.MultiplyAdd(a5[k], bk);
        }
        c0.Store(c[..width], add);
        if (TRows.Value > 1) c1.Store(c.Slice(1 * ldc, width), add);
        if (TRows.Value > 2) c2.Store(c.Slice(2 * ldc, width), add);
        if (TRows.Value > 3) c3.Store(c.Slice(3 * ldc, width), add);
        if (TRows.Value > 4) c4.Store(c.Slice(4 * ldc, width), add);
        if (TRows.Value > 5) c5.Store(c.Slice(5 * ldc, width), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<TLeft> A(int row, ReadOnlySpan<float> a, int lda, int depth) =>
        row < TRows.Value ? MemoryMarshal.Cast<float, TLeft>(a.Slice(row * lda, depth)) : default;

    private struct Row
    {
        private TVector v0, v1, v2, v3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Row(ReadOnlySpan<float> from)
        {
            ReadOnlySpan<TVector> row = MemoryMarshal.Cast<float, TVector>(from);
            v0 = row[0];
            if (TVectors.Value > 1) v1 = row[1];
            if (TVectors.Value > 2) v2 = row[2];
            if (TVectors.Value > 3) v3 = row[3];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(TLeft a, in Row b)
        {
            TVector x = typeof(TLeft) == typeof(TVector) ? Unsafe.BitCast<TLeft, TVector>(a) : TLanes.Broadcast(Unsafe.BitCast<TLeft, float>(a));
            v0 = TLanes.MultiplyAdd(x, b.v0, v0);
            if (TVectors.Value > 1) v1 = TLanes.MultiplyAdd(x, b.v1, v1);
            if (TVectors.Value > 2) v2 = TLanes.MultiplyAdd(x, b.v2, v2);
            if (TVectors.Value > 3) v3 = TLanes.MultiplyAdd(x, b.v3, v3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Span<float> to, bool add)
        {
            Span<TVector> row = MemoryMarshal.Cast<float, TVector>(to);
            if (add)
            {
                v0 = TLanes.Add(row[0], v0);
                if (TVectors.Value > 1) v1 = TLanes.Add(row[1], v1);
                if (TVectors.Value > 2) v2 = TLanes.Add(row[2], v2);
                if (TVectors.Value > 3) v3 = TLanes.Add(row[3], v3);
            }
            row[0] = v0;
            if (TVectors.Value > 1) row[1] = v1;
            if (TVectors.Value > 2) row[2] = v2;
            if (TVectors.Value > 3) row[3] = v3;
        }
    }
}

/// <summary>A number as a type, so that it is a constant to the JIT.</summary>
internal interface ICount { public static abstract int Value { get; } }
internal readonly struct One : ICount { public static int Value => 1; }
internal readonly struct Two : ICount { public static int Value => 2; }
internal readonly struct Three : ICount { public static int Value => 3; }
internal readonly struct Four : ICount { public static int Value => 4; }
internal readonly struct Five : ICount { public static int Value => 5; }
internal readonly struct Six : ICount { public static int Value => 6; }
