using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo.Commands;

internal static class ConsoleExtensions
{
    /// <summary>Checks a stage, and says so when it takes a while.</summary>
    public static Task<Result> Check(this IAnsiConsole console, Stage stage, CancellationToken cancel) =>
        ResultCache.Get(stage) is { } result ? Task.FromResult(result)
        : console.Profile.Capabilities.Interactive
            ? console.Status().StartAsync($"Checking stage {stage.Number}", status =>
                TestRunner.Run(stage, report => status.Status(Describe(stage, report)), cancel))
            : TestRunner.Run(stage, _ => { }, cancel);

    /// <summary>Takes steps as long as they go on; draws after each in a terminal, elsewhere once in the end.</summary>
    public static async Task Follow(this IAnsiConsole console, Func<IRenderable> draw, Func<Task<bool>> step)
    {
        if (console.Profile.Capabilities is { Interactive: true, Ansi: true })
            await console.Live(draw()).StartAsync(async live =>
            {
                live.Refresh();
                while (await step())
                    live.UpdateTarget(draw());
                live.UpdateTarget(draw());
            });
        else
        {
            while (await step())
                ;
            console.Write(draw());
        }
    }

    private static string Describe(Stage stage, Report report) => report.Phase switch
    {
        Phase.Running => $"Checking stage {stage.Number}: {report.Result.Laws.Count} of {report.Result.Total} laws",
        Phase.Racing => $"Racing stage {stage.Number}",
        _ => $"Building stage {stage.Number}",
    };
}
