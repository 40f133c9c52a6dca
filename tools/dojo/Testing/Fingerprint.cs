using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Katas.Dojo;

/// <summary>
/// Computes a hash over all that a stage's result depends on: the learner's code, the laws, what both are given, how they are built, and
/// the machine's runtime. As long as it stays, so does the result.
/// </summary>
public static class Fingerprint
{
    private const long TooLargeToRead = 1 << 20;

    private static readonly string[] Shared =
        ["tests/Support", "foundation", "Directory.Build.props", "Directory.Packages.props", "global.json", "katas/Directory.Build.props",
            "tests/Directory.Build.props"];

    private static readonly HashSet<string> Kinds = [".cs", ".csproj", ".props", ".targets", ".json", ".pgm", ".gz"];

    public static string Of(Stage stage)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"{typeof(Fingerprint).Module.ModuleVersionId}");
        Append(hash, $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}");
        string[] own = [$"katas/{stage.Folder}", stage.Tests, .. stage.Name == Stage.LoadMnist.Name ? ["data"] : Array.Empty<string>()];
        foreach (string path in own.Concat(Shared))
            foreach (FileInfo file in Files(stage.At(path)))
                Append(hash, stage.Root, file);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static IEnumerable<FileInfo> Files(string path) =>
        Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => Kinds.Contains(file.Extension) && !file.Name.StartsWith('.'))
                .OrderBy(file => file.FullName, StringComparer.Ordinal)
            : [new(path)];

    private static void Append(IncrementalHash hash, string root, FileInfo file)
    {
        Append(hash, Path.GetRelativePath(root, file.FullName));
        try
        {
            if (file.Exists && file.Length > TooLargeToRead)
                Append(hash, $"{file.Length} {file.LastWriteTimeUtc.Ticks}");
            else
                hash.AppendData(File.ReadAllBytes(file.FullName));
        }
        catch (IOException)   // missing, or just being saved: then the next look finds another hash
        {
            Append(hash, "unreadable");
        }
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
}
