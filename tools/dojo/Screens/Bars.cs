using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws a bar for each ratio, to the eighth of a character: next to one of 40, one of 1 can still be seen.</summary>
public static class Bars
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    public static IRenderable Draw(IReadOnlyList<string> names, IReadOnlyList<double> ratios, int width)
    {
        int label = names.Max(name => name.Length), room = Math.Max(1, width - label - 14);
        double longest = Math.Max(ratios.Max(), double.Epsilon);
        return new Rows(names.Zip(ratios, (name, ratio) =>
        {
            string color = name == names[0] ? "green" : name == "goal" ? "yellow" : "blue";
            string bar = $"[{color}]{Bar(ratio / longest * room)}[/]";
            return new Markup($"  {name.PadRight(label).EscapeMarkup()}  {bar} {(ratio > 0 ? Race.Format(ratio) : "")}");
        }));
    }

    private static string Bar(double length)
    {
        int eighths = (int)Math.Round(length * 8);
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? $"{Eighths[eighths % 8]}" : "");
    }
}
