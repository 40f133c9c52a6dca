namespace Katas.Dojo.Racing;

/// <summary>Measures how fast a stage is that is there for its speed.</summary>
public static class SpeedRace
{
    private const int Rounds = 7;

    /// <summary>Races the learner's code, as it was built last, against the solution of the earlier stage.</summary>
    public static Speed Measure(Stage stage, SpeedGoal goal)
    {
        if (BenchmarkCases.Arguments(stage) is not [var a, var b])
            throw new ArgumentException($"A goal is for a product of two tensors, and {stage} has none.", nameof(stage));
        var yours = KataAssembly.Load(stage).Method<TensorOperation>(stage.Race.Members[0]);
        var measure = KataAssembly.LoadSolution(goal.Measure with { Root = stage.Root })
            .Method<TensorOperation>(goal.Measure.Race.Members[0]);
        return new(Race.Between(() => yours(a, b), () => measure(a, b), Rounds).TimesAsFast, goal.Times);
    }
}
