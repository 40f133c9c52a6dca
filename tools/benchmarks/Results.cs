using System.Globalization;
using System.Text;

namespace Katas.Benchmarks;

/// <summary>All that one run measured.</summary>
internal sealed record Results(string Cpu, string Environment, double PeakFlops, Python? Python, IReadOnlyList<Rung> Rungs, IReadOnlyList<SideBySide> Races)
{
    /// <summary>The notebook's own time: 717 ms for five rows; all 50,000 take 10,000 times as long, "approximately 2 hours".</summary>
    public static double NotebookSeconds(MatmulShape shape) => 0.717 * shape.Flop / MatmulShape.FiveRows.Flop;

    /// <summary>Gets everybody's time for a shape, from the notebook on; Python's loop over more than five rows is extrapolated, as the notebook does it.</summary>
    public IEnumerable<Rung> ClimbersOf(MatmulShape shape)
    {
        if (!shape.IsSquare)
        {
            yield return new("the notebook: Python and PyTorch, 2020", shape, NotebookSeconds(shape));
            if (Python is not null)
                yield return new("the same loop here, Python and NumPy", shape, Python.Loop * shape.M / 5);
        }
        foreach (Rung rung in Rungs.Where(rung => rung.Shape == shape))
            yield return rung;
        if (Python is not null && Python.Seconds.TryGetValue(shape.ToString(), out double seconds))
            yield return new("NumPy @, one thread", shape, seconds);
    }

    /// <summary>Writes the tables as Markdown; the ladder stands between two marks, so that a test can compare it with README.md's.</summary>
    public string ToMarkdown(string chart, string growth) => $"""
        # {Cpu}

        {Environment}

        <!-- ladder -->
        {LadderTable()}
        <!-- /ladder -->

        ![Times as fast as the notebook, on a logarithmic scale]({chart})

        The notebook's shapes: five validation images, (5, 784) times (784, 10), and all 50,000 of training. What takes hours is extrapolated from five rows, as in the notebook.
        The peak is that of one core: {PeakFlops / 1e9:N0} billion floating-point operations a second, fused multiply-adds from register to register.

        ## Squares, in billions of floating-point operations a second

        {Squares()}

        An empty cell would have taken minutes. Each product makes its own result here, as everybody's first call does. New memory from the system takes up to a fifth of the time, which the races further down leave out.
        There, into memory that it has written before, SimdMatmul on one thread reaches {Share()} of what the core does at that time with nothing but multiply-adds.

        ## How cost grows

        ![Time against size, both on logarithmic scales]({growth})

        A product of n x n matrices takes 2 n³ operations, so a line of slope 3. A steeper piece is where the matrices leave a cache behind, a flatter one where the cost of a call fades, or
        other cores begin to help.

        ## Memory beyond the result

        {Memory()}

        What the garbage collector handed out during one product, less the m n floats of C. SimdMatmul packs B in pooled memory, 8 MB at most of an array of 16, which stays for the next product and is not
        counted here; what OpenBLAS and PyTorch take is not counted either.

        ## Side by side

        {Sides()}

        Run in turns in one process: the median of the rounds' ratios, and their quartiles. Above 1, ours is faster. Products of stage 7 and of OpenBLAS go into memory that is there. Quartiles that lie
        far apart have seen two kinds of rounds, such as before and after the JIT inlined a delegate (stage 3).

        """;

    /// <summary>Writes the ladder alone.</summary>
    public string LadderTable()
    {
        StringBuilder table = new("| | 5 images | times as fast | 50,000 images | times as fast |\n|---|--:|--:|--:|--:|\n");
        ILookup<string, Rung> all = ClimbersOf(MatmulShape.AllRows).ToLookup(rung => rung.Entrant);
        foreach (Rung five in ClimbersOf(MatmulShape.FiveRows))
            table.AppendLine($"| {five.Entrant} | {Cells(five)} | {string.Join(" | ", all[five.Entrant].Select(Cells).DefaultIfEmpty(" | "))} |");
        return table.Append($"| *peak of one core* | {Cells(Peak(MatmulShape.FiveRows))} | {Cells(Peak(MatmulShape.AllRows))} |").ToString();

        static string Cells(Rung rung) => $"{Race.FormatTime(rung.Seconds)} | {TimesAsFast(rung)}";
        Rung Peak(MatmulShape shape) => new("", shape, shape.Flop / PeakFlops);
    }

    private static string TimesAsFast(Rung rung) => Race.Format(Rounded(NotebookSeconds(rung.Shape) / rung.Seconds));

    private static double Rounded(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private string Squares() => Table(shape => shape.IsSquare, rung => Race.Format(rung.Shape.Flop / rung.Seconds / 1e9));

    private string Memory() => Table(shape => Rungs.Any(rung => rung.Shape == shape && rung.ExtraBytes is not null), rung => rung.ExtraBytes switch
    {
        null => "",
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{rung.ExtraBytes:N0} B"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{rung.ExtraBytes / 1024:N0} KB"),
    });

    private string Table(Func<MatmulShape, bool> columns, Func<Rung, string> cell)
    {
        MatmulShape[] shapes = [.. Katas.Benchmarks.Ladder.Shapes.Where(columns)];
        Rung[] rungs = [.. shapes.SelectMany(ClimbersOf)];
        StringBuilder table = new($"| | {string.Join(" | ", shapes.Select(shape => shape.IsSquare ? $"{shape.N}" : shape.ToString()))} |\n|---|{string.Concat(shapes.Select(_ => "--:|"))}\n");
        foreach (IGrouping<string, Rung> row in rungs.GroupBy(rung => rung.Entrant).Where(row => row.Any(rung => cell(rung).Length > 0)))
            table.AppendLine($"| {row.Key} | {string.Join(" | ", shapes.Select(shape => row.FirstOrDefault(rung => rung.Shape == shape) is { } rung ? cell(rung) : ""))} |");
        return table.ToString().TrimEnd();
    }

    private string Share() => string.Join(", ", Races.Where(side => side.Theirs == FmaPeak.Name)
        .Select(side => string.Create(CultureInfo.InvariantCulture, $"{side.Race.TimesAsFast:P0} at {side.Input}")));

    private string Sides() => string.Join('\n', Races.Select(side =>
        $"| {side.Ours} | {side.Theirs} | {side.Input} | {Race.Format(side.Race.TimesAsFast)} | {Race.Format(side.Race.LowerQuartile)} to {Race.Format(side.Race.UpperQuartile)} |")
        .Prepend("|---|---|---|--:|---|").Prepend("| ours | theirs | input | times as fast | quartiles |"));
}
