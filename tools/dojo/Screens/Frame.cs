using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>
/// A screenful: a body, and what is shown above and below it after a blank line. Where it is too long, it is shown from a line on.
/// </summary>
public sealed record Frame(IRenderable Above, IRenderable Body, IRenderable Below, int From = 0)
{
    /// <summary>Draws line by line, at most so many lines.</summary>
    public string[] Render(int width, int height, ColorSystemSupport colors, bool unicode)
    {
        string[] Lines(IRenderable part)
        {
            StringWriter text = new();
            IAnsiConsole page = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = colors == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
                ColorSystem = colors,
                Out = new AnsiConsoleOutput(text),
            });
            page.Profile.Width = width;
            page.Profile.Capabilities.Unicode = unicode;
            page.Write(part);
            return [.. text.ToString().ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.TrimEnd())];
        }

        string[] above = [.. Lines(Above), ""], body = Lines(Body), below = ["", .. Lines(Below)];
        int room = Math.Max(1, height - above.Length - below.Length);
        if (body.Length > room)
        {
            int from = Math.Clamp(From, 0, body.Length - room);
            int rest = body.Length - from - room;
            body = body[from..(from + room)];
            if (rest > 0)
                body[^1] = $"... {rest + 1} more lines: the arrow keys show them";
        }
        return [.. above.Concat(body).Concat(below).Take(height)];
    }
}
