namespace Katas.Dojo;

/// <summary>Knows where things are in a repository, this one or a copy of it: the stages, and what the dojo keeps.</summary>
public sealed class Workspace
{
    public Workspace(string root)
    {
        root = Repository.ResolveLinks(root);
        Root = root;
        Stages = [.. Stage.All.Select(stage => stage with { Root = root })
            .Where(stage => Directory.Exists(stage.At($"katas/{stage.Folder}")))];
        if (Stages.Count == 0)
            throw new UserError($"There are no stages in {At("katas")}.");
    }

    public string Root { get; }

    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>Gets how the dojo is called from the root of the repository.</summary>
    public static string Command => OperatingSystem.IsWindows() ? @".\dojo.cmd" : "./dojo.sh";

    /// <summary>Copies what the laws of some stages need into a folder: lessons and stubs, laws, and what these are given.</summary>
    public static Workspace Copy(string folder, IEnumerable<Stage> stages)
    {
        string[] shared =
        [
            "tests/Support", "foundation", "data", "Katas.sln", "global.json", ".editorconfig", "Directory.Packages.props",
            "Directory.Build.props", "katas/Directory.Build.props", "solutions/Directory.Build.props",
            "tests/Directory.Build.props", "tests/TestProgram.cs",
        ];
        IEnumerable<string> own =
            from stage in stages
            from tree in (string[])["katas", "solutions", "tests"]
            select $"{tree}/{stage.Folder}";
        foreach (string path in shared.Concat(own))
            CopyTree(path, folder);
        return new(folder);
    }

    /// <summary>Copies a file or a folder of this repository to the same place in another, in the place of what is there.</summary>
    public static void CopyTree(string path, string folder)
    {
        string from = Path.Combine(Repository.Root, path);
        if (Directory.Exists(Path.Combine(folder, path)))
            Directory.Delete(Path.Combine(folder, path), recursive: true);
        foreach (string file in File.Exists(from) ? [from] : Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(folder, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }
    }

    /// <summary>Gets the full path of what the repository has at a relative one, written with slashes.</summary>
    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>
    /// Finds a stage by number, folder, name, or a part of its name that no other stage has; or by a path, such as tests/2.
    /// </summary>
    /// <exception cref="UserError">There is none, or more than one.</exception>
    public Stage Find(string name) => Named(name) switch
    {
        [var stage] => stage,
        [] => throw new UserError($"There is no stage \"{name}\". The stages are "
            + $"{string.Join(", ", Stages.Select(stage => stage.Folder))}; a number will do."),
        var found => throw new UserError(
            $"\"{name}\" could be {string.Join(" or ", found.Select(stage => stage.Folder))}: give its number."),
    };

    /// <summary>Finds a stage in the same way; null if there is none, or more than one.</summary>
    public Stage? Guess(string name) => Named(name) is [var stage] ? stage : null;

    private Stage[] Named(string name)
    {
        static string[] Names(Stage stage) => [$"{stage.Number}", stage.Folder, stage.Name, stage.Title];
        string[] path = name.Split('/', '\\');
        int tree = Array.FindIndex(path, part => part is "katas" or "solutions" or "tests");
        if (tree >= 0 && tree + 1 < path.Length)
            name = path[tree + 1];
        Stage[] found = [.. Stages.Where(stage => Names(stage).Contains(name, StringComparer.OrdinalIgnoreCase))];
        return found.Length > 0 || name.Length <= 1 ? found
            : [.. Stages.Where(stage => Names(stage).Any(other => other.Contains(name, StringComparison.OrdinalIgnoreCase)))];
    }
}
