using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws the next hint of a stage, or what there is instead of one.</summary>
public static class HintScreen
{
    public static IRenderable Draw(Stage stage, Hints hints, bool isDone)
    {
        if (isDone)
            return new Text($"\n{stage} is done.\nCompare your code with the reference: {stage.Solution}\n");
        int all = stage.Lesson.Hints.Count;
        return hints.Next() is { } hint
            ? new Rows(
                Text.Empty,
                new Markup($"[bold]{hint.Summary.EscapeMarkup()}[/]  [grey]({stage}: {hints.Seen} of {all})[/]"),
                Text.Empty,
                Markdown.Draw(hint.Markdown))
            : new Text($"\nAll {all} hints of stage {stage.Number} are out. {Workspace.Command} hint {stage.Number} --again begins with the first.\n"
                + $"If you are stuck, nobody minds if you look: {stage.Solution}\n");
    }
}
