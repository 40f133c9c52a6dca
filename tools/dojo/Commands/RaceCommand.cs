using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Cli;
using Spectre.Console.Rendering;

namespace Katas.Dojo.Commands;

/// <summary>Times the learner's code side by side with the stage before, the reference, and the platform.</summary>
public sealed class RaceCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<RaceCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[stage]")]
        [System.ComponentModel.Description("Its number or name; without one, the last that is done.")]
        public string? Stage { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Stage is { } name ? repository.Find(name) : repository.Stages.LastOrDefault(IsDone) ?? repository.Stages[0];
        Result result = await console.Examine(stage, cancellationToken);
        if (!result.IsDone)
            throw new Refusal($"Stage {stage.Number} is not solved yet: {result.Obstacle?.Word ?? $"{result.Passed} of {result.Total} laws hold"}. Only right answers are timed.");
        Stage[] runners = [.. repository.Stages.Where(other => other.Number <= stage.Number && IsDone(other))];
        Func<Stage, Obstacle?> obstacle = await Compiler.Build(repository, runners, cancellationToken).WaitAsync(cancellationToken);   // what is remembered may have been built over
        if (obstacle(stage) is { } found)
            throw new Refusal($"Stage {stage.Number} {found.Word}. {found.Message}");

        Heat heat = Heats.Of(stage, IsDone);
        console.WriteLine();
        console.MarkupLine($"[bold]{stage.ToString().EscapeMarkup()}[/]: {heat.Task.EscapeMarkup()}");
        console.WriteLine("How many times as fast as your code:");
        console.WriteLine();
        double[] ratios = [.. heat.Entrants.Select(_ => 0.0)];
        int rounds = 0;
        using IEnumerator<double[]> race = heat.Run().GetEnumerator();
        async Task<bool> Round()
        {
            bool goesOn = await Task.Run(race.MoveNext, cancellationToken).WaitAsync(cancellationToken);
            (ratios, rounds) = goesOn ? (race.Current, rounds + 1) : (ratios, rounds);
            return goesOn;
        }

        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi)
            await console.Live(Chart(heat, ratios)).StartAsync(async live =>
            {
                while (await Round())
                    live.UpdateTarget(Chart(heat, ratios));
            });
        else
        {
            while (await Round())
                ;
            console.Write(Chart(heat, ratios));
        }
        console.WriteLine();
        console.MarkupLine($"[grey]Run by turns in one process; medians of {rounds} rounds.[/]");
        return 0;
    }

    private static bool IsDone(Stage stage) => Examiner.Remembered(stage)?.IsDone == true;

    private IRenderable Chart(Heat heat, double[] ratios) =>
        Bars.Draw([.. heat.Entrants.Select(entrant => entrant.Name)], ratios, Math.Min(console.Profile.Width, 100));
}
