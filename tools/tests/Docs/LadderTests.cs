using System.Text.RegularExpressions;

namespace Katas.Tests;

public sealed partial class LadderTests
{
    /// <summary>Compares with a file that only a benchmark run writes, so that nobody improves on a figure by hand.</summary>
    [Fact]
    public void The_ladder_in_the_readme_is_the_one_that_was_measured()
    {
        Match shown = Ladder().Match(Read("README.md"));
        shown.Success.ShouldBeTrue("README.md shows no ladder between its two marks");
        Match measured = Ladder().Match(Read($"tools/benchmarks/results/{shown.Groups["machine"].Value}.md"));
        shown.Groups["table"].Value.ShouldBe(measured.Groups["table"].Value);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("<!-- ladder(?: of (?<machine>.+))? -->\n(?<table>.+?)\n<!-- /ladder -->", RegexOptions.Singleline)]
    private static partial Regex Ladder();
}
