using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws hints, or what there is instead of one.</summary>
public static class HintScreen
{
    /// <summary>Draws a hint or, when there is none any more, where to look.</summary>
    public static IRenderable Draw(Stage stage, Hints hints, Hint? hint) => hint is not null
        ? Draw(stage, hints.TaskOf(hint), hint)
        : new Text($"\nYou have seen all hints for this task. {Workspace.Command} hint {stage.Number} --again shows them once more.\n"
            + $"Those of another task: {Workspace.Command} hint {stage.Number} --task 2\n"
            + (stage.HasSolution ? $"If you are stuck, look at the reference solution: {stage.Solution}\n" : ""));

    /// <summary>Draws many hints, one below the other.</summary>
    public static IRenderable DrawAll(Stage stage, Hints hints, IReadOnlyList<Hint> given) => given.Count > 0
        ? new Rows(given.Select(hint => Draw(stage, hints.TaskOf(hint), hint)))
        : new Text($"\nYou have not seen a hint for stage {stage.Number} yet. {Workspace.Command} hint {stage.Number} gives the first.\n");

    private static Rows Draw(Stage stage, LessonTask task, Hint hint)
    {
        int number = task.Hints.ToList().IndexOf(hint) + 1;
        string place = $"Stage {stage.Number}, task {task.Number}: {task.Title.Replace("`", "")} ({number} of {task.Hints.Count})";
        return new(
            Text.Empty,
            new Markup($"[grey]{place.EscapeMarkup()}[/]"),
            new Markup($"[bold]{hint.Summary.EscapeMarkup()}[/]"),
            Text.Empty,
            MarkdownText.Draw(hint.Markdown));
    }
}
