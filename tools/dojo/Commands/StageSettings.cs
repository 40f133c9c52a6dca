using System.ComponentModel;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

public class StageSettings : CommandSettings
{
    [CommandArgument(0, "[stage]")]
    [Description("Its number or name; without one, the first that is not done.")]
    public string? Stage { get; init; }

    /// <summary>Finds the named stage; without a name, the first that is not known to be done.</summary>
    public Stage Find(Workspace repository) => Stage is not null
        ? repository.Find(Stage)
        : repository.Stages.FirstOrDefault(stage => ResultCache.Get(stage)?.IsDone != true) ?? repository.Stages[^1];
}
