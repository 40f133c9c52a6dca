namespace Katas;

/// <summary>Knows where the repository is.</summary>
public static class Repository
{
    /// <summary>
    /// Gets the folder of the repository that the running program was built in: the nearest one with Katas.sln, going up from the program;
    /// without one, the program's own.
    /// </summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Katas.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
