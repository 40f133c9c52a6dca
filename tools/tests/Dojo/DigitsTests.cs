using Katas.Dojo;
using StbImageSharp;

namespace Katas.Tests;

public sealed class DigitsTests
{
    public static TheoryData<int> Counts => [.. Enumerable.Range(1, 10), 25];

    /// <summary>
    /// Decodes with another library than the one that encodes, and without its help: a header that lies about the pixels fails here.
    /// </summary>
    [Theory, MemberData(nameof(Counts))]
    public void A_picture_of_digits_can_be_read_back_pixel_by_pixel(int count)
    {
        const int cell = 28 * 8 + 12;
        Split split = new(Tensor.RandomNormal(1, count, 784), Tensor.Zeros<long>(count));
        foreach (ref float pixel in split.Images.AsSpan())
            pixel = Math.Clamp(pixel, 0, 255 / 256f);
        using MemoryStream file = new();
        Digits.Sheet(split, [.. Enumerable.Range(0, count)]).Save(file);
        ImageResult image = ImageResult.FromMemory(file.ToArray(), ColorComponents.RedGreenBlue);

        (image.Width, image.Height).ShouldBe((12 + Math.Min(count, 10) * cell, 12 + (count + 9) / 10 * (cell + 24)));
        for (int i = 0; i < count; i++)
            for (int pixel = 0; pixel < 784; pixel++)
            {
                int x = 12 + i % 10 * cell + pixel % 28 * 8, y = 12 + i / 10 * (cell + 24) + pixel / 28 * 8;
                float paper = 1 - split.Images[i, pixel];
                int red = image.Data[((y + 7) * image.Width + x + 7) * 3];
                red.ShouldBeInRange((int)(240 * paper) - 1, (int)(240 * paper) + 1, $"pixel {pixel} of digit {i}");
                image.Data[(y * image.Width + x) * 3].ShouldBe((byte)red);
            }
    }
}
