using Katas.Dojo;

namespace Katas.Tests;

/// <summary>A copy of a part of this repository, for tests that write into it.</summary>
public sealed class TemporaryRepository : IDisposable
{
    // A space and an accent, as some have in their paths.
    private readonly string root = Directory.CreateTempSubdirectory("dojo tests é ").FullName;

    public TemporaryRepository(params IEnumerable<string> paths)
    {
        foreach (string path in paths)
            Workspace.CopyTree(path, root);
        Workspace = new(root);
    }

    /// <summary>Copies what the dojo needs of one stage.</summary>
    public TemporaryRepository(Stage stage) => Workspace = Workspace.Copy(root, [stage]);

    /// <summary>Gets the repository that is copied from.</summary>
    public static Workspace Real { get; } = new(Repository.Root);

    public Workspace Workspace { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // The build server still holds a file.
        }
    }
}
