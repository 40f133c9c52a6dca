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
                not null when selection.Needed.Contains(finding) => Color.Red,
                _ => Color.Grey,
            };
            grid.AddRow(new Text($" {stage.Number}"), new Text(stage.Title), new Text(Describe(finding), color));
        }
        console.Write(grid);
        if (selection.Multiplier is { } multiplier)
            console.WriteLine($"Stage {multiplier.Number} multiplies matrices: of 7, 5, 2 and 6, in this order, the first that is right.");
        if (!selection.Needed.Any())
            return;

        console.WriteLine();
        console.WriteLine("The finale needs stages 1, 3, 4 and 6, and one that multiplies matrices: 2, 5, 6 or 7.");
        foreach (Finding finding in selection.Needed)
            console.WriteLine(finding.State == StageState.Missing
                ? $"  open {finding.Stage.Kata}; its lesson is README.md there"
                : $"  open {finding.Stage.Kata}; dotnet test {finding.Stage.Tests} says more");
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
