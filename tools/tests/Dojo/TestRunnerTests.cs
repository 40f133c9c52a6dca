using Katas.Dojo;

namespace Katas.Tests;

/// <summary>Builds and runs the laws of one stage for real, in a copy of the repository, on what a learner may write.</summary>
public sealed class TestRunnerTests(TestRunnerTests.Copy copy) : IClassFixture<TestRunnerTests.Copy>
{
    private const string Head =
        "namespace Katas; public static class NaiveMatmul { public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) ";

    private Stage Stage => copy.Stage;

    public sealed class Copy : IDisposable
    {
        private readonly TemporaryRepository copy = new(TemporaryRepository.Real.Find("2-NaiveMatmul"));

        public Stage Stage => copy.Workspace.Stages.Single();

        public void Dispose() => copy.Dispose();
    }

    [Fact]
    public async Task A_stub_is_not_begun_and_not_run_twice()
    {
        await new Stub(Stage).Reset();
        Result result = await Run();
        (result.Passed, result.IsUnwritten, result.Failure).ShouldBe((0, true, null));
        result.Laws.Count.ShouldBe(result.Total);
        result.Total.ShouldBeGreaterThan(10);

        List<Phase> phases = [];
        Result again = await TestRunner.Run(Stage, report => phases.Add(report.Phase), TestContext.Current.CancellationToken);
        phases.ShouldBe([Phase.Known]);
        again.Laws.ShouldBe(result.Laws);
    }

    [Fact]
    public async Task A_solution_is_done_and_can_be_raced()
    {
        File.Copy(Stage.At(Stage.Solution), Stage.At(Stage.Kata), overwrite: true);
        Result result = await Run();
        result.IsDone.ShouldBeTrue(result.FirstBroken?.Failure ?? result.Failure?.Message);

        var multiply = KataAssembly.Load(Stage).Method<TensorOperation>("Multiply");
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        multiply(a, b).ShouldEqual([[58, 64], [139, 154]]);
        Should.Throw<UserError>(() => KataAssembly.Load(Stage).Method<Action>("Multiply"));
    }

    [Fact]
    public async Task What_does_not_compile_is_told_with_its_place()
    {
        Result result = await Write(Head + "\n{\n    return a\n}\n}\n");
        RunFailure failure = result.Failure.ShouldNotBeNull();
        (failure.Word, failure.Place).ShouldBe(("does not compile", "katas/2-NaiveMatmul/NaiveMatmul.cs, line 3, column 13"));
        failure.Message.ShouldStartWith("error CS1002: ");
    }

    [Theory]
    [InlineData("=> Multiply(b, Multiply(a, b)); }", "stack overflow")]
    [InlineData("{ System.Environment.Exit(0); return a; } }", "crashed")]
    public async Task A_program_that_ends_too_soon_is_told(string body, string word)
    {
        Result result = await Write(Head + body);
        result.Failure.ShouldNotBeNull().Word.ShouldBe(word);
        result.Total.ShouldBeGreaterThan(10);
        result.IsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task A_loop_without_end_is_told()
    {
        Result result = await Write(Head + "{ while (true) ; } }");
        result.Hangs.ShouldBeTrue();
        result.IsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task What_the_learner_prints_is_kept_and_does_no_harm()
    {
        Result result = await Write(Head
            + "{ System.Console.WriteLine(\"here {}\"); throw new System.NotImplementedException(\"Write it.\"); } }");
        (result.Laws.Count, result.IsUnwritten, result.Failure).ShouldBe((result.Total, true, null));
        result.Printed.ShouldBe([.. Enumerable.Repeat("here {}", 10), "..."]);
        Plain.Text(WatchScreen.Body(Stage, Report.Of(result), new(null, 0, null, []), 80)).ShouldContain("Your code printed:\n  here {");
    }

    [Fact]
    public async Task A_thread_that_goes_on_for_ever_does_not_keep_the_result_back()
    {
        Result result = await Write(Head
            + "{ new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start(); "
            + "throw new System.NotImplementedException(\"Write it.\"); } }");
        (result.Laws.Count, result.Failure).ShouldBe((result.Total, null));
    }

    [Fact]
    public async Task What_the_learner_prints_past_the_console_does_no_harm()
    {
        Result result = await Write(Head
            + "{ using var o = System.Console.OpenStandardOutput(); o.Write(\"42\\n{\\\"$type\\\": 7}\\nnull\\nno end\"u8); "
            + "throw new System.NotImplementedException(\"Write it.\"); } }");
        (result.Laws.Count, result.IsUnwritten, result.Failure).ShouldBe((result.Total, true, null));
    }

    [Fact]
    public async Task A_process_that_the_learners_code_leaves_behind_does_not_keep_the_result_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh, and a parent that is gone.");
        Result result = await Write(Head.Replace("{ public", "{ static NaiveMatmul() => "
            + "System.Diagnostics.Process.Start(\"sh\", [\"-c\", \"sleep 300 &\"]); public")
            + "=> throw new System.NotImplementedException(\"Write it.\"); }");
        (result.Laws.Count, result.IsUnwritten, result.Failure).ShouldBe((result.Total, true, null));
    }

    [Fact]
    public async Task A_line_without_an_end_takes_no_more_memory_than_a_long_one()
    {
        byte[] line = new byte[3 << 20];
        line.AsSpan().Fill((byte)'x');
        List<string> heard = [];
        await DotnetProcess.ReadLines(new MemoryStream([.. line, .. "\nnext\r\nlast"u8]), heard.Add, TestContext.Current.CancellationToken);
        heard.Select(text => text.Length).ShouldBe([1 << 20, 4, 4]);
        heard[1..].ShouldBe(["next", "last"]);
    }

    [Fact]
    public async Task Code_that_is_right_and_crashes_in_its_race_is_told_and_takes_nothing_down()
    {
        using TemporaryRepository copy = new(TemporaryRepository.Real.Find("5-VectorizedMatmul"));
        Stage stage = copy.Workspace.Stages.Single();
        Workspace.CopyTree("solutions/2-NaiveMatmul", stage.Root);   // what it is raced against
        string code = File.ReadAllText(stage.At(stage.Solution));
        const string first = "        Tensor<float> c = ";
        code.ShouldContain(first);
        File.WriteAllText(stage.At(stage.Kata),
            code.Replace(first, $"        if (a.Shape is [256, 256] && b.Shape is [256, 256]) System.Environment.Exit(7);\n{first}"));
        Result result = await TestRunner.Run(stage, _ => { }, TestContext.Current.CancellationToken);
        RunFailure failure = result.Failure.ShouldNotBeNull();
        (failure.Word, failure.Message).ShouldBe(("no race", "The code of stage 5 ended its program, with exit code 7."));
        result.Passed.ShouldBe(result.Total);
    }

    private Task<Result> Write(string code)
    {
        File.WriteAllText(Stage.At(Stage.Kata), code);
        return Run();
    }

    private Task<Result> Run() => TestRunner.Run(Stage, _ => { }, TestContext.Current.CancellationToken);
}
