using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Katas.Benchmarks;

/// <summary>One entrant's result: the time of one product, and the bytes that it took beyond those of the result, if that is managed memory.</summary>
public sealed record Rung(string Entrant, MatmulShape Shape, double Seconds, long? ExtraBytes = null);

/// <summary>Every entrant multiplies every shape that it can within a few seconds.</summary>
public class Ladder
{
    private Func<object> multiply = () => throw new InvalidOperationException("Not set up.");

    [ParamsSource(nameof(Pairings))]
    public Pairing Pairing { get; set; } = null!;

    public static IEnumerable<Pairing> Pairings =>
        from shape in Shapes
        from entrant in Entrant.All
        where entrant.CanDo(shape)
        select new Pairing(entrant, shape);

    public static IEnumerable<MatmulShape> Shapes =>
        [MatmulShape.FiveRows, MatmulShape.AllRows, .. Enumerable.Range(6, 7).Select(log => MatmulShape.Square(1 << log))];

    /// <summary>Runs them with BenchmarkDotNet, in this process.</summary>
    public static IReadOnlyList<Rung> Climb(string artifacts, IEnumerable<MatmulShape> shapes)
    {
        using StreamLogger log = new(Path.Combine(Directory.CreateDirectory(artifacts).FullName, "ladder.log"));
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(2).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(100));
        IConfig config = ManualConfig.CreateEmpty().AddJob(job).WithArtifactsPath(artifacts)
            .AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(log)
            .AddFilter(new SimpleFilter(benchmark => shapes.Contains(PairingOf(benchmark).Shape)));
        Summary summary = BenchmarkRunner.Run<Ladder>(config);
        if (summary.Reports.FirstOrDefault(report => report.ResultStatistics is null) is { } failed)
            throw new InvalidOperationException($"{PairingOf(failed.BenchmarkCase)} failed; {artifacts}/ladder.log tells why.");
        List<Pairing> order = [.. Pairings];
        return [.. from report in summary.Reports
                   let pairing = PairingOf(report.BenchmarkCase)
                   orderby order.IndexOf(pairing)
                   let extra = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) - sizeof(float) * (long)pairing.Shape.M * pairing.Shape.N
                   select new Rung(pairing.Entrant.Name, pairing.Shape, report.ResultStatistics!.Median / 1e9, extra < 0 ? null : extra)];
    }

    [GlobalSetup]
    public void SetUp()
    {
        (int m, int k, int n) = Pairing.Shape;
        Tensor<float> a = Tensor.RandomNormal(1, m, k), b = Tensor.RandomNormal(2, k, n);
        multiply = Pairing.Entrant.Prepare(a, b);
        Check(a, b, multiply());
    }

    [Benchmark]
    public object Multiply() => multiply();

    /// <summary>Refuses a wrong result: a fast wrong answer would win. Some of the elements, against sums in double precision.</summary>
    private void Check(Tensor<float> a, Tensor<float> b, object result)
    {
        ReadOnlySpan<float> c = result switch
        {
            float[] array => array,
            Func<float[]> elements => elements(),
            _ => ((Tensor<float>)result).AsSpan(),
        };
        (int m, int k, int n) = Pairing.Shape;
        for (int sample = 0; sample < 1000; sample++)
        {
            (int i, int j) = (sample * 7919 % m, sample * 104_729 % n);
            double sum = 0, magnitude = 0;
            for (int q = 0; q < k; q++)
            {
                double product = (double)a[i, q] * b[q, j];
                (sum, magnitude) = (sum + product, magnitude + Math.Abs(product));
            }
            if (c.Length != m * n || Math.Abs(c[i * n + j] - sum) > k * 6e-8 * magnitude)
                throw new InvalidOperationException($"{Pairing}: C[{i}, {j}] should be {sum}, but is {c[i * n + j]}.");
        }
    }

    private static Pairing PairingOf(BenchmarkCase benchmark) => (Pairing)benchmark.Parameters[nameof(Pairing)];
}

/// <summary>An entrant and what it is to multiply.</summary>
public sealed record Pairing(Entrant Entrant, MatmulShape Shape)
{
    public override string ToString() => $"{Entrant} {Shape}";
}
