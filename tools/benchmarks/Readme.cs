namespace Katas.Benchmarks;

/// <summary>Keeps the ladder that README.md shows equal to the results that it names.</summary>
internal static class Readme
{
    private const string End = "<!-- /ladder -->";

    /// <summary>Puts the ladder of a machine into README.md, or returns false when README.md shows another machine's.</summary>
    public static bool Show(string machine, string ladder)
    {
        string path = Path.Combine(Repository.Root, "README.md"), text = File.ReadAllText(path), begin = $"<!-- ladder of {machine} -->";
        int start = text.IndexOf(begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (start < 0 || end < start)
            return false;
        File.WriteAllText(path, $"{text[..(start + begin.Length)]}\n{ladder}\n{text[end..]}");
        return true;
    }
}
