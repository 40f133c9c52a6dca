using BigGustave;

namespace Katas.Finale;

/// <summary>Draws images of MNIST's shape into a grid, with captions, as a PNG.</summary>
internal sealed class Picture
{
    private const int Side = 28, Scale = 4, Gap = 12, Caption = 24, PerRow = 10, Dot = 3;
    private const int Cell = Side * Scale + Gap, Width = PerRow * Cell + Gap;

    private static readonly Pixel
        Paper = new(255, 255, 255), Frame = new(240, 240, 236), Grey = new(90, 90, 90), Red = new(178, 24, 43), Blue = new(33, 102, 172);

    /// <summary>The digits and an arrow, five rows of dots each.</summary>
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

    private readonly Pixel[,] pixels;

    private Picture(int rows)
    {
        pixels = new Pixel[Gap + rows * (Cell + Caption), Width];
        Fill(0, 0, Width, pixels.GetLength(0), Paper);
    }

    /// <summary>
    /// Draws the columns of the first layer's weights, (784, n), red where they are positive and blue where negative; below them the digits that were
    /// mistaken most surely, each with its label and what it was taken for.
    /// </summary>
    public static byte[] Draw(Tensor<float> weights, IReadOnlyList<Mistake> mistakes, bool numbered)
    {
        Tensor<float> columns = weights.Transpose();
        int count = Math.Min(columns.Shape[0], 100), rows = (count + PerRow - 1) / PerRow;
        Picture picture = new(rows + (mistakes.Count + PerRow - 1) / PerRow);
        float largest = columns.AsSpan().ToArray().Max(MathF.Abs);
        for (int i = 0; i < count; i++)
            picture.Place(i, columns.Row(i), weight => Diverging(largest == 0 ? 0 : weight / largest), numbered ? $"{i}" : "");
        for (int i = 0; i < mistakes.Count; i++)
            picture.Place(rows * PerRow + i, mistakes[i].Image, ink => Blend(Frame, new(0, 0, 0), ink), $"{mistakes[i].Label}→{mistakes[i].Guess}");
        return picture.ToPng();
    }

    private byte[] ToPng()
    {
        PngBuilder png = PngBuilder.Create(Width, pixels.GetLength(0), hasAlphaChannel: false);
        for (int y = 0; y < pixels.GetLength(0); y++)
            for (int x = 0; x < Width; x++)
                png.SetPixel(pixels[y, x], x, y);   // each once: the builder loses count of its colors otherwise
        using MemoryStream stream = new();
        png.Save(stream);
        return stream.ToArray();
    }

    private void Place(int cell, ReadOnlySpan<float> image, Func<float, Pixel> color, string caption)
    {
        int left = Gap + cell % PerRow * Cell, top = Gap + cell / PerRow * (Cell + Caption);
        for (int i = 0; i < image.Length; i++)
            Fill(left + i % Side * Scale, top + i / Side * Scale, Scale, Scale, color(image[i]));

        int x = left + (Side * Scale - (caption.Sum(c => Glyphs[c][0].Length + 1) - 1) * Dot) / 2;
        foreach (char c in caption)
        {
            string[] glyph = Glyphs[c];
            for (int row = 0; row < glyph.Length; row++)
                for (int column = 0; column < glyph[row].Length; column++)
                    if (glyph[row][column] == '#')
                        Fill(x + column * Dot, top + Side * Scale + Dot * 2 + row * Dot, Dot, Dot, Grey);
            x += (glyph[0].Length + 1) * Dot;
        }
    }

    private void Fill(int left, int top, int width, int height, Pixel color)
    {
        for (int y = top; y < top + height; y++)
            for (int x = left; x < left + width; x++)
                pixels[y, x] = color;
    }

    /// <summary>Blue for -1, white for 0, red for 1. The root makes small weights visible.</summary>
    private static Pixel Diverging(float share) => Blend(Paper, share < 0 ? Blue : Red, MathF.Sqrt(MathF.Abs(share)));

    private static Pixel Blend(Pixel from, Pixel to, float share)
    {
        byte Mix(byte a, byte b) => (byte)(a + (b - a) * share);
        return new(Mix(from.R, to.R), Mix(from.G, to.G), Mix(from.B, to.B));
    }
}

/// <summary>A digit that was taken for another.</summary>
internal sealed record Mistake(float[] Image, long Label, int Guess);
