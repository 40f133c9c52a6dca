using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Times the learner's code side by side with the stage before, the reference, and the platform.</summary>
public sealed class RaceCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<RaceCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[stage]")]
        [System.ComponentModel.Description("Its number or name; without one, the last that is right.")]
        public string? Stage { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Stage is { } name ? repository.Find(name) : repository.Stages.LastOrDefault(IsRight) ?? repository.Stages[0];
        Result result = await console.Check(stage, cancellationToken);
        if (!result.IsRight)
        {
            string state = result.Failure?.Word ?? $"{result.Passed} of {result.Total} laws hold";
            throw new UserError($"Stage {stage.Number} is not right yet: {state}. Only right answers are timed.");
        }
        Stage[] own = [.. repository.Stages.Where(other => other.Number <= stage.Number && IsRight(other))];
        // what was built may be older
        Func<Stage, BuildFailure?> failure =
            await KataBuild.Katas(own, BenchmarkCases.Solutions(stage), cancellationToken).WaitAsync(cancellationToken);
        if (failure(stage) is { } found)
            throw new UserError($"Stage {stage.Number} does not build: {found.Message}");

        BenchmarkCase race = BenchmarkCases.Of(stage, IsRight);
        string[] names = [.. race.Contenders.Select(contender => contender.Name)];
        double[] ratios = [.. names.Select(_ => 0.0)];
        if (result is { IsSlow: true, Speed: { } speed })
            (names, ratios) = ([.. names, "goal"], [.. ratios, speed.Goal / speed.TimesAsFast]);
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{stage}[/]: {race.Task}");
        console.WriteLine("How many times as fast as your code:");
        console.WriteLine();
        int rounds = 0;
        using IEnumerator<double[]> laps = race.Run().GetEnumerator();
        await console.Follow(() => Bars.Draw(names, ratios, Math.Min(console.Profile.Width, 100)), async () =>
        {
            if (!await Task.Run(laps.MoveNext, cancellationToken).WaitAsync(cancellationToken))
                return false;
            laps.Current.CopyTo(ratios, 0);
            rounds++;
            return true;
        });
        console.WriteLine();
        console.MarkupLine($"[grey]Run by turns in one process; medians of {rounds} rounds.[/]");
        if (!stage.HasSolution)
            console.WriteLine("There is no reference solution in this copy of the repository.");
        if (result.IsSlow)
            console.Write(Board.DrawSlow(stage, result));
        return 0;
    }

    private static bool IsRight(Stage stage) => ResultCache.Get(stage)?.IsRight == true;
}
