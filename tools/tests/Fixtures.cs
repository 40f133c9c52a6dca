namespace Katas.Tests;

/// <summary>Finds the files that tests read.</summary>
public static class Fixtures
{
    /// <summary>Gets the paths of all files of the repository that match a pattern, but for what builds have made.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        Directory.GetDirectories(Repository.Root)
            .Where(folder => Path.GetFileName(folder) is not ['.', ..] and not "artifacts")
            .SelectMany(folder => Directory.GetFiles(folder, pattern, SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Repository.Root, pattern))
            .Order(StringComparer.Ordinal);

    /// <summary>Gets the paths of the files in tools/tests/{folder}/fixtures that match a pattern.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    public static string[] In(string folder, string pattern)
    {
        string path = Path.Combine(Repository.Root, "tools", "tests", folder, "fixtures");
        string[] files = [.. Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new FileNotFoundException($"No file {pattern} in {path}");
    }
}
