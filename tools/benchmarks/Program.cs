using System.Diagnostics;
using Katas;
using Katas.Benchmarks;

// Measures everything, and writes results/CPU.md with its two charts. Takes some ten minutes, on a machine that does nothing else.
Stopwatch clock = Stopwatch.StartNew();
string artifacts = Path.Combine(Repository.Root, "artifacts", "benchmarks"), folder = Path.Combine(Repository.Root, "tools", "benchmarks", "results");

Say("Python");
Python? python = Python.Measure(Ladder.Shapes.Where(shape => shape.N <= 2048));
Say(python is null ? "Python with NumPy is not installed" : python.Version);

Say("the peak of one core");
double peak = FmaPeak.Measure();
Say($"{peak / 1e9:N0} GFLOP/s");

Say("side by side: .NET, Python, all cores against one, one core against its peak");
List<SideBySide> races = [.. SideBySide.WithoutOpenBlas(python), .. SideBySide.WithPeak()];

Say(OpenBlas.Find() is { } openBlas ? $"side by side: {openBlas.Version}" : "OpenBLAS is not installed");
races.AddRange(SideBySide.WithOpenBlas());

Say($"the ladder; follow it in {artifacts}/ladder.log");
IReadOnlyList<Rung> rungs = Ladder.Climb(artifacts, Ladder.Shapes);

Results results = new(Machine.Cpu, Machine.Description(python), peak, python, rungs, races);
string name = Machine.Cpu.Replace(' ', '-');
Directory.CreateDirectory(folder);
Charts.DrawLadder(results, Path.Combine(folder, $"{name}.svg"));
Charts.DrawGrowth(results, Path.Combine(folder, $"{name}-growth.svg"));
File.WriteAllText(Path.Combine(folder, $"{name}.md"), results.ToMarkdown($"{name}.svg", $"{name}-growth.svg"));
Say($"written to {folder}/{name}.md");

void Say(string text) => Console.WriteLine($"{clock.Elapsed:mm\\:ss}  {text}");
