using System.Text.RegularExpressions;
using System.Xml.Linq;
using Katas.Dojo;

namespace Katas.Tests;

/// <summary>
/// A law holds every promise of a doc comment, and every law is there for one: Promises.md lists the sentences of the stages' public doc
/// comments, each with its laws. A sentence that changes, and a law that is added, must be entered there.
/// </summary>
public sealed class PromiseTests
{
    private static readonly Regex Comment = new(@"(?:^ *///.*\n)+(?= *public )", RegexOptions.Multiline);
    private static readonly Regex EndOfSentence = new(@"(?<=\.)\s+(?=[A-Z0-9])"), Spaces = new(@"\s+"), NextLine = new(@"\n  (?!- )");

    private static readonly Dictionary<string, string[]> promises = Read(Path.Combine(Repository.Root, "tools/tests/Docs/Promises.md"));

    [Fact]
    public void Every_sentence_of_a_doc_comment_has_a_law_in_its_stage()
    {
        (Stage Stage, string Sentence)[] sentences =
            [.. from stage in Stage.All from sentence in Sentences(stage) select (stage, sentence)];

        sentences.Where(x => !promises.GetValueOrDefault(x.Sentence, []).Any(item => Named(item, x.Stage).Any()))
            .Select(x => $"{x.Stage.Folder}: {x.Sentence}").ShouldBeEmpty();
        promises.Keys.Except(sentences.Select(x => x.Sentence)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_law_is_there_for_a_sentence()
    {
        string[] items = [.. promises.Values.SelectMany(items => items).Distinct()];

        foreach (Stage stage in Stage.All)
            LessonTests.Laws(stage, thorough: true).Except(items.SelectMany(item => Named(item, stage))).ShouldBeEmpty();
        items.Where(item => !Stage.All.Any(stage => Named(item, stage).Any())).ShouldBeEmpty();
    }

    private static IEnumerable<Law> Named(string item, Stage stage) =>
        LessonTests.Laws(stage, thorough: true).Where(law => Lesson.Means(item, law));

    /// <summary>Reads sentences after "- ", which may go on in the next line, and their laws after "  - ".</summary>
    private static Dictionary<string, string[]> Read(string path)
    {
        Dictionary<string, string[]> read = [];
        string sentence = "";
        foreach (string line in NextLine.Replace(File.ReadAllText(path).ReplaceLineEndings("\n"), " ").Split('\n'))
            if (line.StartsWith("- ", StringComparison.Ordinal))
                read.Add(sentence = line[2..], []);
            else if (line.StartsWith("  - ", StringComparison.Ordinal))
                read[sentence] = [.. read[sentence], line[4..].Replace("`", "", StringComparison.Ordinal).ToUpperInvariant()];
        return read;
    }

    /// <summary>Gets the sentences about a stage's public classes and methods, but for those about a single parameter.</summary>
    private static IEnumerable<string> Sentences(Stage stage)
    {
        return from comment in Comment.Matches(File.ReadAllText(stage.At(stage.Kata)).ReplaceLineEndings("\n"))
               from part in XElement.Parse($"<doc>{comment.Value.Replace("///", "", StringComparison.Ordinal)}</doc>").Elements()
               where part.Name.LocalName is "summary" or "returns" or "remarks" or "exception"
               from sentence in EndOfSentence.Split(Spaces.Replace(string.Concat(part.Nodes().Select(Text)), " ").Trim())
               select part.Attribute("cref") is { } exception ? $"{exception.Value}: {sentence}" : sentence;

        static string Text(XNode node) =>
            node is XElement element ? element.Attribute("cref")?.Value ?? element.Value : ((XText)node).Value;
    }
}
