using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Puts a stub back; what the learner wrote is saved first, and can come back.</summary>
public sealed class ResetCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<ResetCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<stage>")]
        [Description("Its number or name.")]
        public required string Stage { get; init; }

        [CommandOption("--undo [NUMBER]")]
        [Description("Put your version back that was saved last, or the one of this number.")]
        public required FlagValue<int?> Undo { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = repository.Find(settings.Stage);
        Stub stub = new(stage);
        if (settings.Undo.IsSet)
            Undo(stage, stub, settings.Undo.Value);
        else if (stub.IsUntouched)
            console.WriteLine($"{stage.Kata} is as it was in the beginning; there is nothing to reset.");
        else
            await Reset(stage, stub);
        if (!settings.Undo.IsSet && stub.Saved.Count > 0)
            console.WriteLine($"To get it back:           {Workspace.Command} reset {stage.Number} --undo");
        return 0;
    }

    private async Task Reset(Stage stage, Stub stub)
    {
        string? saved = await stub.Reset();
        if (saved is not null)
            console.WriteLine($"Your version is saved in  {saved}");
        console.WriteLine($"The stub is back in       {stage.Kata}");
        string[] others = [.. Directory.GetFiles(Path.GetDirectoryName(stage.At(stage.Kata))!, "*.cs")
            .Select(path => Path.GetFileName(path)).Where(name => name != $"{stage.Type}.cs").Order()];
        if (others.Length > 0)
            console.WriteLine($"Other files, unchanged:   {string.Join(", ", others)}");
    }

    private void Undo(Stage stage, Stub stub, int? number)
    {
        (string from, string? saved) = stub.Undo(number);
        console.WriteLine($"Your version is back in   {stage.Kata}");
        console.WriteLine($"It was saved in           {from}");
        if (saved is not null)
            console.WriteLine($"What was there is in      {saved}");
    }
}
