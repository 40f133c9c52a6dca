using Katas.Dojo;
using Katas.Dojo.Racing;

namespace Katas.Tests;

/// <summary>Builds and runs the laws of one stage for real, in a copy of the repository, on what a learner may write.</summary>
public sealed class ExaminerTests(ExaminerTests.Copy copy) : IClassFixture<ExaminerTests.Copy>
{
    private const string Head = "namespace Katas; public static class NaiveMatmul { public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) ";

    private Stage Stage => copy.Stage;

    public sealed class Copy : IDisposable
    {
        private readonly TemporaryRepository copy = TemporaryRepository.OfStage("2-NaiveMatmul");

        public Stage Stage => copy.Workspace.Stages.Single();

        public void Dispose() => copy.Dispose();
    }

    [Fact]
    public async Task A_stub_is_not_begun_and_not_run_twice()
    {
        Stage.Stub.Reset();
        Result result = await Examine();
        (result.Passed, result.IsUnwritten, result.Obstacle).ShouldBe((0, true, null));
        result.Laws.Count.ShouldBe(result.Total);
        result.Total.ShouldBeGreaterThan(10);

        List<Phase> phases = [];
        Result again = await Examiner.Examine(Stage, report => phases.Add(report.Phase), TestContext.Current.CancellationToken);
        phases.ShouldBe([Phase.Known]);
        again.Laws.ShouldBe(result.Laws);
    }

    [Fact]
    public async Task A_solution_is_done_and_can_be_raced()
    {
        File.Copy(TemporaryRepository.Real.At(Stage.Solution), copy.Stage.Workspace.At(Stage.Kata), overwrite: true);
        Result result = await Examine();
        result.IsDone.ShouldBeTrue(result.FirstBroken?.Failure ?? result.Obstacle?.Message);

        var multiply = new Kata(Stage).Method<Func<Tensor<float>, Tensor<float>, Tensor<float>>>("Multiply");
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        multiply(a, b).ShouldEqual([[58, 64], [139, 154]]);
        Should.Throw<Refusal>(() => new Kata(Stage).Method<Action>("Multiply"));
    }

    [Fact]
    public async Task What_does_not_compile_is_told_with_its_place()
    {
        Result result = await Write(Head + "\n{\n    return a\n}\n}\n");
        Obstacle obstacle = result.Obstacle.ShouldNotBeNull();
        (obstacle.Word, obstacle.Place).ShouldBe(("does not compile", "katas/2-NaiveMatmul/NaiveMatmul.cs, line 3, column 13"));
        obstacle.Message.ShouldStartWith("error CS1002: ");
    }

    [Fact]
    public async Task A_stack_overflow_is_told()
    {
        Result result = await Write(Head + "=> Multiply(b, Multiply(a, b)); }");
        result.Obstacle.ShouldNotBeNull().Word.ShouldBe("stack overflow");
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
    public async Task What_the_learner_prints_does_not_matter()
    {
        Result result = await Write(Head + "{ System.Console.Write(\"here {\\\"$type\\\": \"); throw new System.NotImplementedException(\"Write it.\"); } }");
        (result.Laws.Count, result.IsUnwritten, result.Obstacle).ShouldBe((result.Total, true, null));
    }

    [Fact]
    public async Task A_program_that_ends_itself_is_told()
    {
        Result result = await Write(Head + "{ System.Environment.Exit(0); return a; } }");
        result.Obstacle.ShouldNotBeNull().Word.ShouldBe("crashed");
    }

    private Task<Result> Write(string code)
    {
        File.WriteAllText(Stage.Workspace.At(Stage.Kata), code);
        return Examine();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<Result> Examine() => Examiner.Examine(Stage, _ => { }, Cancel);
}
