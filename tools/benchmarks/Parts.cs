using System.Text.Json;

namespace Katas.Benchmarks;

/// <summary>
/// Measures what is asked for, part by part, and keeps each part as JSON: the others are taken from there. So a run of everything can be
/// spread over quiet minutes, and a part measured again.
/// </summary>
/// <param name="Folder">Where the parts are kept.</param>
/// <param name="Asked">The parts to measure; none means all.</param>
/// <param name="Say">Tells the user what is going on.</param>
internal sealed record Parts(string Folder, string[] Asked, Action<string> Say)
{
    /// <summary>Gets the parts that are neither asked for nor kept.</summary>
    public List<string> Missing { get; } = [];

    /// <summary>Measures a part if it is asked for, else reads it; the default if it was never measured.</summary>
    public T? Get<T>(string name, Func<T> measure)
    {
        string file = Path.Combine(Directory.CreateDirectory(Folder).FullName, $"{name}.json");
        if (Asked.Length == 0 || Asked.Contains(name))
        {
            Say(name);
            File.WriteAllText(file, JsonSerializer.Serialize(measure()));
        }
        if (File.Exists(file))
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file));
        Missing.Add(name);
        return default;
    }
}
