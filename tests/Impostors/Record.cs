using System.Runtime.CompilerServices;

namespace Katas.Tests;

/// <summary>A text kept beside the tests that says what they produce. KATAS_RECORD=1 writes it anew; then look at the difference.</summary>
internal sealed class Record(string name, [CallerFilePath] string here = "")
{
    private readonly string path = Path.Combine(Path.GetDirectoryName(here)!, name);

    public void ShouldSay(string text)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("KATAS_RECORD") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(text, $"{name} is out of date; KATAS_RECORD=1 writes it anew.");
    }
}
