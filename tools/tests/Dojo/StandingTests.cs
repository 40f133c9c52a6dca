using Katas.Dojo;

namespace Katas.Tests;

/// <summary>Has learners stand where they do in the real lessons, by the laws that hold and those that do not.</summary>
public sealed class StandingTests
{
    private static readonly Stage ladder = Stage.SimdMatmul with
    {
        Goals = [new(Task: 2, Times: 1, "Two", [1, 1, 1], "", ""), new(Task: 3, Times: 1, "Three", [1, 1, 1], "", "")],
    };

    private static readonly Lesson rungs = Lesson.Parse("""
        ### 1. Loops

        Laws: all others

        ### 2. Vectors

        Laws: Sizes without a remainder are right

        ### 3. Tiles
        """);

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
            ("VectorizedMatmul", "The example of the lesson", Unwritten),
            ("VectorizedMatmul", "Row 2 times column 3 is 23", Unwritten)));
        HintTitles(standing).ShouldBe(["Turn columns into rows", "Put them together"]);
    }

    [Fact]
    public void Columns_that_are_no_rows_are_told_from_what_is_put_together_wrong()
    {
        Standing standing = Stand("5", Of(
            ("VectorizedMatmulContract", "Mismatched matrices are refused", null),
            ("VectorizedMatmul", "The example of the lesson", Broken),
            ("VectorizedMatmul", "Row 2 times column 3 is 23", Broken),
            ("VectorizedMatmul", "A row times a column is their dot product", null)));
        HintTitles(standing).ShouldBe(["Put them together", "Turn columns into rows"]);
    }

    [Theory]
    [InlineData(Broken, "B", "c")]
    [InlineData(Unwritten, "B", "c")]
    [InlineData(null, "D", "d")]
    public void A_task_without_laws_is_at_hand_until_a_law_of_the_next_holds(string? failure, string task, string law)
    {
        Lesson lesson = Lesson.Parse("### 1. A\n\nLaws: a\n\n### 2. B\n\n### 3. C\n\nLaws: c\n\n### 4. D\n\nLaws: all others");
        Standing standing = Standing.Of(
            Stage.NaiveMatmul, lesson, Of(("X", "a", null), ("X", "c", failure), ("X", "d", Broken)), lastRight: null);
        (standing.Task!.Title, standing.Law!.Sentence).ShouldBe((task, law));
        HintTitles(standing).ShouldBe(task == "B" ? ["B", "C"] : ["D"]);
    }

    [Fact]
    public void Tasks_without_laws_come_last_once_the_code_is_written()
    {
        Lesson lesson = Lesson.Parse("### 1. A\n\nLaws: a\n\n### 2. B\n\n### 3. C\n\n### 4. D\n\nLaws: all others");
        Standing standing = Standing.Of(Stage.NaiveMatmul, lesson, Of(("X", "a", null), ("X", "d", Broken), ("X", "e", null)), null);
        HintTitles(standing).ShouldBe(["D", "C", "B"]);
    }

    [Fact]
    public void What_is_done_gets_no_hints()
    {
        Standing standing = Stand("1", Of(
            ("MnistLoaderContract", "A missing file is reported as missing", null),
            ("MnistLoaderContract", "A path at which there is no file is reported as missing", null),
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
                Result result = Of(("X", "It holds", null)) with
                {
                    Speeds = [.. stage.Goals.TakeWhile(other => other != goal).Append(goal).Select(other =>
                        new Speed(other.Task, other.Times - (other == goal ? 0.01 : 0), other.Times))],
                };
                Standing.Of(stage, Lesson.Of(stage), result, lastRight: null).Task!.Number.ShouldBe(goal.Task);
            }
    }

    [Fact]
    public void A_stage_that_is_done_stands_at_no_task() => Stand("2", Of(("X", "It holds", null))).Task.ShouldBeNull();

    [Theory]
    [InlineData(Broken, null, 1)]
    [InlineData(Unwritten, 0, 1)]
    [InlineData(Broken, 0, 2)]   // loops were right
    [InlineData(Broken, 1, 3)]   // vectors were right
    public void What_breaks_on_the_way_to_more_speed_belongs_to_the_task_of_the_next_goal(string failure, int? reached, int task)
    {
        Result result = Of(("X", "Any size is right", failure), ("X", "Sizes without a remainder are right", Broken));
        Result? lastRight = reached is null ? null : Of(("X", "Any size is right", null)) with
        {
            Speeds = [.. ladder.Goals.Select((goal, i) => new Speed(goal.Task, i < reached ? 1 : 0.5, goal.Times)).Take(reached.Value + 1)],
        };
        Standing.Of(ladder, rungs, result, lastRight).Task!.Number.ShouldBe(task);
    }

    [Fact]
    public void What_breaks_in_the_thorough_round_belongs_to_the_task_of_its_law_as_all_goals_are_reached()
    {
        using TemporaryRepository copy = new("katas/7-SimdMatmul");
        Stage stage = copy.Workspace.Stages.Single();
        Result result = Of(("X", "A law that no task names", Broken)) with
        {
            IsThorough = true,
            Speeds = [.. stage.Goals.Select(goal => new Speed(goal.Task, goal.Times, goal.Times))],
        };
        ResultCache.Put(stage, new string('1', 64), result);
        Standing.Of(stage, Lesson.Of(stage), result).Task!.Laws.ShouldBe([LessonLaws.AllOthers]);
    }

    [Fact]
    public void A_law_of_a_faster_task_that_holds_shows_that_this_task_is_at_hand()
    {
        Result result = Of(("X", "Any size is right", Broken), ("X", "Sizes without a remainder are right", null));
        Standing.Of(ladder, rungs, result, lastRight: null).Task!.Title.ShouldBe("Vectors");
    }

    [Fact]
    public void A_stage_that_does_not_compile_stands_where_it_stood()
    {
        using TemporaryRepository copy = new("katas/2-NaiveMatmul");
        Stage stage = copy.Workspace.Stages.Single();
        Result former = Of(("X", "A tensor that is not a matrix is refused", null), ("X", "Any other", Unwritten));
        ResultCache.Put(stage, new string('1', 64), former);
        Standing.Of(stage, Lesson.Of(stage), Result.Nothing with { Failure = new("does not compile", "error") }).Task!.Number.ShouldBe(2);
    }

    private static IEnumerable<string> HintTitles(Standing standing) => standing.HintTasks.Select(task => task.Title);

    private static Standing Stand(string stage, Result result)
    {
        Stage found = TemporaryRepository.Real.Find(stage);
        return Standing.Of(found, Lesson.Of(found), result, lastRight: null);
    }

    private static Result Of(params (string Subject, string Sentence, string? Failure)[] laws) =>
        new(laws.Length, [.. laws.Select(law => new Law(law.Subject, law.Sentence, law.Failure))]);
}
