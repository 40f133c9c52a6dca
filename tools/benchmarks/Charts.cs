using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Katas.Benchmarks;

/// <summary>Draws the two charts as SVG.</summary>
internal static class Charts
{
    private static readonly Regex FontFamily = new("font-family=\"[^\"]*\"");

    private static readonly Color Blue = Color.FromHex("#1f6feb"), LightBlue = Color.FromHex("#9ec5fe"), Gray = Color.FromHex("#6e7781"),
        LightGray = Color.FromHex("#c9ced4"), Red = Color.FromHex("#cf222e");

    /// <summary>
    /// Draws how many times as fast as the notebook everyone is: two bars each, for 50,000 images and for five, in blue for the stages
    /// (whose names begin with their number) and in gray for others, and the peak as a line.
    /// </summary>
    public static void DrawTimes(Results results, string path)
    {
        Plot plot = new();
        Measurement[] all = [.. results.MeasurementsOf(MatmulShape.AllRows)], five = [.. results.MeasurementsOf(MatmulShape.FiveRows)];
        AddBars(plot, all, isOurs: true, -0.2, Blue, "our stages, 50,000 images");
        AddBars(plot, five, isOurs: true, 0.2, LightBlue, "our stages, 5 images");
        AddBars(plot, all, isOurs: false, -0.2, Gray, "others, 50,000 images");
        AddBars(plot, five, isOurs: false, 0.2, LightGray, "others, 5 images");
        double peak = Results.NotebookSeconds(MatmulShape.AllRows) * results.PeakFlops / MatmulShape.AllRows.Flop;
        plot.Add.VerticalLine(Math.Log10(peak), 2, Red, LinePattern.Dashed).LegendText = "what one core can do at most";

        plot.Axes.Left.SetTicks([.. all.Select((_, i) => -(double)i)], [.. all.Select(measurement => measurement.Contender)]);
        plot.Axes.Bottom.TickGenerator = PowersOfTen();
        plot.Axes.SetLimits(0, Math.Ceiling(Math.Log10(peak)) + 0.5, 0.4 - all.Length, 0.6);
        plot.Title($"Times as fast as the notebook's loop, on {results.Cpu}");
        plot.ShowLegend(Alignment.LowerLeft, Orientation.Horizontal);
        plot.ShowLegend(Edge.Bottom);
        Save(plot, path, 120 + 36 * all.Length);
    }

    /// <summary>Draws the time of a product against the size of its squares, with the slope of the straight line nearest to each.</summary>
    public static void DrawGrowth(Results results, string path)
    {
        Plot plot = new();
        plot.Add.Palette = new ScottPlot.Palettes.Category10();
        foreach (IGrouping<string, Measurement> line in results.Measurements.Where(x => x.Shape.IsSquare).GroupBy(x => x.Contender))
        {
            double[] sizes = [.. line.Select(x => Math.Log10(x.Shape.N))], times = [.. line.Select(x => Math.Log10(x.Seconds))];
            plot.Add.Scatter(sizes, times).LegendText =
                string.Create(CultureInfo.InvariantCulture, $"{line.Key} (slope {Slope(sizes, times):N2})");
        }
        plot.Axes.Left.TickGenerator =
            new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = power => Race.FormatTime(Math.Pow(10, power)) };
        double[] ticks = [.. MatmulBenchmark.Shapes.Where(shape => shape.IsSquare).Select(shape => (double)shape.N)];
        plot.Axes.Bottom.SetTicks([.. ticks.Select(Math.Log10)], [.. ticks.Select(n => $"{n}")]);
        plot.Title($"Time of n x n times n x n, on {results.Cpu}");
        plot.XLabel("n");
        plot.ShowLegend(Edge.Right);
        Save(plot, path, 500);
    }

    private static void AddBars(Plot plot, Measurement[] measurements, bool isOurs, double offset, Color color, string legend)
    {
        var bars = plot.Add.Bars(measurements.Index().Where(x => char.IsAsciiDigit(x.Item.Contender[0]) == isOurs).Select(x => new Bar
        {
            Position = -x.Index + offset,
            Size = 0.38,
            Value = Math.Log10(Results.NotebookSeconds(x.Item.Shape) / x.Item.Seconds),
            FillColor = color,
            LineWidth = 0,
            Orientation = Orientation.Horizontal,
        }).ToArray());
        bars.LegendText = legend;
    }

    private static NumericAutomatic PowersOfTen() =>
        new() { IntegerTicksOnly = true, LabelFormatter = power => Math.Pow(10, power).ToString("N0", CultureInfo.InvariantCulture) };

    /// <summary>Fits a straight line by least squares; returns its slope.</summary>
    private static double Slope(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    /// <summary>Saves as SVG, in a font that every reader's machine can replace.</summary>
    private static void Save(Plot plot, string path, int height)
    {
        plot.Font.Set("DejaVu Sans");
        string svg = plot.GetSvgXml(1000, height);
        File.WriteAllText(path, FontFamily.Replace(svg, "font-family=\"DejaVu Sans, Verdana, sans-serif\""));
    }
}
