using Katas.Dojo;
using Katas.Dojo.Racing;

namespace Katas.Tests;

public sealed class BarsTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void Bars_are_as_long_as_their_ratios_and_stay_on_their_lines(int width)
    {
        Timing[] timings = [new(1, 0, 0), new(2, 0, 0), new(40, 0, 0)];
        string[] lines = Plain.Text(Bars.Draw(["your code", "reference", "platform"], timings, width), width).Split('\n')[1..];
        int[] lengths = [.. lines.Select(line => line.Count(letter => letter == '█'))];
        lines.ShouldAllBe(line => line.Length <= width);
        lines.ShouldAllBe(line => line.Any(letter => "▏▎▍▌▋▊▉█".Contains(letter)));   // even the shortest can be seen
        lengths[2].ShouldBeInRange(20 * lengths[1] - 20, 20 * lengths[1] + 20);
        lines.Select(line => line.TrimEnd().Split(' ')[^1]).ShouldBe(["1", "2", "40"]);
    }

    [Fact]
    public void Operations_are_shown_where_they_are_counted()
    {
        string[] lines = Plain.Text(Bars.Draw(["your code", "reference"], [new(1, 14.7e9, 0.11), new(6, 9e10, 0.064)], 80), 80).Split('\n');
        lines[0].ShouldEndWith("× yours GFLOP/s of peak");
        lines[1].ShouldEndWith("1    14.7    11 %");
        lines[2].ShouldEndWith("6      90   6.4 %");
        lines.ShouldAllBe(line => line.Length <= 80);
    }
}
