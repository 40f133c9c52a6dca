using System.Globalization;
using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws a bar for each contender, to the eighth of a character: next to one of 40, one of 1 can still be seen.</summary>
public static class Bars
{
    private const string Eighths = " ▏▎▍▌▋▊▉";
    private const int Number = 8;   // the width of a column of numbers

    /// <summary>Draws the first in another color than the others. Where operations are counted, two more columns tell of them.</summary>
    public static IRenderable Draw(IReadOnlyList<string> names, IReadOnlyList<Timing> timings, int width)
    {
        bool counted = timings.Any(timing => timing.Flops > 0);
        int label = names.Max(name => name.Length), room = Math.Max(1, width - label - Number * (counted ? 3 : 1) - 6);
        double longest = Math.Max(timings.Max(timing => timing.TimesAsFast), double.Epsilon);
        IEnumerable<Markup> rows = names.Zip(timings, (name, timing) =>
        {
            string bar = Bar(timing.TimesAsFast / longest * room).PadRight(room);
            string numbers = timing.TimesAsFast == 0 ? "" : Race.Format(timing.TimesAsFast).PadLeft(Number)
                + (counted ? $"{Race.Format(timing.Flops / 1e9),Number}{Percent(timing.ShareOfPeak),Number}" : "");
            string color = name == names[0] ? "green" : "blue";
            return new Markup($"  {name.PadRight(label).EscapeMarkup()}  [{color}]{bar}[/]{numbers}");
        });
        string heads = $"{"× yours",Number}" + (counted ? $"{"GFLOP/s",Number}{"of peak",Number}" : "");
        return new Rows([new Markup($"[grey]{heads.PadLeft(label + room + 4 + heads.Length)}[/]"), .. rows]);
    }

    private static string Percent(double share) => share.ToString(share < 0.1 ? "0.0 %" : "0 %", CultureInfo.InvariantCulture);

    private static string Bar(double length)
    {
        int eighths = (int)Math.Round(length * 8);
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? $"{Eighths[eighths % 8]}" : "");
    }
}
