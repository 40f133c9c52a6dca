using Katas.Dojo;

namespace Katas.Tests;

/// <summary>A copy of a part of this repository, for tests that write into it.</summary>
public sealed class TemporaryRepository : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("dojo tests é ").FullName;   // a space and an accent, as some have in their paths

    public TemporaryRepository(params IEnumerable<string> paths)
    {
        foreach (string path in paths)
            Copy(path);
        Workspace = new(root);
    }

    /// <summary>Gets the repository that is copied from.</summary>
    public static Workspace Real { get; } = Workspace.OfThisProgram();

    public Workspace Workspace { get; }

    /// <summary>Copies what the dojo needs of one stage: its lesson and stub, its laws, and what these are given.</summary>
    public static TemporaryRepository OfStage(string folder) =>
        new($"katas/{folder}", $"tools/dojo/stubs/{folder}", $"tests/{folder}", "tests/Support", "foundation", "Katas.sln", "global.json", ".editorconfig",
            "Directory.Build.props", "Directory.Packages.props", "katas/Directory.Build.props", "tests/Directory.Build.props");

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Copy(string path)
    {
        string from = Real.At(path);
        IEnumerable<string> files = File.Exists(from) ? [from] : Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories);
        foreach (string file in files)
        {
            string to = Path.Combine(root, Path.GetRelativePath(Real.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }
}
