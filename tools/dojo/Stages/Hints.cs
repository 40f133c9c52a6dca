using System.Globalization;

namespace Katas.Dojo;

/// <summary>Hands out the hints of a stage one at a time, and remembers how many are out.</summary>
public sealed class Hints(Stage stage)
{
    private string Memory => stage.Workspace.Remembered($"hints/{stage.Folder}.txt");

    /// <summary>Gets how many hints were handed out.</summary>
    public int Seen =>
        File.Exists(Memory) && int.TryParse(File.ReadAllText(Memory), CultureInfo.InvariantCulture, out int seen) ? Math.Clamp(seen, 0, stage.Lesson.Hints.Count) : 0;

    /// <summary>Hands out the next hint; null when all are out.</summary>
    public Hint? Next()
    {
        int seen = Seen;
        if (seen == stage.Lesson.Hints.Count)
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(Memory)!);
        File.WriteAllText(Memory, string.Create(CultureInfo.InvariantCulture, $"{seen + 1}\n"));
        return stage.Lesson.Hints[seen];
    }

    /// <summary>Puts all hints back.</summary>
    public void StartOver()
    {
        if (File.Exists(Memory))
            File.Delete(Memory);
    }
}
