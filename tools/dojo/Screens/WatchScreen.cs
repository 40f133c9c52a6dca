using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws what <c>watch</c> shows of a stage: the first broken law, the count, and the keys.</summary>
public static class WatchScreen
{
    private const int Margin = 12;   // where the values begin in the message of a broken law

    public static Frame Draw(Stage stage, Report report, IRenderable body, string keys, int from, int width) => new(
        Ends($"[bold]{stage.ToString().EscapeMarkup()}[/]", State(report), width),
        body,
        new Rows(new Markup(Count(report.Result, width)), new Markup(keys)),
        from);

    /// <summary>Words a result: only the first thing that is wrong, as the test says it, and what the learner's code printed.</summary>
    public static IRenderable Body(Stage stage, Report report, Standing standing, int width)
    {
        Result result = report.Result;
        string[] task = [.. TaskAtHand(result, standing, width)];
        IEnumerable<string> lines = report switch
        {
            { Result.Failure: { } failure } => [.. task, .. Fold($"{failure.Place}\n{failure.Message}".TrimStart(), width)],
            { Result.IsRight: false } when standing.Law is { } law =>
                [.. task, .. Fold(law.Failure!, width).Select((line, i) => i == 0 ? $"[red]{line}[/]" : line)],
            { Phase: Phase.Running, Result.IsThorough: true } =>
            [
                $"[green]Stage {stage.Number} is right.[/]",
                "",
                .. Fold($"The thorough round is running{(result.Total == 0 ? "" : $", {LawAtHand(result)}")}. "
                    + "It has the laws that take too long for every save, and may take a minute.", width),
                "",
                .. Fold("  next      press n, to go on without it", width),
            ],
            { Phase: not Phase.Known } => [],
            { Result.IsSlow: true } =>
            [
                $"[green]All {result.Total} laws hold.[/]",
                "",
                .. task,
                .. Fold(Board.What(stage, result, standing), width),
                "",
                .. Fold($"  hint      press h\n  race      {Workspace.Command} race {stage.Number}", width),
            ],
            { Result.IsDone: true } =>
            [
                .. Fold($"All {result.Total} laws hold. Stage {stage.Number} is done"
                    + (result.IsThorough ? ", and it holds in the thorough round." : "."), width).Select(line => $"[green]{line}[/]"),
                .. SpeedAdvice.Of(stage, result) is { } speed ? Fold(speed, width) : [],
                "",
                .. stage.HasSolution ? Fold($"  compare   {stage.Solution}", width) : [],
                .. Fold($"  race      {Workspace.Command} race {stage.Number}\n  next      press n", width),
            ],
            _ => ["No law has run."],
        };
        return Lines(result.Printed.Count == 0 ? lines
            : [.. lines, "", "[grey]Your code printed:[/]", .. result.Printed.SelectMany(line => Fold($"  {line}", width))
                .Select(line => $"[grey]{line}[/]")]);
    }

    /// <summary>Words the task at hand, and a blank line below it.</summary>
    private static IEnumerable<string> TaskAtHand(Result result, Standing standing, int width)
    {
        string words = Board.Where(result, standing);
        if (words == "")
            return [];
        words = char.ToUpperInvariant(words[0]) + words[1..];
        return [.. Fold(words, width).Select(line => $"[bold]{line}[/]"), ""];
    }

    /// <summary>Lists all laws of a result, with a mark at each.</summary>
    public static IRenderable List(Result result)
    {
        if (result.Laws.Count == 0)
            return new Text("No law has run yet.");
        bool severalSubjects = result.Laws.Select(law => law.Subject).Distinct().Count() > 1;
        return Lines(result.Laws.GroupBy(law => law.Subject).SelectMany(group =>
            (severalSubjects ? [$"[bold]{group.Key.EscapeMarkup()}[/]"] : Array.Empty<string>())
                .Concat(group.Select(law => $"{(law.Failure is null ? "[green]✓[/]" : "[red]✗[/]")} {law.Sentence.EscapeMarkup()}"))));
    }

    /// <summary>Breaks text into lines of markup; a line that is too long goes on under its values.</summary>
    public static IEnumerable<string> Fold(string text, int width)
    {
        foreach (string line in text.Split('\n'))
        {
            string rest = line.TrimEnd();
            while (rest.Length > width)
            {
                int end = rest.LastIndexOf(' ', width);
                if (end <= Margin)
                    end = width;
                yield return rest[..end].EscapeMarkup();
                rest = (width > 3 * Margin && line.StartsWith(' ') ? new string(' ', Margin) : "") + rest[end..].TrimStart();
            }
            yield return rest.EscapeMarkup();
        }
    }

    private static Rows Lines(IEnumerable<string> lines) => new(lines.Select(line => new Markup(line.Length == 0 ? " " : line)));

    private static string Count(Result result, int width)
    {
        if (result.Total == 0)
            return " ";
        string hold = $"{result.Passed} of {result.Total} laws hold{(result.IsThorough ? " in the thorough round" : "")}";
        return $"{Board.Bar(result.Passed, result.Total, Math.Clamp(width - hold.Length - 10, 4, 30))}  {hold}";
    }

    private static string State(Report report)
    {
        (string color, string text) = report switch
        {
            { Phase: Phase.Running, Result: { IsThorough: true, FirstBroken: null } } => ("blue", "right; the thorough round is running"),
            { Phase: Phase.Known, Result: { IsThorough: true, IsDone: true } } => ("green", "right, and it holds in the thorough round"),
            { Phase: Phase.Running, Result: var result } =>
                ("blue", result.Total == 0 ? "starting the laws" : $"checking {LawAtHand(result)}"),
            { Phase: Phase.Known, Result: { Failure: null, IsRight: false } } => ("yellow", "waiting for you to save"),
            _ => Board.State(report),
        };
        return $"[{color}]{text.EscapeMarkup()}[/]";
    }

    private static string LawAtHand(Result result) => $"law {Math.Min(result.Laws.Count + 1, result.Total)} of {result.Total}";

    private static Markup Ends(string left, string right, int width)
    {
        int gap = width - Markup.Remove(left).Length - Markup.Remove(right).Length;
        return new(gap > 0 ? left + new string(' ', gap) + right : left);
    }
}
