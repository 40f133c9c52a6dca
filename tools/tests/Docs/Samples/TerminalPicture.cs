using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>Draws what a terminal shows as SVG, with its text as text: windows below one another, each with a caption.</summary>
internal static class TerminalPicture
{
    private const double CharWidth = 8.4, LineHeight = 19, Size = 14;
    private const int Columns = 100;
    private const string Background = "#0d1117", Foreground = "#c9d1d9", Border = "#30363d";

    private static readonly Regex Style = new("\u001b\\[([\\d;]*)m");

    /// <param name="windows">A caption for each, and the lines with their ANSI codes.</param>
    public static string Draw(params (string Caption, string[] Lines)[] windows)
    {
        double width = Columns * CharWidth + 32, top = 0;
        StringBuilder drawing = new();
        foreach ((string caption, string[] lines) in windows)
        {
            double height = lines.Length * LineHeight + 56;
            drawing.Append(CultureInfo.InvariantCulture,
                $"""
                <rect x="0.5" y="{top + 0.5}" width="{width - 1}" height="{height - 1}" rx="8" fill="{Background}" stroke="{Border}"/>
                <text x="16" y="{top + 23}" fill="#8b949e">{Encode(caption)}</text>
                <line x1="0.5" y1="{top + 34.5}" x2="{width - 0.5}" y2="{top + 34.5}" stroke="{Border}"/>

                """);
            for (int i = 0; i < lines.Length; i++)
                Line(drawing, lines[i], top + 56 + i * LineHeight);
            top += height + 12;
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top - 12}" viewBox="0 0 {width} {top - 12}"
                 font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="{Size}">
            {drawing}</svg>

            """).ReplaceLineEndings("\n");
    }

    /// <summary>Draws the parts of a line that have a style of their own, each as wide as its characters are in a terminal.</summary>
    private static void Line(StringBuilder drawing, string line, double y)
    {
        string color = Foreground, weight = "normal";
        int column = 0;
        string[] parts = Style.Split(line);   // text, codes, text, codes, ...
        for (int i = 0; i < parts.Length; i++)
            if (i % 2 == 1)
                (color, weight) = Apply(parts[i], color, weight);
            else
            {
                string text = parts[i].TrimStart(), end = text.TrimEnd();
                double x = 16 + (column + parts[i].Length - text.Length) * CharWidth;
                if (end.Length > 0)
                    drawing.Append(CultureInfo.InvariantCulture,
                        $"""
                        <text x="{x:0.#}" y="{y:0.#}" fill="{color}" font-weight="{weight}"
                              textLength="{end.Length * CharWidth:0.#}" lengthAdjust="spacingAndGlyphs">{Encode(end)}</text>

                        """);
                column += parts[i].Length;
            }
    }

    /// <summary>Encodes text, with spaces that no renderer draws as one.</summary>
    private static string Encode(string text) => WebUtility.HtmlEncode(text).Replace(' ', '\u00a0');

    private static (string Color, string Weight) Apply(string codes, string color, string weight)
    {
        foreach (string code in codes.Split(';'))
            (color, weight) = code switch
            {
                "" or "0" => (Foreground, "normal"),
                "1" => (color, "bold"),
                "31" or "91" => ("#ff7b72", weight),
                "32" or "92" => ("#3fb950", weight),
                "33" or "93" => ("#d29922", weight),
                "34" or "94" => ("#58a6ff", weight),
                "90" => ("#8b949e", weight),
                _ => throw new NotSupportedException($"The picture has no color for the ANSI code {code}."),
            };
        return (color, weight);
    }
}
