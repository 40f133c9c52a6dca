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

/// <summary>
/// One contender's result: the time of one product, and the bytes that it took beyond those of the result, if that is managed memory.
/// </summary>
public sealed record Measurement(string Contender, MatmulShape Shape, double Seconds, long? ExtraBytes = null);

/// <summary>Every contender multiplies every shape that it can within a few seconds.</summary>
public class MatmulBenchmark
{
    private Func<object> multiply = () => throw new InvalidOperationException("Not set up.");

    [ParamsSource(nameof(Cases))]
    public MatmulCase Case { get; set; } = null!;

    public static IEnumerable<MatmulCase> Cases =>
        from shape in Shapes
        from contender in Contender.All
        where contender.CanDo(shape)
        select new MatmulCase(contender, shape);

    /// <summary>Gets the shapes: squares are powers of two, whose rows meet in the same places of a cache, and 1000 beside 1024.</summary>
    public static IEnumerable<MatmulShape> Shapes =>
    [
        MatmulShape.FiveRows, MatmulShape.AllRows, MatmulShape.Layer,
        .. ((int[])[64, 128, 256, 512, 1000, 1024, 2048]).Select(MatmulShape.Square),
    ];

    /// <summary>Measures all cases of a shape with BenchmarkDotNet, in this process.</summary>
    public static List<Measurement> Run(string artifacts, MatmulShape shape)
    {
        using StreamLogger log = new(Path.Combine(Directory.CreateDirectory(artifacts).FullName, "benchmark.log"));
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(2).WithIterationCount(7).WithIterationTime(TimeInterval.FromMilliseconds(80)).WithEvaluateOverhead(false);
        IConfig config = ManualConfig.CreateEmpty().AddJob(job).WithArtifactsPath(artifacts)
            .AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(log)
            .AddFilter(new SimpleFilter(benchmark => CaseOf(benchmark).Shape == shape));
        Summary summary = BenchmarkRunner.Run<MatmulBenchmark>(config);
        if (summary.Reports.FirstOrDefault(report => report.ResultStatistics is null) is { } failed)
            throw new InvalidOperationException($"{CaseOf(failed.BenchmarkCase)} failed; {artifacts}/benchmark.log tells why.");
        List<MatmulCase> order = [.. Cases];
        return [.. from report in summary.Reports
                   let measured = CaseOf(report.BenchmarkCase)
                   orderby order.IndexOf(measured)
                   let extra = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) - sizeof(float) * (long)shape.M * shape.N
                   select new Measurement(measured.Contender.Name, shape, report.ResultStatistics!.Median / 1e9, extra < 0 ? null : extra)];
    }

    [GlobalSetup]
    public void SetUp()
    {
        (int m, int k, int n) = Case.Shape;
        Tensor<float> a = Tensor.RandomNormal(1, m, k), b = Tensor.RandomNormal(2, k, n);
        multiply = Case.Contender.Prepare(a, b);
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
        (int m, int k, int n) = Case.Shape;
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
                throw new InvalidOperationException($"{Case}: C[{i}, {j}] should be {sum}, but is {c[i * n + j]}.");
        }
    }

    private static MatmulCase CaseOf(BenchmarkCase benchmark) => (MatmulCase)benchmark.Parameters[nameof(Case)];
}

/// <summary>A contender and what it is to multiply.</summary>
public sealed record MatmulCase(Contender Contender, MatmulShape Shape)
{
    public override string ToString() => $"{Contender} {Shape}";
}
