using Spectre.Console;

namespace Katas.Dojo.Commands;

internal static class ConsoleExtensions
{
    /// <summary>Examines a stage, and says so when it takes a while.</summary>
    public static Task<Result> Examine(this IAnsiConsole console, Stage stage, CancellationToken cancel) =>
        Examiner.Remembered(stage) is { } result ? Task.FromResult(result)
        : console.Profile.Capabilities.Interactive
            ? console.Status().StartAsync($"Checking stage {stage.Number}", status => Examiner.Examine(stage, report => status.Status(Describe(stage, report)), cancel))
            : Examiner.Examine(stage, _ => { }, cancel);

    private static string Describe(Stage stage, Report report) => report.Phase == Phase.Running
        ? $"Checking stage {stage.Number}: {report.Result.Laws.Count} of {report.Result.Total} laws"
        : $"Building stage {stage.Number}";
}
