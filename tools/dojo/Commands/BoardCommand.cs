using System.Collections.Concurrent;
using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;
using Spectre.Console.Rendering;

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
        ConcurrentDictionary<Stage, Report> reports = new();
        (Stage, Report)[] Rows() => [.. repository.Stages.Select(stage => (stage, reports[stage]))];
        IRenderable Draw() => Board.Draw(Rows(), console.Profile.Width);
        List<Stage> stages = [];
        foreach (Stage stage in repository.Stages)   // an untouched stub needs no build: no law can hold
        {
            bool runs = settings.Again || !new Stub(stage).IsUntouched;
            reports[stage] = Report.Of(runs ? null : ResultCache.Get(stage) ?? Result.Nothing);
            if (runs)
                stages.Add(stage);
        }
        Task run = TestRunner.RunAll(stages, settings.Again, races: true, (stage, report) => reports[stage] = report, cancellationToken);

        console.WriteLine();
        await console.Follow(Draw, async () => await Task.WhenAny(run, Task.Delay(100, cancellationToken)) != run);
        await run;
        console.WriteLine();
        console.Write(Board.DrawNext(Rows()));
        console.WriteLine();
        return 0;
    }
}
