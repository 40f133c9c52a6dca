namespace Katas.Tests;

/// <summary>Finds the files that tests read.</summary>
public static class Fixtures
{
    private static readonly string repository = Path.GetDirectoryName(Path.GetDirectoryName(MnistFile.Path))!;

    /// <summary>Gets the paths of the files in tests/{folder}/fixtures that match a pattern.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    public static string[] In(string folder, string pattern)
    {
        string path = Path.Combine(repository, "tests", folder, "fixtures");
        string[] files = [.. Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new FileNotFoundException($"No file {pattern} in {path}");
    }
}
