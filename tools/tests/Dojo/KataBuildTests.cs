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

    private Task<Func<Stage, BuildFailure?>> Build(CancellationToken cancel) => KataBuild.Katas(copy.Workspace.Stages, [], cancel);
}
