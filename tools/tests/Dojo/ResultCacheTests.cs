using Katas.Dojo;

namespace Katas.Tests;

public sealed class ResultCacheTests : IDisposable
{
    private static readonly Result SomeResult =
        new(2, [new("NaiveMatmul", "It holds", null), new("NaiveMatmul", "It does not", "Broken law: \"ü\"\n  a  (1, 1) [[1]]")])
        {
            Printed = ["a line"],
            IsThorough = true,
            Speeds = [new(3, 1.5, 2)],
        };

    private readonly TemporaryRepository copy = new(TemporaryRepository.Real.Find("2-NaiveMatmul"));

    private Stage Stage => copy.Workspace.Stages.Single();

    public void Dispose() => copy.Dispose();

    [Theory]
    [InlineData("katas/2-NaiveMatmul/NaiveMatmul.cs", true)]
    [InlineData("katas/2-NaiveMatmul/Another.cs", true)]
    [InlineData("tests/2-NaiveMatmul/NaiveMatmulTests.cs", true)]
    [InlineData("tests/Support/Matmul/MatmulLaws.cs", true)]
    [InlineData("foundation/Tensors/TensorOfT.cs", true)]
    [InlineData("Directory.Packages.props", true)]
    [InlineData("katas/2-NaiveMatmul/README.md", false)]
    [InlineData("katas/2-NaiveMatmul/NaiveMatmul.saved-1.cs.txt", false)]
    [InlineData("katas/2-NaiveMatmul/.NaiveMatmul.cs.swp", false)]
    [InlineData("katas/3-Elementwise/Elementwise.cs", false)]
    public void A_result_is_forgotten_when_what_it_depends_on_changes_and_only_then(string path, bool isForgotten)
    {
        Keep();
        ResultCache.Get(Stage).ShouldNotBeNull();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.Workspace.At(path))!);
        File.AppendAllText(copy.Workspace.At(path), "\n");
        (ResultCache.Get(Stage) is null).ShouldBe(isForgotten);
    }

    [Fact]
    public void A_change_that_is_taken_back_brings_the_whole_result_back()
    {
        string kata = Stage.At(Stage.Kata), before = File.ReadAllText(kata);
        Keep();
        File.AppendAllText(kata, "// a thought");
        ResultCache.Get(Stage).ShouldBeNull();
        File.WriteAllText(kata, before);
        Result result = ResultCache.Get(Stage).ShouldNotBeNull();
        result.Laws.ShouldBe(SomeResult.Laws);
        (result.Passed, result.Total, result.IsDone).ShouldBe((1, 2, false));
        result.IsThorough.ShouldBeTrue();
        (result.Printed.Single(), result.Speeds.Single(), result.IsSlow).ShouldBe(("a line", new(3, 1.5, 2), true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public void A_damaged_entry_is_none(string text)
    {
        Keep();
        File.WriteAllText(Directory.GetFiles(copy.Workspace.At("artifacts/dojo/results/2-NaiveMatmul")).Single(), text);
        ResultCache.Get(Stage).ShouldBeNull();
    }

    [Fact]
    public void Only_the_last_hundred_results_of_a_stage_are_kept()
    {
        for (int i = 0; i < 110; i++)
            ResultCache.Put(Stage, $"{i:D64}"[^32..], SomeResult);
        Directory.GetFiles(copy.Workspace.At("artifacts/dojo/results/2-NaiveMatmul")).Length.ShouldBe(100);
    }

    private void Keep() => ResultCache.Put(Stage, Fingerprint.Of(Stage), SomeResult);
}
