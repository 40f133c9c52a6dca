global using Result = Katas.Dojo.Result;   // not FsCheck's
using Katas.Dojo;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Tests;

internal static class Plain
{
    /// <summary>Draws without colours.</summary>
    public static string Text(IRenderable part, int width = 80) =>
        Text(new Frame(part, Spectre.Console.Text.Empty, Spectre.Console.Text.Empty), width).Trim('\n');

    public static string Text(Frame frame, int width = 80) =>
        string.Join('\n', frame.Render(width, 1000, ColorSystemSupport.NoColors, unicode: true));
}
