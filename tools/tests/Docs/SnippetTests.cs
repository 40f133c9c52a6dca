using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>C# code in the documentation also stands in a test, word by word, so that it compiles and does what is said.</summary>
public sealed class SnippetTests
{
    private static readonly string tests = string.Concat(Fixtures.Files("*.cs")
        .Where(file => Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)[0] is "tests" or "tools")
        .Select(file => Bare(File.ReadAllText(file))));

    public static TheoryData<string, string> Snippets =>
        [.. Document.All.SelectMany(document => document.Snippets.Select(code => (document.Name, code)))];

    [Theory, MemberData(nameof(Snippets))]
    public void A_snippet_stands_in_a_test(string document, string code) =>
        tests.Contains(Bare(code), StringComparison.Ordinal).ShouldBeTrue($"{document} has code that stands in no file of tests/:\n{code}");

    /// <summary>Strips comments and white space.</summary>
    private static string Bare(string code) => Regex.Replace(Regex.Replace(code, @"(?<!:)//.*", ""), @"\s+", "");
}
