using System.Diagnostics;
using System.Text.Json;
using Katas;
using Katas.Benchmarks;

// Measures everything, or the parts named as arguments, and writes results/CPU.md with its two charts when no part is missing.
// All of it takes some twenty minutes, on a machine that does nothing else. Parts are kept apart by the commit of the kernel, so that
// no results mix two.
if (args is [Ladder.Command])
{
    Console.WriteLine(JsonSerializer.Serialize(Ladder.MeasureAll()));
    return;
}
Stopwatch clock = Stopwatch.StartNew();
string artifacts = Path.Combine(Repository.Root, "artifacts", "benchmarks"),
    results = Path.Combine(Repository.Root, "tools", "benchmarks", "results", Machine.FileName);
string kernel = Machine.CommitOf("solutions/7-SimdMatmul/*.cs");
Parts parts = new(Path.Combine(artifacts, Machine.FileName, kernel), args, Say);
Say($"the kernel of commit {kernel}; {string.Join(", ", Blas.All.Select(blas => blas.Version))}");

Python? python = parts.Get("python", () => Python.Measure(MatmulBenchmark.Shapes));
double peak = parts.Get("peak", FmaPeak.Measure);
List<Comparison> comparisons = [.. parts.Get("dotnet",
    () => Comparison.WithoutBlas(python).Concat(Comparison.WithPeak()).Concat(Comparison.WithNumSharp()).ToList()) ?? []];
List<Ladder> ladders = parts.Get("ladder", Ladder.MeasureAll) ?? [],
    sixteenLanes = parts.Get("ladder-16-lanes", Ladder.MeasureSixteenLanes) ?? [],
    avx2 = parts.Get("ladder-AVX2", Ladder.MeasureAvx2) ?? [];
List<Sweep> sweeps = [];
foreach (Blas blas in Blas.All)
{
    comparisons.AddRange(parts.Get(blas.Name, () => Comparison.With(blas).ToList()) ?? []);
    if (parts.Get($"{blas.Name}-sweep", () => Sweep.Against(blas)) is { } sweep)
        sweeps.Add(sweep);
}
List<Measurement> measurements =
    [.. MatmulBenchmark.Shapes.SelectMany(shape => parts.Get($"{shape}", () => MatmulBenchmark.Run(artifacts, shape)) ?? [])];

if (parts.Missing.Count > 0)
{
    Say($"no results yet, as these parts were never measured: {string.Join(", ", parts.Missing)}");
    return;
}
Results all = new(Machine.Cpu, Machine.Description(python), kernel, peak, python, measurements, [ladders, sixteenLanes, avx2],
    comparisons, sweeps);
Directory.CreateDirectory(Path.GetDirectoryName(results)!);
Charts.DrawTimes(all, $"{results}.svg");
Charts.DrawGrowth(all, $"{results}-growth.svg");
File.WriteAllText($"{results}.md", all.ToMarkdown($"{Machine.FileName}.svg", $"{Machine.FileName}-growth.svg"));
Say($"written to {results}.md");

void Say(string text) => Console.WriteLine($"{clock.Elapsed:mm\\:ss}  {text}");
