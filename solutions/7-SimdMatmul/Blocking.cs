using System.Runtime.Intrinsics.X86;

namespace Katas;

/// <summary>
/// Decides how the product of A, (m, k), and B, (k, n), is computed: which way the lanes run, whether B is copied, and the pieces that are
/// small enough for a cache. Every choice gives the same product but for rounding; what each costs was measured. MR, KC, MC and NC are
/// the names of BLIS; a vector holds w floats.
/// </summary>
internal static class Blocking
{
    /// <summary>Rows of a tile; <see cref="IVectorOps{TVector}.Vectors"/> says why.</summary>
    public const int MR = 6;

    // Choices: each gives the same product, and no test repeats its constants.

    /// <summary>
    /// Decides whether the lanes run along k. Up to 4 columns fill no vector, and along k they are up to 5 times as fast, where there are
    /// rows enough to hide the copy of B. Where a row of B is shorter than the widest vector, it is up to twice, for rows long enough to
    /// hide the sums across lanes. With up to two vectors of columns it pays only where A, 16 MB or more, comes from memory: a step then
    /// asks for more of A in advance.
    /// </summary>
    public static bool LanesRunAlongK(int m, int k, int n, int w) => w > 1 && k >= w && n switch
    {
        <= 4 when n < w => m > 4 * n - 7 && (long)m * k >= 100 * n * n,
        _ when n < w => (long)m * (w - n) >= 16 * n * n && (long)k * (w - n) >= 8 * n * w,
        _ => n < 2 * w && m >= 128 && k >= 32 * w && (long)m * k >= 1 << 22,
    };

    /// <summary>
    /// Decides whether B is packed, which costs as much as some ten rows of A. It does not pay for up to 24 rows, nor for k of up to 12,
    /// where it takes up to half of the time, nor for up to 256 rows if B stays in the second-level cache (256 KB for 8 lanes, 512 KB for
    /// 16) and is not too broad: rows of a broad B push each other out. With AVX-512, squares of 256 are up to 12 % faster packed.
    /// </summary>
    public static bool PackingPays(int m, int k, int n, int w) => n >= w && m > 24 && k > 12
        && (m > 256 || n > 512 || (long)k * n >= w << 13 || (w == 16 && m > 96 && k >= 192 && n >= 256));

    /// <summary>
    /// Decides whether B is read where it is, in one block. Rows of B that are one vector long lie one after the other, as in a packed
    /// panel, so that k may be larger: in blocks, a few rows of A took up to 1.8 times as long.
    /// </summary>
    public static bool IsOneBlock(int m, int k, int n, int w) =>
        n < w || (k <= (n == w ? 1 << 13 : 1 << 9) && n <= 1024 && !PackingPays(m, k, n, w));

    /// <summary>
    /// Chooses the number of threads if nobody says how many: all from 32 million multiply-adds on, a few hundred microseconds, as waking
    /// others costs up to a hundred.
    /// </summary>
    public static int Threads(int m, int k, int n) => (long)m * k * n >= 1 << 25 ? Environment.ProcessorCount : 1;

    /// <summary>
    /// Chooses the rows of A that meet one panel after the other: all, if there is one panel, and else what a quarter of the second-level
    /// cache holds, or less, which was no slower. In a shallow block writing C is most of the work, and these rows of C stay in the
    /// first-level cache, or are few: rows of a broad C lie pages apart, and 12 at a time are 1.6 times as fast as 24.
    /// </summary>
    public static int MC(int rows, int depth, int width, int panel, int w) =>
        width <= panel || rows <= 2 * MR ? rows : MR * (depth < 128 ? Math.Max(2, (1 << 13) / width / MR) : w == 16 ? 11 : 4);

    /// <summary>
    /// Chooses the vectors in a row of the tile. A tile of one or two rows has registers left, and needs more sums to keep the processor
    /// busy.
    /// </summary>
    public static int Vectors(int m, int most) => m <= 2 ? 4 : most;

    /// <summary>
    /// Decides whether several panels go in one call of a tile: where each has little to do, a call takes as long as a tile.
    /// </summary>
    public static bool IsShallow(int rows, int depth) => depth < 128 || rows <= MR;

    /// <summary>
    /// Decides whether a tile one vector wide takes k in pairs. It does not pay for k below 4, where adding up two sums for each row takes
    /// longer than they save.
    /// </summary>
    public static bool PairsPay(int depth) => depth > 3;

    private static int Broadest(int m, int w) => (w == 16 ? 1 << 21 : 1 << 20) / Deepest(m, w);

    private static int Deepest(int m, int w) => w == 16 || m > 512 ? 1024 : 512;

    // Pieces: together they cover the whole product, and no vector reaches beyond it.

    /// <summary>
    /// Chooses the floats in a vector: the widest, or where a row of B is shorter, the shortest that holds it all. Where the processor has
    /// no masked loads and stores, up to 3 columns go without vectors.
    /// </summary>
    public static int Width(int n, bool alongK, int widest) =>
        alongK ? widest : Math.Min(widest, n > 8 ? 16 : n > 4 ? 8 : n > 3 || Avx.IsSupported ? 4 : 1);

    /// <summary>
    /// Chooses the rows of B in a block, as even as there can be, at most 1024: each block loads and stores all of C. Without AVX-512, at
    /// most 512 for up to 512 rows of A, which make a small C: up to 15 % faster.
    /// </summary>
    public static int KC(int m, int k, int n, int w) =>
        k <= Deepest(m, w) || IsOneBlock(m, k, n, w) ? k : Ceiling(k, Ceiling(k, Deepest(m, w)));

    /// <summary>
    /// Chooses the columns of the next block of B, so that a packed one takes at most 8 MB with AVX-512 and else 4 MB, or all that are left
    /// where less than a vector would remain.
    /// </summary>
    public static int NC(int m, int left, int w) => left < Broadest(m, w) + w ? left : Broadest(m, w);

    /// <summary>
    /// Chooses the columns of the next panel: as wide as the tile, or all that are left. But 5 vectors are 2 and 3, not 4 and 1: a tile one
    /// vector wide has too few sums to keep the processor busy.
    /// </summary>
    public static int Columns(int left, int w, int vectors) =>
        left <= vectors * w ? left : left < (vectors + 1) * w ? vectors / 2 * w : vectors * w;

    /// <summary>Counts the tiles that rows are shared out to, as few as there can be.</summary>
    public static int Tiles(int rows) => Ceiling(rows, MR);

    /// <summary>
    /// Chooses the rows of the largest of these tiles; none has two fewer. 8 rows are 4 and 4, not 6 and 2, which would have too few sums.
    /// </summary>
    public static int Rows(int rows) => rows <= MR ? rows : Ceiling(rows, Tiles(rows));

    /// <summary>
    /// Runs body(work, first, last) on pieces of [0, count), multiples of a step, on at most so many threads. No sum depends on the split.
    /// </summary>
    public static void InParallel<TWork>(int count, int step, int threads, TWork work, Action<TWork, int, int> body)
    {
        int piece = threads == 1 ? count : (count / threads / 8 / step + 1) * step;   // eight for each thread, as some will be slower
        if (piece >= count)
            body(work, 0, count);
        else
            Fork(count, piece, threads, work, body);
    }

    /// <summary>The part of <see cref="InParallel"/> that takes memory, for a closure.</summary>
    private static void Fork<TWork>(int count, int piece, int threads, TWork work, Action<TWork, int, int> body) =>
        Parallel.For(0, Ceiling(count, piece), new ParallelOptions { MaxDegreeOfParallelism = threads },
            p => body(work, p * piece, p * piece + Math.Min(piece, count - p * piece)));

    /// <summary>Rounds the rows of a block up to whole steps.</summary>
    public static int Padded(int depth, int step) => Ceiling(depth, step) * step;

    /// <summary>Divides, and rounds up. The sum may be too large for an int, but not for the same bits without a sign.</summary>
    public static int Ceiling(int x, int y) => (int)((uint)(x + y - 1) / (uint)y);
}
