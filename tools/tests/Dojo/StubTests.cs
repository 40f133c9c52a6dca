using Katas.Dojo;

namespace Katas.Tests;

public sealed class StubTests : IDisposable
{
    private readonly TemporaryRepository copy = new("katas/2-NaiveMatmul", "solutions/2-NaiveMatmul");

    private Stage Stage => copy.Workspace.Stages.Single();

    private string Kata => Stage.At(Stage.Kata);

    public void Dispose() => copy.Dispose();

    public static TheoryData<string> Stages => [.. TemporaryRepository.Real.Stages.Select(stage => stage.Folder)];

    [Theory, MemberData(nameof(Stages))]
    public void A_stub_is_its_solution_without_bodies(string folder)
    {
        Stage stage = TemporaryRepository.Real.Find(folder);
        new Stub(stage).Derive().ShouldBe(File.ReadAllText(stage.At(stage.Kata)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_first_member_is_the_one_to_begin_with() =>
        new Stub(TemporaryRepository.Real.Find("3")).FirstMember.ShouldBe("Elementwise.Add");

    [Fact]
    public void Reset_brings_the_stub_back_and_keeps_the_learners_work()
    {
        string stub = File.ReadAllText(Kata);
        File.WriteAllText(Kata, "// my work");
        DateTime before = File.GetLastWriteTimeUtc(Kata);
        new Stub(Stage).IsUntouched.ShouldBeFalse();
        string saved = new Stub(Stage).Reset().ShouldNotBeNull();
        File.ReadAllText(copy.Workspace.At(saved)).ShouldBe("// my work");
        File.ReadAllText(Kata).ReplaceLineEndings().ShouldBe(stub.ReplaceLineEndings());
        new Stub(Stage).IsUntouched.ShouldBeTrue();
        File.GetLastWriteTimeUtc(Kata).ShouldBeGreaterThanOrEqualTo(before);   // so a build sees it
    }

    [Fact]
    public void Every_reset_saves_into_a_new_file_that_is_not_compiled()
    {
        string[] works = ["// first", "// second", "// third"];
        string[] saved = [.. works.Select(work =>
        {
            File.WriteAllText(Kata, work);
            return new Stub(Stage).Reset()!;
        })];
        saved.Select(path => File.ReadAllText(copy.Workspace.At(path))).ShouldBe(works);
        Directory.GetFiles(Path.GetDirectoryName(Kata)!, "*.cs").ShouldBe([Kata]);
    }

    [Fact]
    public void A_stub_that_was_deleted_comes_back()
    {
        File.Delete(Kata);
        new Stub(Stage).Reset().ShouldBeNull();
        new Stub(Stage).IsUntouched.ShouldBeTrue();
    }

    [Fact]
    public void Line_endings_are_no_work()
    {
        File.WriteAllText(Kata, File.ReadAllText(Kata).ReplaceLineEndings("\r\n"));
        new Stub(Stage).IsUntouched.ShouldBeTrue();
    }
}
