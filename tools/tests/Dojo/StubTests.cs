using System.Diagnostics;
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
        new Stub(stage).FromSolution().ShouldBe(File.ReadAllText(stage.At(stage.Kata)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_first_member_is_the_one_to_begin_with() =>
        new Stub(TemporaryRepository.Real.Find("3")).FirstMember.ShouldBe("Elementwise.Add");

    [Fact]
    public async Task Reset_brings_the_stub_back_and_keeps_the_learners_work()
    {
        string stub = File.ReadAllText(Kata);
        File.WriteAllText(Kata, "// my work");
        DateTime before = File.GetLastWriteTimeUtc(Kata);
        new Stub(Stage).IsUntouched.ShouldBeFalse();
        string saved = (await new Stub(Stage).Reset()).ShouldNotBeNull();
        File.ReadAllText(copy.Workspace.At(saved)).ShouldBe("// my work");
        File.ReadAllText(Kata).ReplaceLineEndings().ShouldBe(stub.ReplaceLineEndings());
        new Stub(Stage).IsUntouched.ShouldBeTrue();
        File.GetLastWriteTimeUtc(Kata).ShouldBeGreaterThanOrEqualTo(before);   // so a build sees it
    }

    [Fact]
    public async Task Every_reset_saves_into_a_new_file_that_is_not_compiled()
    {
        string[] works = ["// first", "// second", "// third"];
        List<string> saved = [];
        foreach (string work in works)
        {
            File.WriteAllText(Kata, work);
            saved.Add((await new Stub(Stage).Reset())!);
        }
        saved.Select(path => File.ReadAllText(copy.Workspace.At(path))).ShouldBe(works);
        Directory.GetFiles(Path.GetDirectoryName(Kata)!, "*.cs").ShouldBe([Kata]);
    }

    [Fact]
    public async Task A_stub_that_was_deleted_comes_back()
    {
        File.Delete(Kata);
        (await new Stub(Stage).Reset()).ShouldBeNull();
        new Stub(Stage).IsUntouched.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_saved_comes_back_with_undo_and_again()
    {
        string stub = File.ReadAllText(Kata);
        File.WriteAllText(Kata, "// first");
        await new Stub(Stage).Reset();
        File.WriteAllText(Kata, "// second");
        await new Stub(Stage).Reset();
        new Stub(Stage).Saved.ShouldBe([1, 2]);

        new Stub(Stage).Undo(null).Saved.ShouldBeNull();   // the stub need not be saved
        File.ReadAllText(Kata).ShouldBe("// second");
        new Stub(Stage).Saved.ShouldBe([1]);

        string? saved = new Stub(Stage).Undo(1).Saved;
        File.ReadAllText(Kata).ShouldBe("// first");
        File.ReadAllText(copy.Workspace.At(saved.ShouldNotBeNull())).ShouldBe("// second");
        Should.Throw<UserError>(() => new Stub(Stage).Undo(7)).Message.ShouldContain("no saved version 7");
    }

    [Fact]
    public void Nothing_saved_is_told() => Should.Throw<UserError>(() => new Stub(Stage).Undo(null));

    [Theory, MemberData(nameof(Stages))]
    public void Without_solutions_a_stub_is_known_by_its_looks(string folder)
    {
        using TemporaryRepository alone = new($"katas/{folder}");
        Stage stage = alone.Workspace.Stages.Single();
        string text = File.ReadAllText(stage.At(stage.Kata)), body = "=>\n        throw new NotImplementedException";
        new Stub(stage).IsUntouched.ShouldBeTrue();
        string[] begun = [text.Replace(body, "=> null!; // "), text.Replace("\n}\n", "\n    private static int x;\n}\n"), ""];
        foreach (string written in begun)
        {
            File.WriteAllText(stage.At(stage.Kata), written);
            new Stub(stage).IsUntouched.ShouldBeFalse(written);
        }
    }

    [Fact]
    public async Task Without_solutions_the_stub_comes_back_from_a_record()
    {
        using TemporaryRepository alone = new("katas/2-NaiveMatmul");
        Stage stage = alone.Workspace.Stages.Single();
        string stub = File.ReadAllText(stage.At(stage.Kata));
        new Stub(stage).Remember();
        File.WriteAllText(stage.At(stage.Kata), "// my work");
        new Stub(stage).Remember();
        await new Stub(stage).Reset();
        File.ReadAllText(stage.At(stage.Kata)).ShouldBe(stub);
    }

    [Fact]
    public async Task Without_solutions_the_stub_comes_back_from_git()
    {
        using TemporaryRepository alone = new("katas/2-NaiveMatmul");
        Stage stage = alone.Workspace.Stages.Single();
        string stub = File.ReadAllText(stage.At(stage.Kata));
        Git("init", "--quiet");
        Commit();
        File.WriteAllText(stage.At(stage.Kata), "// my work");
        Commit();
        await new Stub(stage).Reset();
        File.ReadAllText(stage.At(stage.Kata)).ShouldBe(stub);

        void Commit()
        {
            Git("add", ".");
            Git("-c", "user.name=x", "-c", "user.email=x@localhost", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "x");
        }

        void Git(params string[] arguments)
        {
            using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = stage.Root })!;
            git.WaitForExit();
            git.ExitCode.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Without_solutions_record_and_git_reset_changes_nothing_and_says_so()
    {
        using TemporaryRepository alone = new("katas/2-NaiveMatmul");
        Stage stage = alone.Workspace.Stages.Single();
        File.WriteAllText(stage.At(stage.Kata), "// my work");
        (await Should.ThrowAsync<UserError>(() => new Stub(stage).Reset())).Message.ShouldContain("is not known");
        File.ReadAllText(stage.At(stage.Kata)).ShouldBe("// my work");
        new Stub(stage).Saved.ShouldBeEmpty();
    }

    [Fact]
    public void Line_endings_are_no_work()
    {
        File.WriteAllText(Kata, File.ReadAllText(Kata).ReplaceLineEndings("\r\n"));
        new Stub(Stage).IsUntouched.ShouldBeTrue();
    }
}
