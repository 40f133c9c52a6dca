using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Puts a stub back; what the learner wrote is saved first.</summary>
public sealed class ResetCommand(Workspace repository, IAnsiConsole console) : Command<ResetCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<stage>")]
        [Description("Its number or name.")]
        public required string Stage { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = repository.Find(settings.Stage);
        if (stage.Stub.IsUntouched)
        {
            console.WriteLine($"{stage.Kata} is as it was in the beginning; there is nothing to reset.");
            return 0;
        }
        string? saved = stage.Stub.Reset();
        if (saved is not null)
            console.WriteLine($"Your version is saved in  {saved}");
        console.WriteLine($"The stub is back in       {stage.Kata}");
        string[] others = [.. Directory.GetFiles(repository.At($"katas/{stage.Folder}"), "*.cs").Select(path => Path.GetFileName(path)!).Where(name => name != stage.Stub.FileName).Order()];
        if (others.Length > 0)
            console.WriteLine($"Left alone beside it:     {string.Join(", ", others)}");
        return 0;
    }
}
