using System.Numerics;
using System.Runtime.Intrinsics;

namespace Katas.Dojo.Racing;

/// <summary>Says what to do about the speed of a stage that is right, by what was measured.</summary>
public static class SpeedAdvice
{
    /// <summary>Gets how many lanes the processor's widest vectors have, which <see cref="Vector{T}"/> need not use.</summary>
    private static int WidestLanes => Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector<float>.Count;

    /// <summary>Words how fast the stage is, and what makes it faster; null if nothing is expected of its speed.</summary>
    public static string? Of(Stage stage, Result result) => Of(stage, result, WidestLanes);

    internal static string? Of(Stage stage, Result result, int widestLanes)
    {
        if (result.Speeds.Count == 0)
            return null;
        SpeedGoal? reached = stage.Goals.LastOrDefault(result.Reaches);
        if (result.Speeds.FirstOrDefault(speed => !speed.IsReached) is not { } missed)
            return $"Stage {stage.Number} is right, and has the speed of {reached?.Name}. That is its last goal: it is done."
                + WiderVectors(stage, widestLanes);

        SpeedGoal goal = stage.Goals.Single(goal => goal.Task == missed.Task);
        string now = reached is null ? "is right" : $"is right, and has the speed of {reached.Name}";
        string shapes = $"{Tensor.Format([.. goal.Sizes.Take(2)])} times {Tensor.Format([.. goal.Sizes.Skip(1)])}";
        return $"Stage {stage.Number} {now}. The next step is task {goal.Task}, {goal.Name}: at {shapes}, your code is "
            + $"{Race.Format(missed.TimesAsFast)} times as fast as the solution's code for that task, "
            + $"and {missed.Goal} is the goal. {goal.Advice}";
    }

    /// <summary>Names the step of stage 7's lesson that is left where vectors could be wider.</summary>
    private static string WiderVectors(Stage stage, int widestLanes) =>
        stage.Type != Stage.SimdMatmul.Type || Vector<float>.Count >= widestLanes ? ""
        : $" This processor's vectors have {widestLanes} lanes, and Vector<float> uses {Vector<float>.Count} of them: "
            + "task 6 of the lesson shows how it uses all.";
}
