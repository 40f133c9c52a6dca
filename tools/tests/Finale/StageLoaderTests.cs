using Katas.Finale;
using Spectre.Console.Testing;

namespace Katas.Tests;

public sealed class StageLoaderTests
{
    [Fact]
    public void With_all_stages_done_the_fastest_multiplies()
    {
        StageLoader loader = Of();
        loader.Load(TestContext.Current.CancellationToken).ShouldNotBeNull();
        loader.Multiplier.ShouldBe(Stage.SimdMatmul);
        loader.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void An_unwritten_stage_is_named_with_its_file_and_its_lesson()
    {
        StageLoader loader = Of((Stage.FrobeniusNorm, typeof(Unwritten)));
        loader.Load(TestContext.Current.CancellationToken).ShouldBeNull();
        string report = Written(loader);
        report.ShouldContain("not written yet");
        report.ShouldContain("open katas/4-FrobeniusNorm/FrobeniusNorm.cs; its lesson is README.md there");
        report.ShouldContain("--borrow");
    }

    [Fact]
    public void A_missing_stage_is_borrowed_if_asked()
    {
        StageLoader loader = new(_ => typeof(Unwritten), borrow: true, TimeSpan.FromSeconds(20));
        loader.Load(TestContext.Current.CancellationToken).ShouldNotBeNull();
        loader.Multiplier.ShouldBe(Stage.SimdMatmul);
        Written(loader).ShouldContain("borrowed from the reference; yours: not written yet");
    }

    [Fact]
    public void Without_stage_7_a_slower_one_multiplies_and_nothing_is_missing()
    {
        StageLoader loader = Of((Stage.SimdMatmul, typeof(Unwritten)), (Stage.VectorizedMatmul, typeof(Wrong)));
        loader.Load(TestContext.Current.CancellationToken).ShouldNotBeNull();
        loader.Multiplier.ShouldBe(Stage.NaiveMatmul);
        loader.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Without_any_that_multiplies_the_simplest_is_missing()
    {
        StageLoader loader = Of((Stage.SimdMatmul, typeof(Unwritten)), (Stage.VectorizedMatmul, typeof(Unwritten)),
            (Stage.NaiveMatmul, typeof(Unwritten)), (Stage.Broadcasting, typeof(Unwritten)));
        loader.Load(TestContext.Current.CancellationToken).ShouldBeNull();
        loader.Missing.Select(finding => finding.Stage).ShouldBe([Stage.NaiveMatmul, Stage.Broadcasting]);
    }

    [Theory]
    [InlineData(typeof(Wrong), "(50, 784) times (784, 10) gives NaN where it should give")]
    [InlineData(typeof(Narrow), "(50, 784) times (784, 10) gives the shape (50, 9), not (50, 10)")]
    [InlineData(typeof(Null), "gives null")]
    [InlineData(typeof(Throwing), " of StageLoaderTests.cs: Index (0, 1568) is outside a tensor")]
    [InlineData(typeof(Hanging), "does a loop ever end?")]
    [InlineData(typeof(StageLoader), "there is no StageLoader.Multiply")]
    public void A_stage_that_does_not_do_what_it_should_is_told_so(Type type, string complaint)
    {
        StageLoader loader = Of((Stage.SimdMatmul, type));
        loader.Load(TestContext.Current.CancellationToken).ShouldNotBeNull();
        loader.Findings[Stage.SimdMatmul].Complaint!.ShouldContain(complaint);
    }

    private static StageLoader Of(params (Stage Stage, Type Type)[] others) =>
        new(stage => others.FirstOrDefault(other => other.Stage == stage).Type
            ?? (stage == Stage.LoadMnist ? typeof(Loaded) : stage.SolutionType),
            borrow: false, TimeSpan.FromSeconds(10));

    private static string Written(StageLoader loader)
    {
        using TestConsole console = new TestConsole().Width(120);
        StageReport.Write(console, loader, solved: false);
        return console.Output;
    }

    /// <summary>All members of all stages, as the stubs have them.</summary>
    private static class Unwritten
    {
        public static Mnist Load(string path) => throw new NotImplementedException(path);
        public static Tensor<float> Matmul(Tensor<float> a, Tensor<float> b) => Multiply(a, b);
        public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Multiply(a, b);
        public static Tensor<float> Subtract(Tensor<float> a, Tensor<float> b) => Multiply(a, b);
        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => throw new NotImplementedException($"{a}{b}");
        public static Tensor<bool> GreaterThan(Tensor<float> a, Tensor<float> b) => throw new NotImplementedException($"{a}{b}");
        public static Tensor<bool> EqualTo(Tensor<float> a, Tensor<float> b) => GreaterThan(a, b);
        public static float Mean(Tensor<bool> mask) => throw new NotImplementedException($"{mask}");
        public static float ByLoops(Tensor<float> m) => throw new NotImplementedException($"{m}");
        public static Tensor<float> Unsqueeze(Tensor<float> a, int axis) => throw new NotImplementedException($"{a}{axis}");
    }

    private static class Loaded
    {
        public static Mnist Load(string path) => path == MnistFile.Path ? Reference.Stages.Mnist : throw new FileNotFoundException(path);
    }

    private static class Wrong
    {
        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) =>
            Draw.Tensor(new(1), _ => float.NaN, a.Shape[0], b.Shape[1]);
    }

    private static class Narrow
    {
        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Tensor.Zeros<float>(a.Shape[0], b.Shape[1] - 1);
    }

    private static class Null
    {
        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => (a.Length + b.Length < 0 ? a : null)!;
    }

    private static class Throwing
    {
        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => a[0, b.Shape[0] + a.Shape[1]];
    }

    private static class Hanging
    {
        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
        {
            while (a.Length + b.Length > 0)
                Thread.Sleep(100);
            return a;
        }
    }
}
