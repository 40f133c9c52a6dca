using Katas.Finale;
using StbImageSharp;

namespace Katas.Tests;

public sealed class DigitSheetTests
{
    [Fact]
    public void Weights_are_red_above_zero_and_blue_below_and_mistakes_stand_in_grey_beneath()
    {
        Tensor<float> weights = Tensor.Zeros<float>(784, 10);
        weights[0, 0] = 2;
        weights[0, 1] = -1;
        Mistake mistake = new([1, .. new float[783]], Label: 4, Guess: 9);
        ImageResult image = Open(Demo.Draw(weights, [mistake], numbered: true));

        (image.Width, image.Height).ShouldBe((1252, 308));
        (byte R, byte G, byte B) red = Pixel(13, 13), blue = Pixel(137, 13);
        red.R.ShouldBeGreaterThan((byte)(red.B + 100));
        blue.B.ShouldBeGreaterThan((byte)(blue.R + 50));
        Pixel(261, 13).ShouldBe(((byte)255, (byte)255, (byte)255));
        Pixel(13, 161).ShouldBe(((byte)0, (byte)0, (byte)0));

        (byte, byte, byte) Pixel(int x, int y) =>
            image.Data.AsSpan((y * image.Width + x) * 3, 3) is [var r, var g, var b] ? (r, g, b) : default;
    }

    [Fact]
    public void Weights_that_are_all_zero_and_no_mistakes_can_be_drawn() =>
        Open(Demo.Draw(Tensor.Zeros<float>(784, 100), [], numbered: false)).Width.ShouldBe(1252);

    private static ImageResult Open(DigitSheet sheet)
    {
        using MemoryStream file = new();
        sheet.Save(file);
        return ImageResult.FromMemory(file.ToArray(), ColorComponents.RedGreenBlue);
    }
}
