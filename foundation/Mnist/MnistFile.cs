using System.IO.Compression;

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

    /// <summary>Decompresses the file and throws the bytes away: the least that loading it can take, which timings compare with.</summary>
    public static void DecompressOnly()
    {
        using GZipStream data = new(File.OpenRead(Path), CompressionMode.Decompress);
        data.CopyTo(Stream.Null, 1 << 20);
    }
}
