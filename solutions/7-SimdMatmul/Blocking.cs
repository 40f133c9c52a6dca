namespace Katas;

/// <summary>
/// Rows [Row, Row + Depth) and columns [Column, Column + Width) of B, as wide as a tile; the last tile may reach beyond the last column.
/// They lie packed in a buffer from Offset on or, if that is negative, are read from B itself.
/// </summary>
internal readonly record struct Panel(int Row, int Depth, int Column, int Width, int Offset)
{
    public bool IsPacked => Offset >= 0;
}

/// <summary>
/// How the product of A, (m, k), and B, (k, n), is cut into pieces, so that what is read again is still in a cache, and other threads have
/// their share. But for rounding, every cut gives the same product: this is about time and memory.
/// </summary>
internal static class Blocking
{
    public const int TileRows = 6;                  // see ILanes.Widest
    private const int Deepest = 1024;               // rows of B in a panel: 256 KB of it, at 64 columns, stay in the second-level cache
    private const int BlockOfA = 1 << 16;           // floats of A that meet one panel after the other: 256 KB, in the same cache
    private const int Broadest = 2048;              // columns of B that are packed at a time, 8 MB at most; whole panels of every width
    private const int SmallB = 1 << 17;             // floats of B that stay in the second-level cache where they lie
    private const long WorthThreads = 1 << 25;      // multiply-adds, a few hundred microseconds: waking other threads costs up to a hundred

    /// <summary>Whether lanes run along k. Rows of a narrow B would leave lanes empty, and then A, read once, is most of the work.</summary>
    public static bool DotsPay(int m, int n) => m >= 64 && n <= 10;

    /// <summary>
    /// Whether B is packed, which takes as long as some ten rows of A. It does not pay for up to 24 rows, nor for up to 256 if B is small and
    /// not too broad: columns of a broad B push each other out of the cache.
    /// </summary>
    public static bool PackingPays(int m, int k, int n) => m > 24 && (m > 256 || n > 512 || k * n > SmallB);

    /// <summary>The number of threads if nobody says how many.</summary>
    public static int Threads(int m, int k, int n) => (long)m * k * n >= WorthThreads ? Environment.ProcessorCount : 1;

    /// <summary>
    /// Cuts B into blocks, so that what is packed stays small, and blocks into panels. Blocks of the same columns come from the top down: the
    /// panels of the first store their sums, the others add to them.
    /// </summary>
    /// <param name="m">Rows of A.</param>
    /// <param name="k">Rows of B.</param>
    /// <param name="n">Columns of B.</param>
    /// <param name="lanes">Floats in a vector.</param>
    /// <param name="widest">Vectors in a row of the widest tile.</param>
    public static IEnumerable<Panel[]> Blocks(int m, int k, int n, int lanes, int widest)
    {
        bool packs = PackingPays(m, k, n);
        int deepest = Even(k, Deepest, 1);
        for (int left = 0, breadth; left < n; left += breadth)
        {
            breadth = Math.Min(Broadest, n - left);
            for (int top = 0, depth; top < k; top += depth)
            {
                depth = Math.Min(deepest, k - top);
                List<Panel> panels = [];
                for (int column = left, right = left + breadth, width, offset = 0; column < right; column += width)
                {
                    width = Width(right - column, lanes, widest);
                    // Rows stay in place as far as a whole width can be read, if need be on into the next row: those lanes are thrown away.
                    int inPlace = packs ? 0 : Math.Clamp(k + 1 - Ceiling(column + width, n) - top, 0, depth);
                    if (inPlace > 0)
                        panels.Add(new(top, inPlace, column, width, -1));
                    if (inPlace < depth)
                        panels.Add(new(top + inPlace, depth - inPlace, column, width, offset));
                    offset += (depth - inPlace) * width;
                }
                yield return [.. panels];
            }
        }
    }

    /// <summary>The width of the next panel: all columns that are left, as far as the tile goes. But 5 vectors are 3 and 2, not 4 and 1: a tile one vector wide has too few sums to keep the processor busy.</summary>
    private static int Width(int columns, int lanes, int widest)
    {
        int vectors = Ceiling(columns, lanes);
        return lanes * (vectors == widest + 1 ? vectors - 2 : Math.Min(vectors, widest));
    }

    /// <summary>The rows of A in the next block, in whole tiles. It is a fair share of the rows that are left, so that the last is not a sliver for which B comes by once more.</summary>
    public static int Height(int rows, int depth) => Even(rows, Math.Max(BlockOfA / depth, 1), TileRows);

    /// <summary>Runs body(first, last) on pieces of [0, count), multiples of a step, on at most so many threads. No sum depends on the split.</summary>
    public static void InParallel(int count, int step, int threads, Action<int, int> body)
    {
        int piece = (count / threads / 8 / step + 1) * step;   // at most eight for each thread, as some will be slower
        if (threads == 1 || piece >= count)
            body(0, count);
        else
            Parallel.For(0, Ceiling(count, piece), new ParallelOptions { MaxDegreeOfParallelism = threads },
                p => body(p * piece, p * piece + Math.Min(piece, count - p * piece)));
    }

    /// <summary>The length of as few and as even pieces of a whole as there can be with none longer than most, rounded up to a multiple of a step.</summary>
    private static int Even(int whole, int most, int step) => RoundUp(Ceiling(whole, Ceiling(whole, most)), step);

    public static int RoundUp(int x, int step) => Ceiling(x, step) * step;

    private static int Ceiling(int x, int y) => x / y + Math.Sign(x % y);
}
