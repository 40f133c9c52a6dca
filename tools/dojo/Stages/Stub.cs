using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>
/// The file that a learner fills in, and what it was in the beginning: its solution without bodies, private members, plain comments and
/// overloads, but with the private methods that are given. Git would not do: its latest version may be the learner's own, and a copy of
/// the repository without its history has none.
/// </summary>
public sealed class Stub(Stage stage)
{
    private static readonly Regex Comments = new(@"^ *// .*\n", RegexOptions.Multiline);
    private static readonly Regex Class = new(@"^(///.*\n)+public static class \w+\n\{\n", RegexOptions.Multiline);

    /// <summary>Matches a doc comment, and the signature of a public method below it.</summary>
    private static readonly Regex Methods =
        new(@"^(?<head>(?:    ///.*\n)+    public static [^(=\n]*?(?<name>\w+)\([^)\n]*\))", RegexOptions.Multiline);

    /// <summary>Matches a method that the learner is given, as its doc comment says.</summary>
    private static readonly Regex GivenMethods =
        new(@"^    /// <summary>.*\(Given: .*\n(?:    ///.*\n)*    \w+ static .*\n    \{\n(?:.*\n)*?    \}\n", RegexOptions.Multiline);

    private string Kata => stage.At(stage.Kata);

    /// <summary>Gets whether the learner has written nothing yet. Line endings do not count, as git may change them.</summary>
    public bool IsUntouched => File.Exists(Kata) && Text(Kata) == Derive();

    /// <summary>Gets the first member to write: <c>Elementwise.Add</c>.</summary>
    public string FirstMember => $"{stage.Type}.{Methods.Match(Derive()).Groups["name"]}";

    /// <summary>Gets the text of the stub.</summary>
    public string Derive()
    {
        string solution = Comments.Replace(Text(stage.At(stage.Solution)), "");
        Match type = Class.Match(solution);
        IEnumerable<string> members =
            from method in Methods.Matches(solution).DistinctBy(method => method.Groups["name"].Value)
            let name = $"{stage.Type}.{method.Groups["name"]}"
            select $"{method.Groups["head"]} =>\n"
                + "        throw new NotImplementedException(\n"
                + $"            \"Write {name} in {stage.Kata}; README.md beside it explains how.\");\n";
        IEnumerable<string> given = GivenMethods.Matches(solution).Select(method => method.Value);
        return $"namespace Katas;\n\n{type.Value}{string.Join('\n', members.Concat(given))}}}\n";
    }

    /// <summary>Puts the stub back, after what the learner wrote is saved in a new file beside it.</summary>
    /// <returns>Where that is, relative to the repository; null when there was no file to save.</returns>
    public string? Reset()
    {
        string? saved = null;
        if (File.Exists(Kata))
        {
            saved = Enumerable.Range(1, int.MaxValue)
                .Select(number => Path.ChangeExtension(stage.Kata, $"saved-{number}.cs.txt"))   // .txt: not compiled
                .First(path => !File.Exists(stage.At(path)));
            File.Copy(Kata, stage.At(saved));
        }
        File.WriteAllText(Kata, Derive());
        return saved;
    }

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");
}
