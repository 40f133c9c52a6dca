using Katas.Dojo;

namespace Katas.Tests;

/// <summary>Has learners stand where they do in the real lessons, by the laws that hold and those that do not.</summary>
public sealed class StandingTests
{
    private const string Broken = "Broken law: ...", Unwritten = "Not written yet. Write it.";

    [Fact]
    public void At_the_beginning_the_first_task_is_at_hand()
    {
        Standing standing = Stand("2", Result.Nothing);
        standing.Words.ShouldBe("task 1 of 3: Check the shapes");
        standing.HintTasks.Select(task => task.Number).ShouldBe([1]);
    }

    [Fact]
    public void A_task_is_done_when_its_laws_hold_and_the_first_that_is_not_is_at_hand()
    {
        Standing standing = Stand("2", Of(
            ("NaiveMatmul", "The example of the lesson", Unwritten),
            ("NaiveMatmul", "A matrix without elements gives zeros", Unwritten),
            ("NaiveMatmulContract", "Mismatched matrices are refused", null),
            ("NaiveMatmulContract", "A tensor that is not a matrix is refused", null)));
        standing.Words.ShouldBe("task 2 of 3: Make the result");
        standing.Law!.Sentence.ShouldBe("A matrix without elements gives zeros");
    }

    [Fact]
    public void What_the_code_breaks_is_shown_before_what_is_not_written()
    {
        Standing standing = Stand("1", Of(
            ("MnistLoader", "A small data set comes back exactly", Unwritten),
            ("MnistLoaderContract", "A missing file is reported as missing", "Broken law: ... DirectoryNotFoundException")));
        standing.Task!.Number.ShouldBe(1);
        standing.Law!.Failure.ShouldBe("Broken law: ... DirectoryNotFoundException");
    }

    [Fact]
    public void Tasks_without_laws_come_in_order_while_nothing_is_written()
    {
        Standing standing = Stand("5", Of(
            ("VectorizedMatmulContract", "Mismatched matrices are refused", null),
            ("VectorizedMatmul", "The example of the lesson", Unwritten)));
        HintTitles(standing).ShouldBe(["Write the dot product", "Turn columns into rows", "Put them together"]);
    }

    [Fact]
    public void Tasks_without_laws_come_last_once_the_code_is_written()
    {
        Standing standing = Stand("5", Of(
            ("VectorizedMatmulContract", "Mismatched matrices are refused", null),
            ("VectorizedMatmul", "The example of the lesson", Broken)));
        HintTitles(standing).ShouldBe(["Put them together", "Turn columns into rows", "Write the dot product"]);
    }

    [Fact]
    public void What_is_done_gets_no_hints()
    {
        Standing standing = Stand("1", Of(
            ("MnistLoaderContract", "A missing file is reported as missing", null),
            ("MnistLoader", "A small data set comes back exactly", null),
            ("MnistLoaderContract", "A truncated file is reported as invalid", Broken)));
        HintTitles(standing).ShouldBe(["Report a damaged file"]);
    }

    [Fact]
    public void Each_of_two_functions_with_the_same_laws_has_a_task_of_its_own()
    {
        Standing standing = Stand("4", Of(
            ("FrobeniusNormByLoops", "Signs do not matter", null),
            ("FrobeniusNormByElementwise", "Signs do not matter", Broken),
            ("FrobeniusNormByLoopsContract", "A tensor that is not a matrix is refused", null),
            ("FrobeniusNormByElementwiseContract", "A tensor that is not a matrix is refused", null),
            ("FrobeniusNormAgreement", "Both functions agree", Broken)));
        standing.Task!.Title.ShouldBe("`ByElementwise`");
    }

    [Fact]
    public void A_stage_that_is_right_and_slow_stands_at_the_task_of_its_first_goal_that_is_not_reached()
    {
        foreach (Stage stage in TemporaryRepository.Real.Stages.Where(stage => stage.Goals.Count > 0))
            foreach (SpeedGoal goal in stage.Goals)
            {
                Result result = Of(("X", "It holds", null)) with { Speed = new(goal.Times - 0.01, stage.Goals[^1].Times) };
                Standing.Of(stage, Lesson.Of(stage), result, wasRight: false).Task!.Number.ShouldBe(goal.Task);
            }
    }

    [Fact]
    public void A_stage_that_is_done_stands_at_no_task() => Stand("2", Of(("X", "It holds", null))).Task.ShouldBeNull();

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public void What_breaks_on_the_way_to_more_speed_belongs_to_a_later_task(bool wasRight, int task)
    {
        Lesson lesson = Lesson.Parse("""
            ### 1. Check

            Laws: Checks hold

            ### 2. Loops

            Laws: all others

            ### 3. Vectors

            Laws: Whole vectors are right

            ### 4. Remainders

            Laws: Remainders are right
            """);
        Result result = Of(("X", "Any other", Broken), ("X", "Checks hold", null), ("X", "Whole vectors are right", Broken),
            ("X", "Remainders are right", Broken));
        Standing.Of(Stage.SimdMatmul, lesson, result, wasRight).Task!.Number.ShouldBe(task);

        result = result with { Laws = [.. result.Laws.Select(law => law.Sentence == "Whole vectors are right" ? law with { Failure = null } : law)] };
        Standing.Of(Stage.SimdMatmul, lesson, result, wasRight).Task!.Number.ShouldBe(4);
    }

    [Fact]
    public void A_stage_that_does_not_compile_stands_where_it_stood()
    {
        using TemporaryRepository copy = new("katas/2-NaiveMatmul");
        Stage stage = copy.Workspace.Stages.Single();
        ResultCache.Put(stage, new string('1', 64), Of(("X", "A tensor that is not a matrix is refused", null), ("X", "Any other", Unwritten)));
        Standing.Of(stage, Lesson.Of(stage), Result.Nothing with { Failure = new("does not compile", "error") }).Task!.Number.ShouldBe(2);
    }

    private static IEnumerable<string> HintTitles(Standing standing) => standing.HintTasks.Select(task => task.Title);

    private static Standing Stand(string stage, Result result)
    {
        Stage found = TemporaryRepository.Real.Find(stage);
        return Standing.Of(found, Lesson.Of(found), result, wasRight: false);
    }

    private static Result Of(params (string Subject, string Sentence, string? Failure)[] laws) =>
        new(laws.Length, [.. laws.Select(law => new Law(law.Subject, law.Sentence, law.Failure))]);
}
