using System.Diagnostics;

namespace Katas.Tests;

/// <summary>A law of the thorough round is a test in that round, and in the ordinary one it is none: nothing is "skipped".</summary>
public sealed class ThoroughRoundTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void A_thorough_law_is_discovered_in_the_thorough_round_only(string? thorough, bool discovered)
    {
        string tests = List(thorough);

        tests.ShouldContain(nameof(TwoRounds.An_ordinary_law));
        tests.Contains(nameof(TwoRounds.A_thorough_law)).ShouldBe(discovered, tests);
    }

    private static string List(string? thorough)
    {
        ProcessStartInfo start = new("dotnet",
            [typeof(TwoRounds).Assembly.Location, "-list", "methods", "-class", typeof(TwoRounds).FullName!])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["KATAS_THOROUGH"] = thorough;
        using Process process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd();
    }
}

/// <summary>A law of each round.</summary>
public sealed class TwoRounds() : Laws
{
    [Law]
    public void An_ordinary_law()
    {
    }

    [Law(Thorough = true)]
    public void A_thorough_law()
    {
    }
}
