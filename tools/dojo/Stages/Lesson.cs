using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>What the dojo reads in a lesson: its title and its hints, in order.</summary>
public sealed partial record Lesson(string Title, IReadOnlyList<Hint> Hints)
{
    public static Lesson Read(string path)
    {
        if (!File.Exists(path))
            throw new Refusal($"The lesson {path} is missing.");
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        return new(Heading().Match(text).Groups[1].Value, [.. Details().Matches(text).Select(hint => new Hint(hint.Groups[1].Value, hint.Groups[2].Value.Trim()))]);
    }

    [GeneratedRegex(@"^# (?:\d+\. )?(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<details>\\s*<summary>(.*?)</summary>(.*?)</details>", RegexOptions.Singleline)]
    private static partial Regex Details();
}

/// <summary>A hint, as its lesson words it: the summary that stands on the closed lid, and what is inside, in Markdown.</summary>
public sealed record Hint(string Summary, string Markdown);
