using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Shows how far all stages are, and what comes next.</summary>
public sealed class BoardCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<BoardCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandOption("--again")]
        [Description("Run all stages, even those that have not changed since the last time or are not begun.")]
        public bool Again { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Report[] reports = [.. repository.Stages.Select(_ => Report.Of(null))];
        (Stage, Report)[] Rows() => [.. repository.Stages.Zip(reports)];
        List<Stage> stages = [];
        foreach (Stage stage in repository.Stages)   // an untouched stub needs no build: no law can hold
            if (!settings.Again && new Stub(stage).IsUntouched)
                reports[stage.Number - 1] = Report.Of(ResultCache.Get(stage) ?? Result.Nothing);
            else
                stages.Add(stage);
        Task run = TestRunner.RunAll(stages, settings.Again, races: true, (stage, report) =>
            reports[stage.Number - 1] = report, cancellationToken);

        console.WriteLine();
        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi)
            await console.Live(Board.Draw(Rows(), console.Profile.Width)).StartAsync(async live =>
            {
                while (!run.IsCompleted)
                {
                    live.UpdateTarget(Board.Draw(Rows(), console.Profile.Width));
                    await Task.WhenAny(run, Task.Delay(100, cancellationToken));
                }
                await run;
                live.UpdateTarget(Board.Draw(Rows(), console.Profile.Width));
            });
        else
        {
            await run;
            console.Write(Board.Draw(Rows(), console.Profile.Width));
        }
        console.WriteLine();
        console.Write(Board.DrawNext(Rows()));
        console.WriteLine();
        return 0;
    }
}
