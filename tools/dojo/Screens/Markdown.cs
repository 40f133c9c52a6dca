using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws the Markdown that hints are written in: paragraphs, code, and emphasis.</summary>
public static class Markdown
{
    private static readonly Regex Emphasis = new(@"`(?<code>[^`]+)`|\*\*(?<bold>.+?)\*\*|\*(?<italic>\S.*?)\*");

    public static IRenderable Draw(string markdown) =>
        new Rows(markdown.Split("```").SelectMany((part, number) => number % 2 == 0 ? Paragraphs(part) : Code(part)));

    private static IEnumerable<IRenderable> Paragraphs(string text) =>
        from paragraph in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        from block in (IRenderable[])[new Padder(new Markup(Inline(paragraph.Replace('\n', ' '))), new(2, 0)), Text.Empty]
        select block;

    /// <summary>Draws what stands between two fences, from the line after the language on.</summary>
    private static IEnumerable<IRenderable> Code(string block) => [.. block.TrimEnd().Split('\n').Skip(1).Select(CodeLine), Text.Empty];

    /// <summary>Draws a line of code; what does not fit goes on below, as far to the right as the line began.</summary>
    private static Padder CodeLine(string line)
    {
        string text = line.TrimStart();
        return new(new Text(text, new Style(Color.Teal)), new(4 + line.Length - text.Length, 0, 0, 0));
    }

    private static string Inline(string text) => Emphasis.Replace(text.EscapeMarkup(), match => match switch
    {
        _ when match.Groups["code"].Success => $"[teal]{match.Groups["code"].Value}[/]",
        _ when match.Groups["bold"].Success => $"[bold]{match.Groups["bold"].Value}[/]",
        _ => $"[italic]{match.Groups["italic"].Value}[/]",
    });
}
