using System.Diagnostics;
using Xunit.Sdk;

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

    [Fact]
    public void A_thorough_law_is_replayed_in_the_thorough_round() =>
        Should.Throw<LawBroken>(() =>
                new Broken().Check(typeof(Broken).GetMethod(nameof(Broken.A_broken_thorough_law))!, new() { Seed = 1 }))
            .Message.ShouldEndWith(" -e KATAS_THOROUGH=1 -e KATAS_SEED=1");

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

#pragma warning disable xUnit1000 // a class that is not public is no test of this program
/// <summary>A thorough law that does not hold.</summary>
internal sealed class Broken() : Laws
#pragma warning restore xUnit1000
{
    [Law(Thorough = true)]
    public bool A_broken_thorough_law() => false;
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
