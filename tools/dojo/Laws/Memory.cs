using System.Text.Json;

namespace Katas.Dojo;

/// <summary>Remembers the last result of a stage, with the fingerprint of what it was a result of.</summary>
public static class Memory
{
    private sealed record Entry(string Fingerprint, Result Result);

    /// <summary>Gets the stage's result, if nothing that it depends on has changed since.</summary>
    public static Result? Recall(Stage stage, string fingerprint)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(File.ReadAllText(PathOf(stage))) is { } entry && entry.Fingerprint == fingerprint ? entry.Result : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Keep(Stage stage, string fingerprint, Result result)
    {
        string path = PathOf(stage), draft = $"{path}.{Environment.ProcessId}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(draft, JsonSerializer.Serialize(new Entry(fingerprint, result)));
        File.Move(draft, path, overwrite: true);
    }

    private static string PathOf(Stage stage) => stage.Workspace.Remembered($"results/{stage.Folder}.json");
}
