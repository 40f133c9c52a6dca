using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Katas.Benchmarks;

/// <summary>
/// Holds how fast stage 5, the rungs of stage 7's lesson, the reference and OpenBLAS are at one shape, run by turns, each product into new
/// memory.
/// </summary>
internal sealed record Ladder(MatmulShape Shape, IReadOnlyList<Ladder.Rung> Rungs)
{
    /// <summary>The argument with which the benchmark starts itself: it then only prints what <see cref="MeasureAll"/> returns.</summary>
    public const string Command = "ladder-of-this-width";

    private const int Rounds = 15;

    /// <summary>The last may not be installed.</summary>
    private static readonly string[] measures = [Contender.Fastest, "OpenBLAS, one thread"];

    private static readonly MatmulShape[] shapes =
        [MatmulShape.FiveRows, MatmulShape.Layer, .. ((int[])[256, 1000, 1024]).Select(MatmulShape.Square), new(240, 2000, 2000)];

    /// <summary>Gets what all are compared with: OpenBLAS or, where it is not installed, the reference.</summary>
    public string Measure => Rungs.Last(rung => measures.Contains(rung.Name)).Name;

    /// <summary>Runs them all, on vectors of the width that the process has.</summary>
    public static List<Ladder> MeasureAll() => [.. shapes.Select(At)];

    /// <summary>
    /// Runs those with vectors on vectors as wide as the processor's, in a process of its own; nothing if they have that width anyway.
    /// </summary>
    public static List<Ladder> MeasureWidest()
    {
        if (!Vector512.IsHardwareAccelerated || Vector<float>.Count == Vector512<float>.Count)
            return [];
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(Ladder).Assembly.Location, Command])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_MaxVectorTBitWidth"] = "512" },
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) != "dotnet")
            start.ArgumentList.RemoveAt(0);   // an executable of our own
        using Process process = Process.Start(start)!;
        List<Ladder> ladders = JsonSerializer.Deserialize<List<Ladder>>(process.StandardOutput.ReadToEnd())!;
        return [.. ladders.Select(ladder => ladder with
        {
            Rungs = [.. ladder.Rungs.Where(rung => Contender.Rungs.Skip(1).Any(contender => contender.Name == rung.Name))
                .Select(rung => rung with { Name = $"{rung.Name}, {Vector512<float>.Count} lanes" })],
        })];
    }

    /// <summary>Runs them at one shape: the median of the times, and of the rounds' ratios.</summary>
    private static Ladder At(MatmulShape shape)
    {
        Tensor<float> a = Tensor.RandomNormal(1, shape.M, shape.K), b = Tensor.RandomNormal(2, shape.K, shape.N);
        Contender[] contenders = [.. Contender.All.Where(contender =>
            contender.Name is Contender.Stage5 || Contender.Rungs.Contains(contender) || measures.Contains(contender.Name))];
        int measure = Array.FindLastIndex(contenders, contender => measures.Contains(contender.Name));
        double[][] rounds = [.. Race.Rounds([.. contenders.Select(contender => Run(contender, a, b))]).Take(Rounds)];
        return new(shape, [.. contenders.Select((contender, i) => new Rung(contender.Name,
            shape.Flop / Race.Median(rounds.Select(round => round[i])),
            Race.Median(rounds.Select(round => round[measure] / round[i]))))]);
    }

    private static Action Run(Contender contender, Tensor<float> a, Tensor<float> b)
    {
        Func<object> multiply = contender.Prepare(a, b);
        return () => multiply();
    }

    /// <summary>One of them: its operations a second, and how many times as fast as the measure it is.</summary>
    internal sealed record Rung(string Name, double Flops, double OfMeasure);
}
