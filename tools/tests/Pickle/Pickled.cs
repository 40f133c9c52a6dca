namespace Katas.Tests;

/// <summary>A pickle that Python made, and the value in it as <see cref="Shown"/> writes it.</summary>
public sealed record Pickled(string Name, int Protocol, byte[] Bytes, string Value)
{
    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Pickled> All { get; } = [.. Fixtures.In("Pickle", "*.txt").SelectMany(Read)];

    public override string ToString() => $"{Name}, protocol {Protocol}";

    private static IEnumerable<Pickled> Read(string path)
    {
        string[] value = [];
        foreach (string line in File.ReadLines(path))
            if (line.StartsWith("  ", StringComparison.Ordinal))
                yield return new($"{Path.GetFileNameWithoutExtension(path)}: {value[0]}", line[2] - '0', Convert.FromBase64String(line[4..]), value[1]);
            else
                value = line.Split(": ", 2);
    }
}
