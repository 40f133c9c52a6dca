using System.Globalization;
using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>
/// The file that a learner fills in, and what it was in the beginning: its solution without bodies, private members, plain comments and
/// overloads, but with the private methods that are given. A copy of the repository without solutions has it from a record that is made
/// before the learner begins, or from git.
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

    private string Record => stage.At($"artifacts/dojo/stubs/{stage.Folder}.txt");

    /// <summary>Gets whether the learner has written nothing yet. Line endings do not count, as git may change them.</summary>
    public bool IsUntouched => File.Exists(Kata) && Text(Kata) is var text
        && (stage.HasSolution ? text == FromSolution() : IsStub(text));

    /// <summary>Gets the first member to write: <c>Elementwise.Add</c>.</summary>
    public string FirstMember => $"{stage.Type}.{stage.Members[0]}";

    /// <summary>Gets the numbers of the versions that were saved, from the oldest.</summary>
    public IReadOnlyList<int> Saved =>
    [
        .. from path in Directory.GetFiles(Path.GetDirectoryName(Kata)!, $"{stage.Type}.saved-*.cs.txt")
           let digits = Path.GetFileName(path)[$"{stage.Type}.saved-".Length..^".cs.txt".Length]
           let number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0
           where number > 0
           orderby number
           select number,
    ];

    /// <summary>Gets the text of the stub, as the solution has it.</summary>
    public string FromSolution() => WithoutBodies(Text(stage.At(stage.Solution)));

    /// <summary>Keeps the text of an untouched stub, in a copy of the repository that could not tell it later.</summary>
    public void Remember()
    {
        if (stage.HasSolution || File.Exists(Record) || !IsUntouched)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Record)!);
        File.Copy(Kata, Record);
    }

    /// <summary>Puts the stub back, after what the learner wrote is saved in a new file beside it.</summary>
    /// <returns>Where that is, relative to the repository; null when there was no file to save.</returns>
    /// <exception cref="UserError">It is not known what the stub was.</exception>
    public async Task<string?> Reset()
    {
        string stub = await Find();
        string? saved = File.Exists(Kata) ? Save() : null;
        File.WriteAllText(Kata, stub);
        return saved;
    }

    /// <summary>Puts a saved version back. What is in its place is saved first, unless it is the stub.</summary>
    /// <param name="number">The version; without one, the last that was saved.</param>
    /// <returns>Where the version was, and where what was in its place is now, relative to the repository.</returns>
    /// <exception cref="UserError">There is no such version.</exception>
    public (string From, string? Saved) Undo(int? number)
    {
        IReadOnlyList<int> versions = Saved;
        if (versions.Count == 0)
            throw new UserError($"No version of {stage.Kata} is saved.");
        int version = number ?? versions[^1];
        if (!versions.Contains(version))
            throw new UserError($"There is no saved version {version} of {stage.Kata}, but {string.Join(", ", versions)}.");
        string from = PathOf(version), text = File.ReadAllText(stage.At(from));
        string? saved = File.Exists(Kata) && !IsUntouched ? Save() : null;
        File.WriteAllText(Kata, text);   // and not its time, by which a build would take it for unchanged
        File.Delete(stage.At(from));
        return (from, saved);
    }

    private string PathOf(int version) => Path.ChangeExtension(stage.Kata, $"saved-{version}.cs.txt");   // .txt: not compiled

    private string Save()
    {
        string path = PathOf((Saved is [.., int last] ? last : 0) + 1);
        try
        {
            File.Copy(Kata, stage.At(path));
        }
        catch (IOException)   // such as a full disk, after a part of it
        {
            File.Delete(stage.At(path));
            throw;
        }
        return path;
    }

    private async Task<string> Find()
    {
        if (stage.HasSolution)
            return FromSolution();
        if (File.Exists(Record))
            return Text(Record);
        await foreach (string version in Git.VersionsOf(stage.Kata, stage.Root))
            if (IsStub(version))
                return version;
        throw new UserError($"What {stage.Kata} was in the beginning is not known: this copy of the repository has neither solutions "
            + "nor git's history of the file. Take it from a fresh copy.");
    }

    /// <summary>Tells whether a text has all members, and nothing that is not in a stub.</summary>
    private bool IsStub(string text) => WithoutBodies(text) == text
        && stage.Members.SequenceEqual(Methods.Matches(text).Select(method => method.Groups["name"].Value));

    private string WithoutBodies(string text)
    {
        string code = Comments.Replace(text, "");
        IEnumerable<string> members =
            from method in Methods.Matches(code).DistinctBy(method => method.Groups["name"].Value)
            let name = $"{stage.Type}.{method.Groups["name"]}"
            select $"{method.Groups["head"]} =>\n"
                + "        throw new NotImplementedException(\n"
                + $"            \"Write {name} in {stage.Kata}; README.md beside it explains how.\");\n";
        IEnumerable<string> given = GivenMethods.Matches(code).Select(method => method.Value);
        return $"namespace Katas;\n\n{Class.Match(code).Value}{string.Join('\n', members.Concat(given))}}}\n";
    }

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");
}
