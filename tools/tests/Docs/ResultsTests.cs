using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>
/// Results are as the benchmark writes them, and what documents quote is in them: a paragraph with figures links the file of results that
/// has them.
/// </summary>
public sealed class ResultsTests
{
    private const string Folder = "tools/benchmarks/results";

    private static readonly Regex Origin = new(@"^Kernel of commit [0-9a-f]{7,40}, measured (\d{4}-\d\d-\d\d)\.$", RegexOptions.Multiline);
    private static readonly Regex Figure = new(@"\d[\d.,]*(?= (?:times|billion|%|µs|ms|s|h)(?!\w))");
    private static readonly Regex Link = new($@"{Folder.Replace("tools/", "", StringComparison.Ordinal)}/([^\s)#""]+)");
    private static readonly Regex EmptyLine = new(@"\r?\n\s*\r?\n");

    private static readonly string[] names =
        [.. Fixtures.Files("*.md").Where(file => InResults(file)).Select(file => Path.GetFileNameWithoutExtension(file))];

    [Fact]
    public void Results_say_of_which_kernel_they_are_and_when_they_were_measured() =>
        names.Where(name => !Origin.IsMatch(Text(name))).ShouldBeEmpty();

    [Fact]
    public void Results_are_named_after_the_processor_in_their_title() =>
        names.Where(name => name != Regex.Replace(Text(name).Split('\n')[0][2..].Trim(), "[(),]", "").Replace(' ', '-')).ShouldBeEmpty();

    [Fact]
    public void Every_chart_belongs_to_results_and_all_results_have_theirs() =>
        Fixtures.Files("*.svg").Where(InResults).Select(file => Path.GetFileName(file))
            .ShouldBe(names.SelectMany(name => new[] { $"{name}-growth.svg", $"{name}.svg" }), ignoreOrder: true);

    [Fact]
    public void README_shows_the_newest_chart()
    {
        string newest = names.MaxBy(name => Origin.Match(Text(name)).Groups[1].Value, StringComparer.Ordinal)!;
        Link.Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(link => link.Groups[1].Value)
            .Where(file => file.EndsWith(".svg", StringComparison.Ordinal)).ShouldBe([$"{newest}.svg"]);
    }

    [Fact]
    public void Quoted_figures_are_in_the_results()
    {
        foreach (string document in Fixtures.Files("*.md").Where(file => !InResults(file)))
            foreach (string paragraph in EmptyLine.Split(File.ReadAllText(document)))
                if (Link.Match(paragraph) is { Success: true } link && Path.GetExtension(link.Groups[1].Value) == ".md")
                    Missing(paragraph, Text(Path.GetFileNameWithoutExtension(link.Groups[1].Value)))
                        .ShouldBeEmpty($"{document}, {link.Groups[1].Value}");
    }

    [Theory, InlineData("It is 407,000 times as fast.", true), InlineData("It is 7,000 times as fast.", false)]
    [InlineData("It takes 1.76 µs, 14 s or 20.8 ms.", true), InlineData("It takes 1.7 µs.", false)]
    [InlineData("In 2020, 5 images.", true)]
    public void A_figure_is_quoted_as_it_stands(string paragraph, bool isQuoted) =>
        Missing(paragraph, "| 1.76 µs | 407,000 | 20.8 ms | 14 s |").Any().ShouldBe(!isQuoted);

    private static IEnumerable<string> Missing(string paragraph, string results) =>
        Figure.Matches(paragraph).Select(figure => figure.Value)
            .Where(figure => !Regex.IsMatch(results, $@"(?<![\d.,]){Regex.Escape(figure)}(?![\d.,]*\d)"));

    private static string Text(string name) => File.ReadAllText(Path.Combine(Repository.Root, Folder, $"{name}.md"));

    private static bool InResults(string file) =>
        Path.GetDirectoryName(Path.GetRelativePath(Repository.Root, file)) == Path.Combine(Folder.Split('/'));
}
