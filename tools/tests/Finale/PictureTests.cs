using BigGustave;
using Katas.Finale;

namespace Katas.Tests;

public sealed class PictureTests
{
    [Fact]
    public void Weights_are_red_above_zero_and_blue_below_and_mistakes_stand_in_grey_beneath()
    {
        Tensor<float> weights = Tensor.Zeros<float>(784, 10);
        weights[0, 0] = 2;
        weights[0, 1] = -1;
        Mistake mistake = new([1, .. new float[783]], Label: 4, Guess: 9);
        Png png = Png.Open(Picture.Draw(weights, [mistake], numbered: true));

        png.Width.ShouldBe(1252);
        png.Height.ShouldBe(308);
        Pixel red = png.GetPixel(13, 13), blue = png.GetPixel(137, 13), white = png.GetPixel(261, 13), ink = png.GetPixel(13, 161);
        red.R.ShouldBeGreaterThan((byte)(red.B + 100));
        blue.B.ShouldBeGreaterThan((byte)(blue.R + 50));
        white.ShouldBe(new Pixel(255, 255, 255));
        ink.ShouldBe(new Pixel(0, 0, 0));
    }

    [Fact]
    public void Weights_that_are_all_zero_and_no_mistakes_can_be_drawn() =>
        Png.Open(Picture.Draw(Tensor.Zeros<float>(784, 100), [], numbered: false)).Width.ShouldBe(1252);
}
