using System.Numerics;
using Katas.Dojo;
using Katas.Dojo.Racing;

namespace Katas.Tests;

public sealed class SpeedAdviceTests
{
    public static TheoryData<string, int> Goals =>
        [.. Stage.All.SelectMany(stage => stage.Goals.Select((_, reached) => (stage.Folder, reached)))];

    /// <summary>Says where the code stands, what comes next and what to look for, but not to do what was measured to be done.</summary>
    [Theory, MemberData(nameof(Goals))]
    public void Advice_is_that_of_the_first_goal_that_is_not_reached(string folder, int reached)
    {
        Stage stage = Stage.All.Single(stage => stage.Folder == folder);
        string advice = SpeedAdvice.Of(stage, Measured(stage, reached)).ShouldNotBeNull();
        advice.ShouldContain($"The next step is task {stage.Goals[reached].Task}, {stage.Goals[reached].Name}: ");
        advice.ShouldContain($"your code is {Race.Format(0.9 * stage.Goals[reached].Times)} times as fast as ");
        for (int i = 0; i < stage.Goals.Count; i++)
            advice.Contains(stage.Goals[i].Advice, StringComparison.Ordinal).ShouldBe(i == reached);
        if (reached > 0)
            advice.ShouldContain($"has the speed of {stage.Goals[reached - 1].Name}.");
    }

    [Fact]
    public void Who_reaches_the_last_goal_is_done() =>
        SpeedAdvice.Of(Stage.SimdMatmul, Measured(Stage.SimdMatmul, 3), widestLanes: Vector<float>.Count)
            .ShouldBe("Stage 7 is right, and has the speed of a packed panel. That is its last goal: it is done.");

    [Fact]
    public void The_step_to_wider_vectors_is_named_where_the_processor_has_them_and_all_goals_are_reached()
    {
        int lanes = Vector<float>.Count;
        SpeedAdvice.Of(Stage.SimdMatmul, Measured(Stage.SimdMatmul, 3), widestLanes: 2 * lanes)!.ShouldEndWith(
            $"it is done. This processor's vectors have {2 * lanes} lanes, and Vector<float> uses {lanes} of them: "
            + "task 6 of the lesson shows how it uses all.");
        SpeedAdvice.Of(Stage.SimdMatmul, Measured(Stage.SimdMatmul, 2), widestLanes: 2 * lanes)!.ShouldNotContain("lanes");
        SpeedAdvice.Of(Stage.VectorizedMatmul, Measured(Stage.VectorizedMatmul, 2), widestLanes: 2 * lanes)!.ShouldNotContain("lanes");
        Lesson.Of(TemporaryRepository.Real.Find("7")).Tasks.Single(task => task.Number == 6).Title.ShouldContain("lanes");
    }

    [Fact]
    public void Nothing_is_said_where_nothing_is_expected_or_measured()
    {
        SpeedAdvice.Of(Stage.NaiveMatmul, Measured(Stage.NaiveMatmul, 0)).ShouldBeNull();
        SpeedAdvice.Of(Stage.SimdMatmul, new(1, [new("X", "It holds", null)])).ShouldBeNull();
    }

    /// <summary>Each goal is a task of the lesson, which says the goal, and a class of the solution.</summary>
    [Theory, MemberData(nameof(Goals))]
    public void A_goal_stands_in_the_lesson(string folder, int index)
    {
        Stage stage = Stage.All.Single(stage => stage.Folder == folder);
        SpeedGoal goal = stage.Goals[index];
        string task = File.ReadAllText(stage.At(stage.LessonPath)).ReplaceLineEndings("\n")
            .Split($"\n### {goal.Task}. ")[1].Split("\n##")[0];
        string sizes = goal.Sizes.Distinct().Count() == 1 ? $"{goal.Sizes[0]}" : string.Join(" × ", goal.Sizes);
        task.ShouldContain($"**Goal:** at {sizes}, at least {goal.Times} times as fast as ");
        string file = goal.Measure.Replace('.', '/');
        File.Exists(stage.At($"solutions/{stage.Folder}/{file}.cs")).ShouldBeTrue(goal.Measure);
    }

    private static Result Measured(Stage stage, int reached) => new(1, [new("X", "It holds", null)])
    {
        Speeds = [.. stage.Goals.Take(reached + 1)
            .Select((goal, i) => new Speed(goal.Task, (i < reached ? 1.1 : 0.9) * goal.Times, goal.Times))],
    };
}
