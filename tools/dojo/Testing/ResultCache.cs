using System.Text.Json;

namespace Katas.Dojo;

/// <summary>Keeps the results of stages, each under the fingerprint of what it is a result of. It can be deleted at any time.</summary>
public static class ResultCache
{
    private const int MostOfAStage = 100;

    private static readonly JsonSerializerOptions WithoutComputed = new() { IgnoreReadOnlyProperties = true };

    /// <summary>Gets the stage's result for its files as they are now, if it is known.</summary>
    public static Result? Get(Stage stage) => Get(stage, Fingerprint.Of(stage));

    public static Result? Get(Stage stage, string fingerprint) => Read(PathOf(stage, fingerprint));

    /// <summary>Gets the results of a stage that are kept, for whatever files, the newest first.</summary>
    public static IEnumerable<Result> History(Stage stage)
    {
        DirectoryInfo folder = new(FolderOf(stage));
        FileInfo[] files = folder.Exists ? folder.GetFiles("*.json") : [];
        return files.OrderByDescending(file => file.LastWriteTimeUtc).Select(file => Read(file.FullName)).OfType<Result>();
    }

    public static void Put(Stage stage, string fingerprint, Result result)
    {
        string path = PathOf(stage, fingerprint), draft = $"{path}.{Environment.ProcessId}", folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(draft, JsonSerializer.Serialize(result, WithoutComputed));
            File.Move(draft, path, overwrite: true);
            FileInfo[] files = new DirectoryInfo(folder).GetFiles("*.json");
            foreach (FileInfo old in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostOfAStage))
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)   // another program reads or writes it just now
        {
        }
    }

    private static Result? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Result>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string FolderOf(Stage stage) => stage.At($"artifacts/dojo/results/{stage.Folder}");

    private static string PathOf(Stage stage, string fingerprint) => Path.Combine(FolderOf(stage), $"{fingerprint[..32]}.json");
}
