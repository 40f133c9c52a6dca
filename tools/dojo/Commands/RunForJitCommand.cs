using Katas.Dojo.MachineCode;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Runs a stage's code for <see cref="JitListing"/>; nobody calls it by hand.</summary>
public sealed class RunForJitCommand : Command<RunForJitCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<stage>")]
        public required string Stage { get; init; }

        [CommandOption("--root <FOLDER>")]
        public required string Root { get; init; }

        [CommandOption("--reference")]
        public bool Reference { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken) =>
        JitListing.Run(new Workspace(settings.Root).Find(settings.Stage), settings.Reference);
}
