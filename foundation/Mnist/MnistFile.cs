namespace Katas;

/// <summary>Knows where the data file is.</summary>
public static class MnistFile
{
    /// <summary>Gets the path of mnist.pkl.gz in the repository that the running program was built in, from any working directory.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root, "data", "mnist.pkl.gz");

    /// <summary>Gets the nearest folder with Katas.sln, going up from the program; without one, the program's own.</summary>
    private static string Root
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Katas.sln")))
                folder = folder.Parent;
            return folder?.FullName ?? AppContext.BaseDirectory;
        }
    }
}
