using System.Runtime.CompilerServices;

namespace Katas;

/// <summary>
/// The register tile, which BLIS calls the micro-kernel: TRows x TVectors vectors of C stay in registers while k runs, and
/// C[r, v] += A[r, k] * B[k, v]. One text for every width and size: what the type arguments leave out of the largest tile, 6 x 4, the JIT
/// leaves out of the machine code, because they are constants to it.
/// </summary>
/// <remarks>
/// TLeft is what a step takes from a row of A. A float goes to all lanes and meets a row of B: lanes run along the columns
/// of C. A whole TVector meets a vector of a column of B: lanes run along k, and the caller adds them up in the end.
/// Nothing is checked here: <see cref="Gemm{TVector, TOps}"/> does that once for a whole tile. A loop with checks was 9 to 30 % slower on
/// large squares and vectors of 256 bits. After a change, DOTNET_JitDisasm=Multiply must show neither a call nor a store of a
/// vector in the loop: one call left over makes the tile four times slower.
/// </remarks>
internal static class Tile<TVector, TOps, TLeft, TRows, TVectors>
    where TVector : unmanaged where TOps : IVectorOps<TVector> where TLeft : unmanaged where TRows : ICount where TVectors : ICount
{
    /// <summary>
    /// Multiplies A, of depth steps, by B, and stores the product in C or adds it to what is there. Rows lie lda, ldb and ldc floats apart.
    /// The last vector of each row of B and C begins at an offset of its own, so that a row need not be whole vectors long: it may overlap
    /// the vector before, and what both hold is computed twice, with the same bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]   // the best code from the first tile on
    public static void Multiply(ref float a, nint lda, nint depth, ref float b, nint ldb, ref float c, nint ldc, nint last, bool add)
    {
        ref TLeft a0 = ref Unsafe.As<float, TLeft>(ref a);
        ref TLeft a1 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref a, lda));
        ref TLeft a2 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref a, 2 * lda));
        ref TLeft a3 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref a, 3 * lda));
        ref TLeft a4 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref a, 4 * lda));
        ref TLeft a5 = ref Unsafe.As<float, TLeft>(ref Unsafe.Add(ref a, 5 * lda));
        Row c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default;
        for (nint k = 0; k < depth; k++)
        {
            Row bk = new(ref b, last);
            c0.MultiplyAdd(Unsafe.Add(ref a0, k), bk);
            if (HasRow(1)) c1.MultiplyAdd(Unsafe.Add(ref a1, k), bk);
            if (HasRow(2)) c2.MultiplyAdd(Unsafe.Add(ref a2, k), bk);
            if (HasRow(3)) c3.MultiplyAdd(Unsafe.Add(ref a3, k), bk);
            if (HasRow(4)) c4.MultiplyAdd(Unsafe.Add(ref a4, k), bk);
            if (HasRow(5)) c5.MultiplyAdd(Unsafe.Add(ref a5, k), bk);
            b = ref Unsafe.Add(ref b, ldb);
        }
        c0.Store(ref c, last, add);
        if (HasRow(1)) c1.Store(ref Unsafe.Add(ref c, ldc), last, add);
        if (HasRow(2)) c2.Store(ref Unsafe.Add(ref c, 2 * ldc), last, add);
        if (HasRow(3)) c3.Store(ref Unsafe.Add(ref c, 3 * ldc), last, add);
        if (HasRow(4)) c4.Store(ref Unsafe.Add(ref c, 4 * ldc), last, add);
        if (HasRow(5)) c5.Store(ref Unsafe.Add(ref c, 5 * ldc), last, add);
    }

    /// <summary>Tells whether the tile has this row; the JIT keeps no check of it, nor of the next.</summary>
    private static bool HasRow(int row) => row < TRows.Value;

    /// <summary>Tells whether a row of the tile has this vector before its last.</summary>
    private static bool HasVector(int vector) => vector + 1 < TVectors.Value;

    private struct Row
    {
        private TVector v0, v1, v2, v3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Row(ref float b, nint last)
        {
            if (HasVector(0)) v0 = At(ref b, 0);
            if (HasVector(1)) v1 = At(ref b, 1);
            if (HasVector(2)) v2 = At(ref b, 2);
            v3 = Unsafe.As<float, TVector>(ref Unsafe.Add(ref b, last));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(TLeft a, in Row b)
        {
            TVector x = typeof(TLeft) == typeof(TVector)
                ? Unsafe.BitCast<TLeft, TVector>(a) : TOps.Broadcast(Unsafe.BitCast<TLeft, float>(a));
            if (HasVector(0)) v0 = TOps.MultiplyAdd(x, b.v0, v0);
            if (HasVector(1)) v1 = TOps.MultiplyAdd(x, b.v1, v1);
            if (HasVector(2)) v2 = TOps.MultiplyAdd(x, b.v2, v2);
            v3 = TOps.MultiplyAdd(x, b.v3, v3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(ref float c, nint last, bool add)
        {
            if (add)
            {
                Row old = new(ref c, last);
                if (HasVector(0)) v0 = TOps.Add(old.v0, v0);
                if (HasVector(1)) v1 = TOps.Add(old.v1, v1);
                if (HasVector(2)) v2 = TOps.Add(old.v2, v2);
                v3 = TOps.Add(old.v3, v3);
            }
            if (HasVector(0)) At(ref c, 0) = v0;
            if (HasVector(1)) At(ref c, 1) = v1;
            if (HasVector(2)) At(ref c, 2) = v2;
            Unsafe.As<float, TVector>(ref Unsafe.Add(ref c, last)) = v3;
        }

        private static ref TVector At(ref float row, int vector) => ref Unsafe.Add(ref Unsafe.As<float, TVector>(ref row), vector);
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
