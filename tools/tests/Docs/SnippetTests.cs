using System.Reflection;
using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>
/// C# code in the documentation is compiled: it is pasted into a file of Lessons/, or stands in a test or a solution, word by word.
/// </summary>
public sealed class SnippetTests
{
    private static readonly string pasted =
        typeof(SnippetTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Pasted").Value!;

    private static readonly string compiled = string.Concat(Fixtures.Files("*.cs")
        .Where(file => Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)[0] is "tests" or "tools" or "solutions")
        .Concat(Directory.GetFiles(pasted, "*.cs"))
        .Select(file => Bare(File.ReadAllText(file))));

    public static TheoryData<string, string> Snippets =>
        [.. Document.All.SelectMany(document => document.Snippets.Select(code => (document.Name, code)))];

    [Theory, MemberData(nameof(Snippets))]
    public void A_snippet_is_compiled(string document, string code) =>
        compiled.Contains(Bare(code), StringComparison.Ordinal).ShouldBeTrue($"{document} has code that no build compiles:\n{code}");

    /// <summary>Strips comments and white space.</summary>
    private static string Bare(string code) => Regex.Replace(Regex.Replace(code, @"(?<!:)//.*", ""), @"\s+", "");
}
