using Spectre.Console;

namespace Katas.Finale;

/// <summary>Tells whose version of each stage serves, and what to do about those that do not.</summary>
internal static class StageReport
{
    public static void Write(IAnsiConsole console, StageLoader loader, bool solved)
    {
        console.MarkupLine("[bold]The seven stages[/]");
        Grid grid = new Grid().AddColumns(3);
        foreach (Stage stage in Stage.All)
        {
            Finding? finding = loader.Findings.GetValueOrDefault(stage);
            Color color = finding switch
            {
                { Source: Source.Own } => Color.Green,
                { Source: Source.Borrowed } => Color.Yellow,
                not null when loader.Missing.Contains(finding) => Color.Red,
                _ => Color.Grey,
            };
            grid.AddRow(new Text($" {stage.Number}"), new Text(stage.Title), new Text(Describe(finding, solved), color));
        }
        console.Write(grid);
        if (loader.Multiplier is { } multiplier)
            console.WriteLine($"Stage {multiplier.Number} multiplies matrices: of 7, 5, 2 and 6, in this order, the first that works.");
        if (!loader.Missing.Any())
            return;

        console.WriteLine();
        console.WriteLine("The finale needs stages 1, 3, 4 and 6, and one that multiplies matrices: 2, 5, 6 or 7.");
        foreach (Finding finding in loader.Missing)
            console.WriteLine($"  open {finding.Stage.Kata}; its lesson is README.md there");
        console.WriteLine("Or take the reference solution for what is missing:");
        console.WriteLine("  dotnet run --project katas/Finale -- --borrow");
    }

    private static string Describe(Finding? finding, bool solved) => finding switch
    {
        null => "not needed",
        { Source: Source.Own } => solved ? "the reference" : "yours",
        { Source: Source.Borrowed } => $"borrowed from the reference; yours: {finding.Complaint}",
        _ => finding.Complaint!,
    };
}
