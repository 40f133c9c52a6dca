using Spectre.Console;

namespace Katas.Finale;

/// <summary>Tells how each stage is, and what to do about those that are needed.</summary>
internal static class StageReport
{
#if SOLVED
    private const string Own = "the reference";
#else
    private const string Own = "yours";
#endif

    public static void Write(IAnsiConsole console, StageSelection selection)
    {
        console.MarkupLine("[bold]The seven stages[/]");
        Grid grid = new Grid().AddColumns(3);
        foreach (Stage stage in Stage.All)
        {
            Finding? finding = selection.Findings.GetValueOrDefault(stage);
            Color color = finding switch
            {
                { State: StageState.Right } => Color.Green,
                { IsBorrowed: true } => Color.Yellow,
                not null when selection.Needed.Contains(stage) => Color.Red,
                _ => Color.Grey,
            };
            grid.AddRow(new Text($" {stage.Number}"), new Text(stage.Title), new Text(Describe(finding), color));
        }
        Finding task = selection.LogSoftmax;
        grid.AddRow(new Text(""), new Text("Log-softmax"), new Text(Describe(task), task.IsBorrowed ? Color.Yellow : Color.Green));
        console.Write(grid);
        if (selection.Multiplier is { } multiplier)
            console.WriteLine($"Stage {multiplier.Number} multiplies matrices: whichever is right first, trying 7, 5, 2, 6.");
        if (task.IsBorrowed)
            console.WriteLine("Log-softmax is the finale's own task, in katas/Finale/LogSoftmax.cs. It can wait.");
        if (!selection.Needed.Any())
            return;

        console.WriteLine();
        console.WriteLine("The finale needs stages 1, 3, 4 and 6, and one that multiplies matrices: 2, 5, 6 or 7.");
        foreach (Stage stage in selection.Needed)
            console.WriteLine(selection.Findings[stage].State == StageState.Missing
                ? $"  open {stage.Kata}; its lesson is README.md there"
                : $"  open {stage.Kata}; dotnet test {stage.Tests} says more");
        console.WriteLine("Or take the reference solution for what is needed:");
        console.WriteLine("  dotnet run --project katas/Finale -- --borrow");
    }

    private static string Describe(Finding? finding) => finding switch
    {
        null => "not needed",
        { State: StageState.Right } => Own,
        { IsBorrowed: true } => $"borrowed from the reference; yours: {finding.Complaint}",
        _ => finding.Complaint!,
    };
}
