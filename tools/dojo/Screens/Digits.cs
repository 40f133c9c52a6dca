using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws handwritten digits, 28 x 28 pixels from 0 (paper) to 255/256 (ink), in the terminal or into a picture.</summary>
public static class Digits
{
    public const int Side = 28;

    private const int Gap = 2;

    /// <summary>Gets how many digits fit side by side into so many columns.</summary>
    public static int PerRow(int width) => (width + Gap) / (Side + Gap);

    /// <summary>
    /// Draws digits side by side, two pixels in each character: the upper half in the letter's colour, the lower in the background's, or
    /// where there are no greys, ink or none. Their labels are below them, where a low terminal still shows them.
    /// </summary>
    public static IRenderable Draw(Split split, IReadOnlyList<int> indices, bool greys)
    {
        Paragraph picture = new();
        for (int y = 0; y < Side; y += 2)
        {
            for (int i = 0; i < indices.Count; i++)
            {
                Span<float> image = split.Images.Row(indices[i]);
                for (int x = 0; x < Side; x++)
                    Append(picture, image[y * Side + x], image[(y + 1) * Side + x], greys);
                picture.Append(i + 1 < indices.Count ? new string(' ', Gap) : "\n");
            }
        }
        picture.Append(string.Join(new string(' ', Gap),
            indices.Select(index => $"{split.Labels[index]}  (image {index:N0})".PadRight(Side))).TrimEnd() + "\n");
        return picture;
    }

    /// <summary>Draws digits into a picture, each above its label, in rows of at most ten.</summary>
    internal static DigitSheet Sheet(Split split, IReadOnlyList<int> indices)
    {
        DigitSheet sheet = new(indices.Count, Math.Min(10, indices.Count), scale: 8);
        for (int i = 0; i < indices.Count; i++)
            sheet.DrawDigit(i, split.Images.Row(indices[i]), $"{split.Labels[indices[i]]}");
        return sheet;
    }

    private static void Append(Paragraph picture, float upper, float lower, bool greys)
    {
        if (greys)
            picture.Append("▀", new Style(new Color(Grey(upper), Grey(upper), Grey(upper)),
                new Color(Grey(lower), Grey(lower), Grey(lower))));
        else
            picture.Append(
                (upper > 0.4, lower > 0.4) switch { (true, true) => "█", (true, false) => "▀", (false, true) => "▄", _ => " " });
    }

    private static byte Grey(float ink) => (byte)Math.Clamp(ink * 256, 0, 255);
}
