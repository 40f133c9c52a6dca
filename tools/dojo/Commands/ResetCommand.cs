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
        Stub stub = new(stage);
        if (stub.IsUntouched)
        {
            console.WriteLine($"{stage.Kata} is as it was in the beginning; there is nothing to reset.");
            return 0;
        }
        string? saved = stub.Reset();
        if (saved is not null)
            console.WriteLine($"Your version is saved in  {saved}");
        console.WriteLine($"The stub is back in       {stage.Kata}");
        string[] others = [.. Directory.GetFiles(Path.GetDirectoryName(stage.At(stage.Kata))!, "*.cs")
            .Select(path => Path.GetFileName(path)).Where(name => name != $"{stage.Type}.cs").Order()];
        if (others.Length > 0)
            console.WriteLine($"Left alone beside it:     {string.Join(", ", others)}");
        return 0;
    }
}
