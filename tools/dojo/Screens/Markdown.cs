using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws the Markdown that hints are written in: paragraphs, code, and emphasis.</summary>
public static class Markdown
{
    private static readonly Regex Emphasis = new(@"`(?<code>[^`]+)`|\*\*(?<bold>.+?)\*\*|\*(?<italic>\S.*?)\*");

    public static IRenderable Draw(string markdown)
    {
        List<IRenderable> blocks = [];
        StringBuilder paragraph = new();
        bool isCode = false;
        void EndParagraph()
        {
            if (paragraph.Length > 0)
                blocks.AddRange([new Padder(new Markup(Inline(paragraph.ToString())), new(2, 0)), Text.Empty]);
            paragraph.Clear();
        }

        foreach (string line in markdown.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                EndParagraph();
                if (isCode)
                    blocks.Add(Text.Empty);
                isCode = !isCode;
            }
            else if (isCode)
                blocks.Add(Code(line));
            else if (line.Length == 0)
                EndParagraph();
            else
                paragraph.Append(paragraph.Length > 0 ? " " : "").Append(line);
        }
        EndParagraph();
        return new Rows(blocks);
    }

    /// <summary>Draws a line of code; what does not fit goes on below, as far to the right as the line began.</summary>
    private static Padder Code(string line)
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
