using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>
/// A hint, as its lesson words it: the title of its task, the summary that stands on the closed lid, and what is inside, in Markdown.
/// </summary>
public sealed record Hint(string Task, string Summary, string Markdown);

/// <summary>
/// One of the tasks of a lesson: its title, the laws that it turns green, as sentences, and its hints, each giving away more.
/// </summary>
public sealed record LessonTask(string Title, IReadOnlyList<string> Laws, IReadOnlyList<Hint> Hints);

/// <summary>
/// What the dojo reads in a lesson: its tasks, each below a numbered heading of level 3, and their hints. The answer to a question is none.
/// </summary>
public sealed record Lesson(IReadOnlyList<LessonTask> Tasks)
{
    private static readonly Regex Task = new(@"^### \d+\. (?<title>.+?)\.?\n(?<content>(?:<details>.*?</details>|.)*?)(?=^##|\z)",
        RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex LawsLine = new(@"^Laws: (.+?)(?=\n\n|\z)", RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex Details = new(@"<details>\s*<summary>(Hint:.*?)</summary>(.*?)</details>", RegexOptions.Singleline);

    private const string AllOf = "ALL OF ";

    /// <summary>The item of a line of laws that means all laws that no other item means.</summary>
    public const string AllOthers = "ALL OTHERS";

    public static Lesson Of(Stage stage) => Parse(File.ReadAllText(stage.At(stage.LessonPath)).ReplaceLineEndings("\n"));

    public static Lesson Parse(string text) => new(
    [
        .. from task in Task.Matches(text)
           let title = task.Groups["title"].Value
           let content = task.Groups["content"].Value
           select new LessonTask(
               title,
               [.. LawsLine.Matches(content).SelectMany(laws => laws.Groups[1].Value.Split('·')).Select(Normalize)],
               [.. Details.Matches(content).Select(hint => new Hint(title, hint.Groups[1].Value, hint.Groups[2].Value.Trim()))]),
    ]);

    /// <summary>Tells whether an item of a line of laws means a law: by its sentence, or as <c>all of `Class*`</c> for its test class.</summary>
    public static bool Means(string item, Law law) =>
        item == Normalize(law.Sentence)
        || (item.StartsWith(AllOf, StringComparison.Ordinal)
            && law.Subject.StartsWith(item[AllOf.Length..].TrimEnd('*'), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Finds the task that a law belongs to: the one that names it, or else the one with <see cref="AllOthers"/>. Without a law, or for a
    /// law of no task, it is the first with hints.
    /// </summary>
    public LessonTask? TaskOf(Law? law) =>
        (law is null ? null : Tasks.FirstOrDefault(task => task.Laws.Any(item => Means(item, law)))
            ?? Tasks.FirstOrDefault(task => task.Laws.Contains(AllOthers)))
        ?? Tasks.FirstOrDefault(task => task.Hints.Count > 0);

    private static string Normalize(string sentence) =>
        Regex.Replace(sentence.Replace('_', ' ').Replace("`", ""), @"\s+", " ").Trim(' ', '.').ToUpperInvariant();
}
