namespace Katas.Benchmarks;

/// <summary>Knows where the repository is.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetDirectoryName(Path.GetDirectoryName(MnistFile.Path))!;
}
