namespace Katas;

/// <summary>Knows where the data file is.</summary>
public static class MnistFile
{
    /// <summary>Gets the path of mnist.pkl.gz in the repository, from any working directory.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "data", "mnist.pkl.gz");

    /// <summary>Gets the sentence that tells how to get a missing or damaged file back, with git or without.</summary>
    public static string HowToRestore { get; } = System.IO.Path.Exists(System.IO.Path.Combine(Repository.Root, ".git"))
        ? "\"git checkout data/mnist.pkl.gz\" restores it."
        : "Copy it from a fresh download of the repository, or make it as data/README.md says.";
}
