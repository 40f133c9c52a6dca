using Katas.Dojo;

namespace Katas.Tests;

public sealed class MemoryTests : IDisposable
{
    private static readonly Result SomeResult = new(2, [new("NaiveMatmul", "It holds", null), new("NaiveMatmul", "It does not", "Broken law: \"ü\"\n  a  (1, 1) [[1]]")]);

    private readonly TemporaryRepository copy = TemporaryRepository.OfStage("2-NaiveMatmul");

    private Stage Stage => copy.Workspace.Stages.Single();

    public void Dispose() => copy.Dispose();

    [Theory]
    [InlineData("katas/2-NaiveMatmul/NaiveMatmul.cs", true)]
    [InlineData("katas/2-NaiveMatmul/Another.cs", true)]
    [InlineData("tests/2-NaiveMatmul/NaiveMatmulTests.cs", true)]
    [InlineData("tests/Support/MatmulLaws.cs", true)]
    [InlineData("foundation/Tensors/TensorOfT.cs", true)]
    [InlineData("Directory.Packages.props", true)]
    [InlineData("katas/2-NaiveMatmul/README.md", false)]
    [InlineData("katas/2-NaiveMatmul/NaiveMatmul.saved-1.cs.txt", false)]
    [InlineData("katas/2-NaiveMatmul/.NaiveMatmul.cs.swp", false)]
    [InlineData("katas/3-Elementwise/Elementwise.cs", false)]
    public void A_result_is_forgotten_when_what_it_depends_on_changes_and_only_then(string path, bool isForgotten)
    {
        Keep();
        Examiner.Remembered(Stage).ShouldNotBeNull();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.Workspace.At(path))!);
        File.AppendAllText(copy.Workspace.At(path), "\n");
        (Examiner.Remembered(Stage) is null).ShouldBe(isForgotten);
    }

    [Fact]
    public void A_change_that_is_taken_back_brings_the_result_back()
    {
        string kata = copy.Workspace.At(Stage.Kata), before = File.ReadAllText(kata);
        Keep();
        File.AppendAllText(kata, "// a thought");
        Examiner.Remembered(Stage).ShouldBeNull();
        File.WriteAllText(kata, before);
        Result result = Examiner.Remembered(Stage).ShouldNotBeNull();
        result.Laws.ShouldBe(SomeResult.Laws);
        (result.Passed, result.Total, result.IsDone).ShouldBe((1, 2, false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    public void Memory_that_is_damaged_is_no_memory(string text)
    {
        Keep();
        File.WriteAllText(copy.Workspace.Remembered("results/2-NaiveMatmul.json"), text);
        Examiner.Remembered(Stage).ShouldBeNull();
    }

    private void Keep() => Memory.Keep(Stage, Fingerprint.Of(Stage), SomeResult);
}
