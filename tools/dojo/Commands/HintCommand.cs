using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Gives the next hint; after the stage is done, the reference solution's place.</summary>
public sealed class HintCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<HintCommand.Settings>
{
    public sealed class Settings : StageSettings
    {
        [CommandOption("--again")]
        [Description("Begin again with the first hint.")]
        public bool Again { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Find(repository);
        Hints hints = new(stage);
        if (settings.Again)
            hints.StartOver();
        bool isDone = !stage.Stub.IsUntouched && (await console.Examine(stage, cancellationToken)).IsDone;
        console.Write(HintScreen.Draw(stage, hints, isDone));
        return 0;
    }
}
