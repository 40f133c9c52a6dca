using Katas.Dojo;

namespace Katas.Tests;

public sealed class StubTests : IDisposable
{
    private readonly TemporaryRepository copy = new("katas/2-NaiveMatmul", "tools/dojo/stubs/2-NaiveMatmul");

    private Stage Stage => copy.Workspace.Stages.Single();

    private string Kata => copy.Workspace.At(Stage.Kata);

    public void Dispose() => copy.Dispose();

    [Fact]
    public void The_stubs_that_reset_puts_back_are_those_of_the_katas()
    {
        foreach (Stage stage in TemporaryRepository.Real.Stages)
            stage.Stub.IsUntouched.ShouldBeTrue($"{stage.Kata} and tools/dojo/stubs/{stage.Folder} differ: whoever changes a stub changes both");
    }

    [Fact]
    public void Reset_brings_the_stub_back_and_keeps_the_learners_work()
    {
        string stub = File.ReadAllText(Kata);
        File.WriteAllText(Kata, "// my work");
        Stage.Stub.IsUntouched.ShouldBeFalse();
        string saved = Stage.Stub.Reset().ShouldNotBeNull();
        File.ReadAllText(copy.Workspace.At(saved)).ShouldBe("// my work");
        File.ReadAllText(Kata).ShouldBe(stub);
        Stage.Stub.IsUntouched.ShouldBeTrue();
    }

    [Fact]
    public void Every_reset_saves_into_a_new_file_that_is_not_compiled()
    {
        string[] works = ["// first", "// second", "// third"];
        string[] saved = [.. works.Select(work =>
        {
            File.WriteAllText(Kata, work);
            return Stage.Stub.Reset()!;
        })];
        saved.Select(path => File.ReadAllText(copy.Workspace.At(path))).ShouldBe(works);
        Directory.GetFiles(Path.GetDirectoryName(Kata)!, "*.cs").ShouldBe([Kata]);
    }

    [Fact]
    public void A_stub_that_was_deleted_comes_back()
    {
        File.Delete(Kata);
        Stage.Stub.Reset().ShouldBeNull();
        Stage.Stub.IsUntouched.ShouldBeTrue();
    }

    [Fact]
    public void Line_endings_are_no_work()
    {
        File.WriteAllText(Kata, File.ReadAllText(Kata).ReplaceLineEndings("\r\n"));
        Stage.Stub.IsUntouched.ShouldBeTrue();
    }

    [Fact]
    public void A_build_sees_that_the_stub_is_back()
    {
        File.WriteAllText(Kata, "// my work");
        DateTime before = File.GetLastWriteTimeUtc(Kata);
        Stage.Stub.Reset();
        File.GetLastWriteTimeUtc(Kata).ShouldBeGreaterThanOrEqualTo(before);
    }
}
