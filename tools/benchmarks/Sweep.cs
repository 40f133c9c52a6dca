namespace Katas.Benchmarks;

/// <summary>Holds how many times as fast as a library the kernel is at three hundred random shapes.</summary>
internal sealed record Sweep(string Theirs, IReadOnlyList<Sweep.Item> Items)
{
    public const int Largest = 2048, MostProducts = 400_000_000;

    public static readonly IReadOnlyList<int> Seeds = [1, 2, 3];

    private const int CountOfEach = 100;

    /// <summary>
    /// The shapes. The logarithms of their sizes are uniform: as many have 1 to 8 rows as 256 to 2048. The largest would take seconds, and
    /// are left out.
    /// </summary>
    private static readonly IReadOnlyList<MatmulShape> Shapes =
        [.. Seeds.SelectMany(seed => Draw(new Random(seed)).Where(shape => shape.Flop < 2.0 * MostProducts).Take(CountOfEach))];

    /// <summary>Runs ours against a library, each on one thread, into memory that is there.</summary>
    public static Sweep Against(Blas blas) =>
        new(blas.OneThread, [.. Shapes.Select(shape => new Item(shape, Comparison.With(blas, shape, rounds: 9).Race.TimesAsFast))]);

    public double GeometricMean => Math.Exp(Items.Average(item => Math.Log(item.TimesAsFast)));

    /// <summary>Gets the shapes from the worst on.</summary>
    public IEnumerable<Item> FromTheWorst => Items.OrderBy(item => item.TimesAsFast);

    public IEnumerable<double> Quartiles =>
        from quarter in Enumerable.Range(1, 3) select FromTheWorst.ElementAt(quarter * (Items.Count - 1) / 4).TimesAsFast;

    private static IEnumerable<MatmulShape> Draw(Random random)
    {
        while (true)
            yield return new(Dimension(), Dimension(), Dimension());

        int Dimension() => (int)Math.Pow(Largest + 1, random.NextDouble());
    }

    internal sealed record Item(MatmulShape Shape, double TimesAsFast);
}
