using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>A hint, as its lesson words it: the summary that stands on the closed lid, and what is inside, in Markdown.</summary>
public sealed record Hint(string Summary, string Markdown);

/// <summary>
/// One of the tasks of a lesson: its title, the laws that it turns green, as sentences, and its hints, each giving away more.
/// </summary>
public sealed record LessonTask(string Title, IReadOnlyList<string> Laws, IReadOnlyList<Hint> Hints);

/// <summary>
/// What the dojo reads in a lesson: its tasks. A task is a heading of level 3 under "Your task" or, where there are none, an item of the
/// numbered list. Hints that stand elsewhere belong to no task; they come last.
/// </summary>
public sealed record Lesson(IReadOnlyList<LessonTask> Tasks)
{
    private static readonly Regex Section =
        new(@"^## Your tasks?\b.*?(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase);
    private static readonly Regex Heading = new(@"^### +(?:\d+\. +)?(.+?)\.?$", RegexOptions.Multiline);
    private static readonly Regex Item = new(@"^\d+\. +(.+?)\.?$", RegexOptions.Multiline);
    private static readonly Regex LawsLine = new(@"^ *Laws: *(.+?)(?=\n *(?:\n|\z)|\z)", RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex Details = new(@" *<details>\s*<summary>(.*?)</summary>(.*?)</details>", RegexOptions.Singleline);

    private const string AllOf = "ALL OF ";

    public static Lesson Of(Stage stage) => Parse(File.ReadAllText(stage.At(stage.LessonPath)).ReplaceLineEndings("\n"));

    public static Lesson Parse(string text)
    {
        Match[] details = [.. Details.Matches(text).OfType<Match>()];
        string bare = Details.Replace(text, hint => new string(' ', hint.Length));   // the same places, and no headings in hints
        Match section = Section.Match(bare);
        Match[] Within(Regex start) =>
            [.. start.Matches(bare).Where(match => match.Index >= section.Index && match.Index < section.Index + section.Length)];
        Match[] starts = Within(Heading) is { Length: > 0 } headings ? headings : Within(Item);
        int[] ends = [.. starts.Skip(1).Select(start => start.Index), section.Index + section.Length];
        LessonTask Task(string title, int from, int to) => new(
            title,
            [.. LawsLine.Matches(bare[from..to]).SelectMany(laws => laws.Groups[1].Value.Split('·')).Select(Normalize)],
            [.. details.Where(hint => hint.Index >= from && hint.Index < to)
                .Select(hint => new Hint(hint.Groups[1].Value, Unindent(hint.Groups[2].Value)))]);
        LessonTask[] tasks = [.. starts.Zip(ends, (start, end) => Task(start.Groups[1].Value, start.Index, end))];
        Hint[] elsewhere = [.. Task("", 0, text.Length).Hints.Except(tasks.SelectMany(task => task.Hints))];
        return new(elsewhere.Length > 0 ? [.. tasks, new("", [], elsewhere)] : tasks);
    }

    /// <summary>
    /// Finds the task that a law belongs to: the one that names it, else the one with <c>all of `Class*`</c> for its test class, else
    /// the one with <c>all others</c>. Without a law, or for a law of no task, it is the first with hints.
    /// </summary>
    public LessonTask? TaskOf(Law? law)
    {
        LessonTask? With(Func<string, bool> isIt) => law is null ? null : Tasks.FirstOrDefault(task => task.Laws.Any(isIt));
        return With(sentence => sentence == Normalize(law!.Sentence))
            ?? With(sentence => sentence.StartsWith(AllOf, StringComparison.Ordinal)
                && law!.Subject.StartsWith(sentence[AllOf.Length..].TrimEnd('*'), StringComparison.OrdinalIgnoreCase))
            ?? With(sentence => sentence == "ALL OTHERS")
            ?? Tasks.FirstOrDefault(task => task.Hints.Count > 0);
    }

    private static string Normalize(string sentence) =>
        string.Join(' ', sentence.Replace('_', ' ').Replace("`", "").Trim().TrimEnd('.')
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    /// <summary>Takes away the indentation that a hint has within a list.</summary>
    private static string Unindent(string text)
    {
        string[] lines = text.Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty()
            .Min();
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..] : "")).Trim('\n', ' ');
    }
}
