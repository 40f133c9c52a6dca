namespace Katas.Dojo;

/// <summary>
/// The file that a learner fills in, and what it was in the beginning. tools/dojo/stubs keeps that: in git, the latest version may be the learner's own,
/// and a copy of the repository without its history has no git.
/// </summary>
public sealed class Stub(Stage stage)
{
    private readonly string original = Directory.GetFiles(stage.Workspace.At($"tools/dojo/stubs/{stage.Folder}"), "*.cs").Single();

    public string FileName => Path.GetFileName(original);

    private string Kata => stage.Workspace.At(stage.Kata);

    /// <summary>Gets whether the learner has written nothing yet. Line endings do not count, as git may change them.</summary>
    public bool IsUntouched => File.Exists(Kata) && Text(Kata) == Text(original);

    /// <summary>Puts the stub back, after what the learner wrote is saved in a new file beside it.</summary>
    /// <returns>Where that is, relative to the repository; null when there was no file to save.</returns>
    public string? Reset()
    {
        string? saved = File.Exists(Kata) ? Save() : null;
        File.Copy(original, Kata, overwrite: true);
        File.SetLastWriteTimeUtc(Kata, DateTime.UtcNow);   // a build compares times, and the copy would bring an old one
        return saved;
    }

    private string Save()
    {
        for (int number = 1; ; number++)
        {
            string saved = $"{Path.ChangeExtension(stage.Kata, null)}.saved-{number}.cs.txt";   // .txt: not compiled
            if (File.Exists(stage.Workspace.At(saved)))
                continue;
            File.Copy(Kata, stage.Workspace.At(saved), overwrite: false);
            return saved;
        }
    }

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings();
}
