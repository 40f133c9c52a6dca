using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Gives the next hint for the task at hand, or all that are out once more.</summary>
public sealed class HintCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<HintCommand.Settings>
{
    public sealed class Settings : StageSettings
    {
        [CommandOption("--again")]
        [Description("Show the hints that you have seen once more; for a stage that is done, show all hints.")]
        public bool Again { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Find(repository);
        Hints hints = new(stage);
        Result? result = new Stub(stage).IsUntouched ? null : await console.Check(stage, cancellationToken);
        if (settings.Again)
            console.Write(HintScreen.DrawAll(stage, hints, result is { IsDone: true } ? hints.All : hints.Given));
        else if (result is { IsDone: true })
            console.Write(new Text($"\n{stage}: done.\nCompare your code with the reference: {stage.Solution}\n"
                + $"Its hints: {Workspace.Command} hint {stage.Number} --again\n"));
        else
            console.Write(HintScreen.Draw(stage, hints, hints.Next(hints.TaskOf(result))));
        return 0;
    }
}
