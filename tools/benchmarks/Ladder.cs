namespace Katas.Benchmarks;

/// <summary>Holds how fast stage 5, the rungs of stage 7's lesson and the reference are at one shape, run by turns.</summary>
internal sealed record Ladder(MatmulShape Shape, IReadOnlyList<Ladder.Rung> Rungs)
{
    private const int Rounds = 15;

    public static IReadOnlyList<MatmulShape> Shapes { get; } =
        [MatmulShape.FiveRows, MatmulShape.Layer, .. ((int[])[256, 1000, 1024]).Select(MatmulShape.Square)];

    private static IEnumerable<Contender> Contenders => Contender.All.Where(contender =>
        contender.Name is Contender.Stage5 or Contender.Fastest || Contender.Rungs.Contains(contender));

    /// <summary>Runs them all; the median of the times, and of the rounds' ratios.</summary>
    public static Ladder Measure(MatmulShape shape)
    {
        Tensor<float> a = Tensor.RandomNormal(1, shape.M, shape.K), b = Tensor.RandomNormal(2, shape.K, shape.N);
        Contender[] contenders = [.. Contenders];
        int reference = Array.FindIndex(contenders, contender => contender.Name == Contender.Fastest);
        double[][] rounds = [.. Race.Rounds([.. contenders.Select(contender => Run(contender, a, b))]).Take(Rounds)];
        return new(shape, [.. contenders.Select((contender, i) => new Rung(contender.Name,
            shape.Flop / Race.Median(rounds.Select(round => round[i])),
            Race.Median(rounds.Select(round => round[reference] / round[i]))))]);
    }

    private static Action Run(Contender contender, Tensor<float> a, Tensor<float> b)
    {
        Func<object> multiply = contender.Prepare(a, b);
        return () => multiply();
    }

    /// <summary>One of them: its operations a second, and how many times as fast as the reference it is.</summary>
    internal sealed record Rung(string Name, double Flops, double OfReference);
}
