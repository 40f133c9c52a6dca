namespace Katas.Dojo.Racing;

/// <summary>Measures how fast a stage is that is there for its speed.</summary>
public static class SpeedRace
{
    private const int Rounds = 7;

    /// <summary>Races the learner's code, as it was built last, against the solution of the earlier stage.</summary>
    public static Speed Measure(Stage stage, SpeedGoal goal)
    {
        Tensor<float>[] arguments = [.. stage.Race.Shapes.Select(shape => BenchmarkCases.Random([.. shape]))];
        var yours = KataAssembly.Load(stage).Method<TensorOperation>("Multiply");
        var before = goal.Measure.SolutionType.Method<TensorOperation>("Multiply");
        Race race = Race.Between(() => yours(arguments[0], arguments[1]), () => before(arguments[0], arguments[1]), Rounds);
        return new(race.TimesAsFast, goal.Times);
    }
}
