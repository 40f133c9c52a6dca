using System.Globalization;
using System.Text;

namespace Katas.Benchmarks;

/// <summary>All that one run measured.</summary>
internal sealed record Results(string Cpu, string Environment, string Commit, double PeakFlops, Python? Python,
    IReadOnlyList<Measurement> Measurements, IReadOnlyList<IReadOnlyList<Ladder>> Ladders,
    IReadOnlyList<Comparison> Comparisons, IReadOnlyList<Sweep> Sweeps)
{
    /// <summary>
    /// Computes the notebook's own time, from that of five rows; for all 50,000 it is the notebook's "approximately 2 hours".
    /// </summary>
    public static double NotebookSeconds(MatmulShape shape) => Notebook.FiveRows.TotalSeconds * shape.Flop / MatmulShape.FiveRows.Flop;

    /// <summary>
    /// Gets everybody's time for a shape, from the notebook on; Python's loop over more than five rows is extrapolated, as there.
    /// </summary>
    public IEnumerable<Measurement> MeasurementsOf(MatmulShape shape)
    {
        if (!shape.IsSquare)
        {
            yield return new("the notebook: Python and PyTorch, 2020", shape, NotebookSeconds(shape));
            if (Python is not null)
                yield return new("the same loop here, Python and NumPy", shape, Python.Loop * shape.M / 5);
        }
        foreach (Measurement measurement in Measurements.Where(measurement => measurement.Shape == shape))
            yield return measurement;
        if (Python is not null && Python.Seconds.TryGetValue(shape.ToString(), out double seconds))
            yield return new("NumPy @, one thread", shape, seconds);
    }

    /// <summary>Writes the tables as Markdown.</summary>
    public string ToMarkdown(string chart, string growth) => $"""
        # {Cpu}

        {Environment}

        Kernel of commit {Commit}, measured {DateTime.UtcNow:yyyy-MM-dd}.

        {TimesTable()}

        ![Times as fast as the notebook, on a logarithmic scale]({chart})

        These are the notebook's shapes: five validation images, (5, 784) times (784, 10), and all 50,000 training images. Times of the
        notebook's loop for 50,000 images are extrapolated from five, as in the notebook. The peak is the speed of one core that does
        nothing but multiply-adds in registers, {PeakFlops / 1e9:N0} billion floating-point operations a second.

        ## Squares, in billions of floating-point operations a second

        {Squares()}

        A cell is empty where the measurement would have taken minutes. Here, each product allocates its own result, and getting new memory
        from the system can take longer than the product. In the comparisons further down, a result goes into memory that has been written
        before. There, SimdMatmul on one thread reaches {Share()} of the peak, measured by turns with it.

        ## The ladder of stage 7

        {LadderTable()}

        The table shows billions of floating-point operations a second and, in brackets, how many times as fast as
        {Ladder.Measure} each one is. All were run by turns in one process, each product into new memory. The tasks are those of
        [lesson 7](../../../katas/7-SimdMatmul/README.md), whose `Vector<float>` has {System.Numerics.Vector<float>.Count} lanes here. Rows
        that end in "16 lanes" were measured with `DOTNET_MaxVectorTBitWidth=512`, and those that end in "AVX2" with
        `DOTNET_EnableAVX512=0` and with OpenBLAS's code for AVX2, each kind in a process of its own. At 1024, the rows of a matrix are 4096
        bytes apart and compete for the same places in the caches; at 1000 they do not.

        ## How cost grows

        ![Time against size, both on logarithmic scales]({growth})

        A product of n x n matrices takes 2 n³ operations, which is a line of slope 3. The line is steeper where the matrices outgrow a
        cache, and flatter where the fixed cost of a call matters less and less, or where other cores begin to help.

        ## Memory beyond the result

        {Memory()}

        The table shows how much managed memory one product allocates, apart from the m n floats of C. It does not count the pooled memory
        into which SimdMatmul packs B, at most 8 MB of an array of 16 MB, as it is kept for the next product. Nor does it count what
        OpenBLAS, BLIS and PyTorch allocate.

        ## Side by side

        {Sides()}

        The two were run by turns in one process. The table shows the median and the quartiles of the ratios, round by round; above 1, ours
        is faster. Products of stage 7 and of BLAS libraries go into memory that was allocated before. If the quartiles are far apart, there
        were two kinds of rounds, such as before and after the JIT inlined a delegate (stage 3).

        ## Three hundred random shapes

        {SweepTable()}

        The table shows how many times as fast as the library SimdMatmul is, with one thread each, and with results in memory that was
        allocated before. The sizes are from 1 to {Sweep.Largest}, with uniformly distributed logarithms and m k n below
        {Sweep.MostProducts / 1_000_000} million, and were drawn with the seeds {string.Join(", ", Sweep.Seeds)}, a hundred with each. The
        mean is geometric.

        """;

    /// <summary>Writes the times of the notebook's two shapes.</summary>
    private string TimesTable()
    {
        StringBuilder table = new("| | 5 images | times as fast | 50,000 images | times as fast |\n|---|--:|--:|--:|--:|\n");
        ILookup<string, Measurement> all = MeasurementsOf(MatmulShape.AllRows).ToLookup(measurement => measurement.Contender);
        foreach (Measurement five in MeasurementsOf(MatmulShape.FiveRows))
            table.AppendLine($"| {five.Contender} | {Cells(five)} | "
                + $"{string.Join(" | ", all[five.Contender].Select(Cells).DefaultIfEmpty(" | "))} |");
        return $"{table}| *peak of one core* | {Cells(Peak(MatmulShape.FiveRows))} | {Cells(Peak(MatmulShape.AllRows))} |";

        static string Cells(Measurement x) =>
            $"{Race.FormatTime(x.Seconds)} | {Race.Format(Rounded(NotebookSeconds(x.Shape) / x.Seconds))}";
        Measurement Peak(MatmulShape shape) => new("", shape, shape.Flop / PeakFlops);
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private string Squares() => Table(shape => shape.IsSquare, x => Race.Format(x.Shape.Flop / x.Seconds / 1e9));

    private string Memory() => Table(shape => Measurements.Any(x => x.Shape == shape && x.ExtraBytes is not null), x => x.ExtraBytes switch
    {
        null => "",
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{x.ExtraBytes:N0} B"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{x.ExtraBytes / 1024:N0} KB"),
    });

    private string Table(Func<MatmulShape, bool> columns, Func<Measurement, string> cell)
    {
        MatmulShape[] shapes = [.. MatmulBenchmark.Shapes.Where(columns)];
        Measurement[] measurements = [.. shapes.SelectMany(MeasurementsOf)];
        StringBuilder table = new($"| | {string.Join(" | ", shapes.Select(shape => shape.IsSquare ? $"{shape.N}" : $"{shape}"))} |\n");
        table.AppendLine($"|---|{string.Concat(shapes.Select(_ => "--:|"))}");
        foreach (IGrouping<string, Measurement> row in measurements.GroupBy(x => x.Contender).Where(x => x.Any(y => cell(y).Length > 0)))
            table.AppendLine($"| {row.Key} | "
                + $"{string.Join(" | ", shapes.Select(shape => row.FirstOrDefault(x => x.Shape == shape) is { } x ? cell(x) : ""))} |");
        return table.ToString().TrimEnd();
    }

    private string LadderTable()
    {
        StringBuilder table = new($"| | {string.Join(" | ", Ladders[0].Select(ladder => ladder.Shape))} |\n");
        table.AppendLine($"|---|{string.Concat(Ladders[0].Select(_ => "--:|"))}");
        foreach (IReadOnlyList<Ladder> ladders in Ladders.Where(ladders => ladders.Count > 0))
            for (int i = 0; i < ladders[0].Rungs.Count; i++)
                table.AppendLine($"| {ladders[0].Rungs[i].Name} | {string.Join(" | ", ladders.Select(ladder => Cell(ladder.Rungs[i])))} |");
        return table.ToString().TrimEnd();

        static string Cell(Ladder.Rung rung) =>
            string.Create(CultureInfo.InvariantCulture, $"{Race.Format(rung.Flops / 1e9)} ({rung.OfMeasure:0.00})");
    }

    private string SweepTable()
    {
        StringBuilder table = new("| against | mean | quartiles | below 1 | the ten worst |\n|---|--:|---|--:|---|\n");
        foreach (Sweep sweep in Sweeps)
            table.AppendLine($"| {sweep.Theirs} | {Race.Format(sweep.GeometricMean)} | "
                + $"{string.Join(", ", sweep.Quartiles.Select(Race.Format))} | "
                + $"{sweep.Items.Count(item => item.TimesAsFast < 1)} | "
                + $"{string.Join(", ", sweep.FromTheWorst.Take(10).Select(item => $"{item.Shape} {Race.Format(item.TimesAsFast)}"))} |");
        return table.ToString().TrimEnd();
    }

    private string Share() => string.Join(", ", Comparisons.Where(side => side.Theirs == FmaPeak.Name)
        .Select(side => string.Create(CultureInfo.InvariantCulture, $"{side.Race.TimesAsFast:P0} at {side.Input}")));

    private string Sides() => string.Join('\n', Comparisons.Select(side =>
        $"| {side.Ours} | {side.Theirs} | {side.Input} | {Race.Format(side.Race.TimesAsFast)} | "
        + $"{Race.Format(side.Race.LowerQuartile)} to {Race.Format(side.Race.UpperQuartile)} |")
        .Prepend("|---|---|---|--:|---|").Prepend("| ours | theirs | input | times as fast | quartiles |"));
}
