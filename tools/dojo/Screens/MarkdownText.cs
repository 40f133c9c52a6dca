using System.Globalization;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws the Markdown that hints are written in: paragraphs, lists, code, emphasis, and links as their text.</summary>
public static class MarkdownText
{
    private const int Indent = 2;

    private static readonly Style
        Code = new(Color.Teal), Bold = new(decoration: Decoration.Bold), Italic = new(decoration: Decoration.Italic);

    public static IRenderable Draw(string markdown) => new Rows(Markdown.Parse(markdown.ReplaceLineEndings("\n")).SelectMany(Draw));

    /// <summary>Draws a block and the blank line after it.</summary>
    private static IEnumerable<IRenderable> Draw(Block block) => block switch
    {
        CodeBlock code => [.. code.Lines.Lines.Take(code.Lines.Count).Select(line => CodeLine($"{line.Slice}")), Text.Empty],
        LeafBlock { Inline: { } text } => [Indented(Words(text)), Text.Empty],
        ListBlock list => [.. list.Cast<ListItemBlock>().SelectMany((item, i) => Item(list, item, i)), Text.Empty],
        ContainerBlock container => container.SelectMany(Draw),
        _ => [],
    };

    private static IEnumerable<IRenderable> Item(ListBlock list, ListItemBlock item, int index)
    {
        string bullet = list.IsOrdered ? $"{int.Parse(list.OrderedStart ?? "1", CultureInfo.InvariantCulture) + index}. " : "- ";
        foreach (Block block in item)
            if (block is LeafBlock { Inline: { } text })
            {
                Grid row = new Grid()
                    .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(0))
                    .AddColumn(new GridColumn().PadLeft(0));
                yield return Indented(row.AddRow(new Text(bullet), Words(text)));
            }
            else
                foreach (IRenderable part in Draw(block))
                    yield return part;
    }

    /// <summary>Draws a line of code; what does not fit goes on below, as far to the right as the line began.</summary>
    private static Padder CodeLine(string line)
    {
        string text = line.TrimStart();
        return new(new Text(text, Code), new(2 * Indent + line.Length - text.Length, 0, 0, 0));
    }

    private static Padder Indented(IRenderable text) => new(text, new(Indent, 0));

    private static Paragraph Words(ContainerInline text)
    {
        Paragraph words = new();
        Append(words, text, Style.Plain);
        return words;
    }

    private static void Append(Paragraph words, ContainerInline parts, Style style)
    {
        foreach (Inline part in parts)
            switch (part)
            {
                case CodeInline code:
                    words.Append(code.Content, Code);
                    break;
                case LineBreakInline:
                    words.Append(" ");
                    break;
                case AutolinkInline link:
                    words.Append(link.Url, style);
                    break;
                case EmphasisInline emphasis:
                    Append(words, emphasis, emphasis.DelimiterCount == 2 ? Bold : Italic);
                    break;
                case ContainerInline link:
                    Append(words, link, style);
                    if (link is LinkInline { Url: { } url } && url.StartsWith("http", StringComparison.Ordinal))
                        words.Append($" ({url})", style);
                    break;
                case HtmlEntityInline entity:
                    words.Append($"{entity.Transcoded}", style);
                    break;
                case LiteralInline literal:
                    words.Append($"{literal.Content}", style);
                    break;
            }
    }
}
