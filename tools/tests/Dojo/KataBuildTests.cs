using Katas.Dojo;

namespace Katas.Tests;

public sealed class KataBuildTests : IDisposable
{
    private readonly TemporaryRepository copy = new("katas/2-NaiveMatmul");

    private string Lock => copy.Workspace.At("artifacts/dojo/build.lock");

    public KataBuildTests() => Directory.CreateDirectory(Path.GetDirectoryName(Lock)!);

    public void Dispose() => copy.Dispose();

    [Fact]
    public async Task What_keeps_the_lock_from_being_taken_is_told_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        File.CreateSymbolicLink(Lock, Lock);
        await Should.ThrowAsync<IOException>(() => Build(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_build_waits_for_another()
    {
        using FileStream other = new(Lock, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        using CancellationTokenSource soon = new(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<OperationCanceledException>(() => Build(soon.Token));
    }

    [Fact]
    public async Task A_build_that_ends_without_an_error_line_says_why()
    {
        File.WriteAllText(copy.Workspace.At("global.json"), """{ "sdk": { "version": "99.0.100" } }""");
        Func<Stage, BuildFailure?> failure = await Build(TestContext.Current.CancellationToken);
        BuildFailure found = failure(copy.Workspace.Stages[0]).ShouldNotBeNull();
        found.IsCode.ShouldBeFalse();
        found.Message.ShouldContain("99.0.100");
    }

    [Fact]
    public async Task An_error_without_a_number_is_told_alone()
    {
        using TemporaryRepository whole = new(Stage.NaiveMatmul);
        File.WriteAllText(whole.Workspace.At("Directory.Solution.props"),
            """<Project><Target Name="Full" BeforeTargets="Restore"><Error Text="No space left" /></Target></Project>""");
        (await Test(whole.Workspace.Stages[0])).Message.ShouldBe("error: No space left");
    }

    [Fact]
    public async Task A_kata_that_is_gone_is_told_from_an_error_in_the_tests()
    {
        using TemporaryRepository whole = new(Stage.NaiveMatmul);
        Stage stage = whole.Workspace.Stages[0];
        string kata = stage.At(stage.Kata), text = File.ReadAllText(kata);
        File.Delete(kata);
        (await Test(stage)).Message.ShouldStartWith("katas/2-NaiveMatmul/NaiveMatmul.cs is missing.");

        File.WriteAllText(kata, text.Replace("public static Tensor<float> Multiply", "static Tensor<float> Multiply"));
        BuildFailure hidden = await Test(stage);
        hidden.File.ShouldBe("tests/2-NaiveMatmul/NaiveMatmulTests.cs");
        hidden.Message.ShouldContain("The tests call NaiveMatmul.Multiply.");

        File.WriteAllText(kata, text.Replace("throw new", "throw"));
        (await Test(stage)).File.ShouldBe("katas/2-NaiveMatmul/NaiveMatmul.cs");
    }

    private static async Task<BuildFailure> Test(Stage stage) =>
        (await KataBuild.Tests([stage], [], _ => { }, TestContext.Current.CancellationToken))(stage).ShouldNotBeNull();

    private Task<Func<Stage, BuildFailure?>> Build(CancellationToken cancel) => KataBuild.Katas(copy.Workspace.Stages, [], cancel);
}
