using System.Globalization;
using System.Text.RegularExpressions;

namespace Katas;

/// <summary>
/// Knows which task of a lesson each law belongs to. Below the heading of a task, <c>### 2. Title</c>, a paragraph says so:
/// <c>Laws: The result is right · all of `SomeClass*` · all others</c>.
/// </summary>
public sealed partial class LessonLaws
{
    private const string AllOf = "all of ", AllOthers = "all others";

    private readonly (int Task, string Item)[] items;

    private LessonLaws((int Task, string Item)[] items) => this.items = items;

    /// <summary>Gets what the lesson says, in its order: the sentence of a law, <c>all of SomeClass*</c>, or <c>all others</c>.</summary>
    public IEnumerable<string> Items => items.Select(item => item.Item);

    /// <summary>Reads a lesson.</summary>
    public static LessonLaws Parse(string markdown)
    {
        List<(int, string)> items = [];
        int task = 0;
        foreach (Match line in TaskOrLaws().Matches(markdown.ReplaceLineEndings("\n")))
            if (line.Groups["task"] is { Success: true } number)
                task = int.Parse(number.Value, CultureInfo.InvariantCulture);
            else
                items.AddRange(line.Groups["laws"].Value.Split('·').Select(item => (task, Normalize(item))));
        return new([.. items]);
    }

    /// <summary>
    /// Finds the task that a law belongs to: the one that names it, or else the one with <c>all of `Class*`</c> for its class of tests, or
    /// else the one with <c>all others</c>.
    /// </summary>
    /// <returns>The number of the task, from 1; null if there is none.</returns>
    public int? TaskOf(string testClass, string law) =>
        Find(item => item == Normalize(law))
        ?? Find(item => item.StartsWith(AllOf, StringComparison.Ordinal)
            && testClass.StartsWith(item[AllOf.Length..].TrimEnd('*'), StringComparison.Ordinal))
        ?? Find(item => item == AllOthers);

    private int? Find(Func<string, bool> isIt) => items.Where(item => isIt(item.Item)).Select(item => (int?)item.Task).FirstOrDefault();

    private static string Normalize(string item) => Spaces().Replace(item.Replace('_', ' ').Replace("`", ""), " ").Trim(' ', '.');

    [GeneratedRegex(@"^### (?<task>\d+)\. |^Laws: (?<laws>.+?)(?=\n\n|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TaskOrLaws();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
