using System.ComponentModel;
using Katas.Dojo.MachineCode;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Shows the machine code of the hottest loop of a stage, and what there is to see in it.</summary>
public sealed class AsmCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<AsmCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<stage>")]
        [Description("Its number or name.")]
        public required string Stage { get; init; }

        [CommandOption("--method <NAME>")]
        [Description("Show the hottest loop of this method instead, of those that the race runs.")]
        public string? Method { get; init; }

        [CommandOption("--reference")]
        [Description("Show the reference solution instead of your code.")]
        public bool Reference { get; init; }

        [CommandOption("--all")]
        [Description("Show every line of a long loop.")]
        public bool All { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = repository.Find(settings.Stage);
        Task<IReadOnlyList<CompiledMethod>> Compile() => JitListing.Get(stage, settings.Reference, cancellationToken);
        IReadOnlyList<CompiledMethod> methods = console.Profile.Capabilities.Interactive
            ? await console.Status().StartAsync($"Compiling and running stage {stage.Number}", _ => Compile())
            : await Compile();
        IReadOnlyList<LoopListing> loops = HottestLoop.Rank(methods);
        LoopListing? loop = loops.FirstOrDefault(loop =>
            settings.Method is not { } name || loop.Method.Contains(name, StringComparison.OrdinalIgnoreCase));
        string[] others = [.. loops.Select(other => other.Method).Distinct().Where(method => method != loop?.Method)];
        if (loop is null)
            throw new UserError(others.Length > 0
                ? $"No method \"{settings.Method}\" with a loop has run. There are loops in {string.Join(", ", others)}."
                : $"{MethodName.Readable(methods[0].Name)} has no loop of its own: what takes its time is in the methods that it calls.");
        console.Write(AsmScreen.Draw(stage, loop, settings.All ? int.MaxValue : AsmScreen.MostLines, Math.Min(console.Profile.Width, 110)));
        if (others.Length > 0 && settings.Method is null)
            console.WriteLine($"Other loops: {string.Join(", ", others)}. Show one with --method.");
        return 0;
    }
}
