global using Result = Katas.Dojo.Result;   // not FsCheck's
using Katas.Dojo;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Tests;

internal static class Plain
{
    /// <summary>Draws without colours.</summary>
    public static string Text(IRenderable part, int width = 80) =>
        string.Join('\n', new Frame(part, Spectre.Console.Text.Empty, Spectre.Console.Text.Empty)
            .Render(width, 1000, ColorSystemSupport.NoColors, unicode: true)).Trim('\n');
}
