using StbImageWriteSharp;

namespace Katas;

/// <summary>Draws images of MNIST's shape, 28 x 28, into a grid, each with a caption, as a PNG file.</summary>
internal sealed class DigitSheet
{
    private const int Side = 28, Gap = 12, CaptionHeight = 24, Dot = 3;

    private static readonly (byte R, byte G, byte B)
        Paper = (255, 255, 255), Frame = (240, 240, 236), Black = (0, 0, 0), Grey = (90, 90, 90),
        Red = (178, 24, 43), Blue = (33, 102, 172);

    /// <summary>The digits and an arrow, as dots. A font would have to be installed, and on many a Linux none is.</summary>
    private static readonly Dictionary<char, string[]> Glyphs = new()
    {
        ['0'] = ["###", "# #", "# #", "# #", "###"],
        ['1'] = [" # ", "## ", " # ", " # ", "###"],
        ['2'] = ["###", "  #", "###", "#  ", "###"],
        ['3'] = ["###", "  #", " ##", "  #", "###"],
        ['4'] = ["# #", "# #", "###", "  #", "  #"],
        ['5'] = ["###", "#  ", "###", "  #", "###"],
        ['6'] = ["###", "#  ", "###", "# #", "###"],
        ['7'] = ["###", "  #", "  #", " # ", " # "],
        ['8'] = ["###", "# #", "###", "# #", "###"],
        ['9'] = ["###", "# #", "###", "  #", "###"],
        ['→'] = ["  #  ", "   # ", "#####", "   # ", "  #  "],
    };

    private readonly int columns, scale, width, height;
    private readonly byte[] pixels;

    /// <summary>Makes a white sheet for so many images, in rows of so many, each pixel a square of <paramref name="scale"/>.</summary>
    public DigitSheet(int count, int columns, int scale)
    {
        (this.columns, this.scale) = (columns, scale);
        width = Gap + columns * Cell;
        height = Gap + (count + columns - 1) / columns * (Cell + CaptionHeight);
        pixels = new byte[width * height * 3];
        pixels.AsSpan().Fill(255);
    }

    private int Cell => Side * scale + Gap;

    /// <summary>Draws a digit, black on grey, from 0 (paper) to 1 (ink).</summary>
    public void DrawDigit(int place, ReadOnlySpan<float> image, string caption) =>
        Draw(place, image, ink => Blend(Frame, Black, ink), caption);

    /// <summary>Draws weights, blue for -1, white for 0, red for 1. The root makes small ones visible.</summary>
    public void DrawWeights(int place, ReadOnlySpan<float> weights, float largest, string caption) =>
        Draw(place, weights, weight =>
            Blend(Paper, weight < 0 ? Blue : Red, largest == 0 ? 0 : MathF.Sqrt(MathF.Abs(weight) / largest)), caption);

    public void Save(Stream file) => new ImageWriter().WritePng(pixels, width, height, ColorComponents.RedGreenBlue, file);

    private void Draw(int place, ReadOnlySpan<float> image, Func<float, (byte R, byte G, byte B)> color, string caption)
    {
        int left = Gap + place % columns * Cell, top = Gap + place / columns * (Cell + CaptionHeight);
        for (int i = 0; i < image.Length; i++)
            Fill(left + i % Side * scale, top + i / Side * scale, scale, color(image[i]));

        int x = left + (Side * scale - (caption.Sum(c => Glyphs[c][0].Length + 1) - 1) * Dot) / 2;
        foreach (string[] glyph in caption.Select(c => Glyphs[c]))
        {
            for (int row = 0; row < glyph.Length; row++)
                for (int column = 0; column < glyph[row].Length; column++)
                    if (glyph[row][column] == '#')
                        Fill(x + column * Dot, top + Side * scale + Dot * 2 + row * Dot, Dot, Grey);
            x += (glyph[0].Length + 1) * Dot;
        }
    }

    private void Fill(int left, int top, int side, (byte R, byte G, byte B) color)
    {
        for (int y = top; y < top + side; y++)
            for (int x = left; x < left + side; x++)
                (pixels[(y * width + x) * 3], pixels[(y * width + x) * 3 + 1], pixels[(y * width + x) * 3 + 2]) = color;
    }

    private static (byte, byte, byte) Blend((byte R, byte G, byte B) from, (byte R, byte G, byte B) to, float share)
    {
        byte Mix(byte a, byte b) => (byte)(a + (b - a) * share);
        return (Mix(from.R, to.R), Mix(from.G, to.G), Mix(from.B, to.B));
    }
}
