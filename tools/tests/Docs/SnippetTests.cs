using System.Reflection;
using System.Text.RegularExpressions;
using Katas.Dojo;

namespace Katas.Tests;

/// <summary>
/// C# code in the documentation is compiled: it is pasted into a file of Lessons/, or is part of a test or a solution, word for word.
/// </summary>
public sealed class SnippetTests
{
    private static readonly Regex Code = new(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);

    private static readonly string pasted =
        typeof(SnippetTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Pasted").Value!;

    private static readonly string compiled = string.Concat(Fixtures.Files("*.cs")
        .Where(file =>
            Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)[0] is "tests" or "tools" or "solutions")
        .Concat(Directory.GetFiles(pasted, "*.cs"))
        .Select(file => Bare(File.ReadAllText(file))));

    public static TheoryData<string, string> Snippets =>
        [.. Document.All.SelectMany(document => document.Snippets.Select(code => (document.Name, code)))];

    [Theory, MemberData(nameof(Snippets))]
    public void A_snippet_is_compiled(string document, string code) =>
        compiled.Contains(Bare(code), StringComparison.Ordinal).ShouldBeTrue($"{document} has code that no build compiles:\n{code}");

    [Fact]
    public void The_code_of_the_hints_of_stage_7_is_that_of_the_rungs_in_its_solution()
    {
        string rungs = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "solutions/7-SimdMatmul/Rungs"))
            .Select(file => Public(Bare(File.ReadAllText(file)))));
        string[] hints = [.. Lesson.Of(Stage.SimdMatmul).Tasks.SelectMany(task => task.Hints).Select(hint => hint.Markdown)
            .SelectMany(hint => Code.Matches(hint)).Select(code => code.Groups[1].Value)];
        hints.Length.ShouldBeGreaterThan(8);
        foreach (string code in hints)
            rungs.ShouldContain(Public(Bare(code)), customMessage: code);

        // what another rung uses, too, is not private there
        static string Public(string code) => code.Replace("private", "internal", StringComparison.Ordinal);
    }

    /// <summary>Strips comments and white space.</summary>
    private static string Bare(string code) => Regex.Replace(Regex.Replace(code, @"(?<!:)//.*", ""), @"\s+", "");
}
