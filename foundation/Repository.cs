namespace Katas;

/// <summary>Knows where the repository is.</summary>
public static class Repository
{
    /// <summary>
    /// Gets the folder of the repository that the running program was built in: the nearest one with Katas.sln, going up from the program;
    /// without one, the program's own. No part of the path is a symbolic link.
    /// </summary>
    public static string Root { get; } = ResolveLinks(Find());

    /// <summary>
    /// Resolves every symbolic link in a path. A build needs that: it loses references between projects if it is given a path through a
    /// link while the working directory is known without it.
    /// </summary>
    public static string ResolveLinks(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        string own = Path.Combine(ResolveLinks(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(own, returnFinalTarget: true) is { } target ? ResolveLinks(target.FullName) : own;
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Katas.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
