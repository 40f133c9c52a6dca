using Katas.Dojo.MachineCode;
using Katas.Dojo.Racing;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Names the stage whose code a <see cref="StageProcess"/> runs.</summary>
public sealed class StageProcessSettings : CommandSettings
{
    [CommandArgument(0, "<stage>")]
    public required string Stage { get; init; }

    [CommandOption("--root <FOLDER>")]
    public required string Root { get; init; }

    [CommandOption("--reference")]
    public bool Reference { get; init; }

    public Stage Find() => new Workspace(Root).Find(Stage);
}

/// <summary>Runs a stage's code for <see cref="JitListing"/>; nobody calls it by hand.</summary>
public sealed class RunForAsmCommand : Command<StageProcessSettings>
{
    public override int Execute(CommandContext context, StageProcessSettings settings, CancellationToken cancellationToken) =>
        StageProcess.Host(() =>
        {
            JitListing.Run(settings.Find(), settings.Reference);
            return "";
        });
}

/// <summary>Times a stage's code for <see cref="SpeedRace"/>; nobody calls it by hand.</summary>
public sealed class RunForSpeedCommand : Command<StageProcessSettings>
{
    public override int Execute(CommandContext context, StageProcessSettings settings, CancellationToken cancellationToken) =>
        StageProcess.Host(() => SpeedRace.Run(settings.Find()));
}
