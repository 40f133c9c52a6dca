using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Checks a stage again on every save, until the user quits.</summary>
public sealed class WatchCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<StageSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, StageSettings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Find(repository);
        if (Console.IsInputRedirected || Console.IsOutputRedirected || !console.Profile.Capabilities.Ansi)
            throw new UserError($"watch needs a terminal, for its keys. Without one, dotnet test {stage.Tests} checks the stage once.");
        using Terminal terminal = new(console.Profile.Capabilities);
        await new WatchSession(repository, TestRunner.RunBothRounds, terminal).Watch(stage, cancellationToken);
        return 0;
    }
}
