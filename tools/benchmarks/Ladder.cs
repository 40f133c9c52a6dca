using System.Diagnostics;
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
    public static string Measure => Contender.All.Last(contender => measures.Contains(contender.Name)).Name;

    /// <summary>Runs them all, on vectors of the width that the process has.</summary>
    public static List<Ladder> MeasureAll() => [.. shapes.Select(At)];

    /// <summary>Runs the rungs with vectors on 16 lanes; nothing on a processor without AVX-512.</summary>
    public static List<Ladder> MeasureSixteenLanes() => MeasureWith("16 lanes", ("DOTNET_MaxVectorTBitWidth", "512"));

    /// <summary>Runs them as on a processor without AVX-512, beside OpenBLAS's code for AVX2; nothing where this is one.</summary>
    public static List<Ladder> MeasureAvx2() => MeasureWith("AVX2", ("DOTNET_EnableAVX512", "0"), ("OPENBLAS_CORETYPE", "Haswell"));

    /// <summary>Runs the rungs with vectors, on a processor with AVX-512, in a process with some environment variables.</summary>
    private static List<Ladder> MeasureWith(string name, params (string Name, string Value)[] variables)
    {
        if (!Vector512.IsHardwareAccelerated)
            return [];
        ProcessStartInfo start = new("dotnet", [typeof(Ladder).Assembly.Location, Command]) { RedirectStandardOutput = true };
        foreach ((string variable, string value) in variables)
            start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        List<Ladder> ladders = JsonSerializer.Deserialize<List<Ladder>>(process.StandardOutput.ReadToEnd())!;
        return [.. ladders.Select(ladder => ladder with
        {
            Rungs = [.. ladder.Rungs.Where(rung => Contender.Rungs.Skip(1).Any(contender => contender.Name == rung.Name))
                .Select(rung => rung with { Name = $"{rung.Name}, {name}" })],
        })];
    }

    /// <summary>Runs them at one shape: the median of the times, and of the rounds' ratios.</summary>
    private static Ladder At(MatmulShape shape)
    {
        Tensor<float> a = Tensor.RandomNormal(1, shape.M, shape.K), b = Tensor.RandomNormal(2, shape.K, shape.N);
        Contender[] contenders = [.. Contender.All.Where(contender =>
            contender.Name is Contender.Stage5 || Contender.Rungs.Contains(contender) || measures.Contains(contender.Name))];
        int measure = Array.FindIndex(contenders, contender => contender.Name == Measure);
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
