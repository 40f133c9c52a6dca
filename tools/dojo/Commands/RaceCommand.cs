using System.Numerics;
using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Cli;
using Spectre.Console.Rendering;

namespace Katas.Dojo.Commands;

/// <summary>Times the learner's code side by side with the stage before, the reference, and the platform.</summary>
public sealed class RaceCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<RaceCommand.Settings>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[stage]")]
        [System.ComponentModel.Description("Its number or name; without one, the last that is right.")]
        public string? Stage { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Stage is { } name ? repository.Find(name) : repository.Stages.LastOrDefault(IsRight) ?? repository.Stages[0];
        if (new Stub(stage).IsUntouched)
            throw new UserError($"Stage {stage.Number} is not written yet. Its lesson is {stage.LessonPath}.");
        Result result = await console.Check(stage, cancellationToken);
        if (!result.IsRight)
        {
            string state = result.Failure is { } failed ? $"{failed.Word}.\n{$"{failed.Place}\n{failed.Message}".TrimStart()}"
                : $"{result.Passed} of {result.Total} laws hold.";
            throw new UserError($"Only right answers are timed, and stage {stage.Number} is not right yet: {state}");
        }
        Stage[] own = [.. repository.Stages.Where(other => other.Number <= stage.Number && IsRight(other))];
        // what was built may be older
        Func<Stage, BuildFailure?> failure =
            await KataBuild.Katas(own, BenchmarkCases.Solutions(stage), cancellationToken).WaitAsync(cancellationToken);
        if (failure(stage) is { } found)
            throw new UserError($"Stage {stage.Number} does not build: {found.Message}");

        int width = Math.Min(console.Profile.Width, 100);
        foreach (BenchmarkCase race in BenchmarkCases.Of(stage, result, IsRight))
            await Show(stage, race, width, cancellationToken);
        console.WriteLine();
        console.MarkupLine("[grey]Run by turns in one process, as medians; katas/measuring.md says what the columns mean.[/]");
        if (stage.Type == Stage.SimdMatmul.Type)
            console.MarkupLineInterpolated($"[grey]Vector<float> has {Vector<float>.Count} lanes here.[/]");
        if (!stage.HasSolution)
            console.WriteLine("There is no reference solution in this copy of the repository.");
        if (SpeedAdvice.Of(stage, result) is { } advice)
            console.WriteLine($"\n{string.Join('\n', WatchScreen.Fold(advice, width).Select(Markup.Remove))}");
        if (result.IsSlow)
            console.WriteLine($"{Workspace.Command} hint {stage.Number} helps.");
        console.WriteLine();
        return 0;
    }

    /// <summary>Runs a race, and follows it on the screen.</summary>
    private async Task Show(Stage stage, BenchmarkCase race, int width, CancellationToken cancel)
    {
        string[] names = [.. race.Contenders.Select(contender => contender.Name)];
        Timing[] timings = [.. names.Select(_ => Timing.None)];
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{stage}[/]: {race.Task}");
        console.WriteLine();
        using IEnumerator<Timing[]> rounds = race.Run().GetEnumerator();
        IRenderable Draw() => timings[0] == Timing.None ? new Markup("[grey]  warming up ...[/]") : Bars.Draw(names, timings, width);
        await console.Follow(Draw, async () =>
        {
            Task<bool> round = Task.Run(rounds.MoveNext, cancel);
            if (await Task.WhenAny(round, Task.Delay(Patience, cancel)) != round)
                throw new UserError(cancel.IsCancellationRequested ? "The race was stopped."
                    : $"A round of this race has taken more than {Patience.TotalMinutes} minutes. "
                        + "Is there a loop in your code that never ends?");
            if (!await round)
                return false;
            rounds.Current.CopyTo(timings, 0);
            return true;
        });
    }

    private static bool IsRight(Stage stage) => ResultCache.Get(stage)?.IsRight == true;
}
