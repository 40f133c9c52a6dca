using Katas.Dojo;

namespace Katas.Tests;

public sealed class BarsTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void Bars_are_as_long_as_their_ratios_and_stay_on_their_lines(int width)
    {
        string[] lines = Plain.Text(Bars.Draw(["your code", "reference", "platform"], [1, 2, 40], width), width).Split('\n');
        int[] lengths = [.. lines.Select(line => line.Count(letter => letter == '█'))];
        lines.ShouldAllBe(line => line.Length <= width);
        lines.ShouldAllBe(line => line.Any(letter => "▏▎▍▌▋▊▉█".Contains(letter)));   // even the shortest can be seen
        lengths[2].ShouldBeInRange(20 * lengths[1] - 20, 20 * lengths[1] + 20);
        lines.Select(line => line.TrimEnd().Split(' ')[^1]).ShouldBe(["1", "2", "40"]);
    }
}
