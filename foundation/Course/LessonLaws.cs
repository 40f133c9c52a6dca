using System.Globalization;
using System.Text.RegularExpressions;

namespace Katas;

/// <summary>
/// Knows which task of a lesson each law belongs to. Below the heading of a task, <c>### 2. Title</c>, a paragraph says so:
/// <c>Laws: The result is right · all of `SomeClass*` · all others</c>.
/// </summary>
public sealed partial class LessonLaws
{
    /// <summary>The item that means all laws that no other item means.</summary>
    public const string AllOthers = "ALL OTHERS";

    /// <summary>What a paragraph of laws begins with.</summary>
    public const string Label = "Laws:";

    private const string AllOf = "ALL OF ";

    private readonly List<(int Task, string Item)> items = [];

    /// <summary>Reads a lesson.</summary>
    public LessonLaws(string markdown)
    {
        int task = 0;
        foreach (Match line in TaskOrLaws().Matches(markdown.ReplaceLineEndings("\n")))
            if (line.Groups["task"] is { Success: true, Value: var number })
                task = int.Parse(number, CultureInfo.InvariantCulture);
            else
                items.AddRange(ItemsOf(line.Value).Select(item => (task, item)));
    }

    /// <summary>
    /// Gets the items of a paragraph that begins with <c>Laws:</c>, in upper case: sentences, <c>ALL OF SomeClass*</c>,
    /// <see cref="AllOthers"/>.
    /// </summary>
    public static IEnumerable<string> ItemsOf(string paragraph) => paragraph[Label.Length..].Split('·').Select(Normalize);

    /// <summary>Tells whether an item means a law by its sentence.</summary>
    public static bool MeansLaw(string item, string law) => item == Normalize(law);

    /// <summary>Tells whether an item means all laws of a test class.</summary>
    public static bool MeansClass(string item, string testClass) =>
        item.StartsWith(AllOf, StringComparison.Ordinal)
        && testClass.StartsWith(item[AllOf.Length..].TrimEnd('*'), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Finds the task that a law belongs to: the one that means all laws of its class, or else the law itself, or else all others.
    /// </summary>
    /// <returns>The number of the task, from 1; null if there is none.</returns>
    public int? TaskOf(string testClass, string law) =>
        Find(item => MeansClass(item, testClass)) ?? Find(item => MeansLaw(item, law)) ?? Find(item => item == AllOthers);

    private int? Find(Func<string, bool> means) => items.Where(item => means(item.Item)).Select(item => (int?)item.Task).FirstOrDefault();

    private static string Normalize(string item) =>
        Spaces().Replace(item.Replace('_', ' ').Replace("`", ""), " ").Trim(' ', '.').ToUpperInvariant();

    [GeneratedRegex(@"^### (?<task>\d+)\. |^Laws: .+?(?=\n\n|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TaskOrLaws();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
