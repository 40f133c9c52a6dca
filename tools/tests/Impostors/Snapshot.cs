using System.Runtime.CompilerServices;

namespace Katas.Tests;

/// <summary>
/// A text kept beside the tests that says what they produce. KATAS_SNAPSHOTS=1 writes it anew; then look at the difference.
/// </summary>
internal sealed class Snapshot(string name, [CallerFilePath] string here = "")
{
    private readonly string path = Path.Combine(Path.GetDirectoryName(here)!, name);

    /// <summary>Tells whether the snapshots are written anew.</summary>
    public static bool AreRenewed { get; } = Environment.GetEnvironmentVariable("KATAS_SNAPSHOTS") == "1";

    /// <summary>Gets the lines of the snapshot as it is kept.</summary>
    public string[] Lines => File.Exists(path) ? File.ReadAllLines(path) : [];

    public void ShouldSay(string text)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (AreRenewed)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        string recorded = string.Concat(Lines.Select(line => line + "\n"));
        if (text != recorded)
            Assert.Fail($"{name} does not say what the tests produce; KATAS_SNAPSHOTS=1 writes it anew.\n"
                + Difference(Lines, text.Split('\n')));
    }

    /// <summary>Shows the lines that only the snapshot has with a minus, those that only the new text has with a plus.</summary>
    private static string Difference(string[] recorded, string[] text) => string.Join('\n',
        [.. recorded.Except(text).Select(line => $"- {line}"), .. text.Except(recorded).Select(line => $"+ {line}")]);
}
