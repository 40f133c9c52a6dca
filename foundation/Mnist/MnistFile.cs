namespace Katas;

/// <summary>Knows where the data file is.</summary>
public static class MnistFile
{
    /// <summary>Gets the path of mnist.pkl.gz in the repository, from any working directory.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "data", "mnist.pkl.gz");
}
