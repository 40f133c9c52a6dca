using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Katas.Dojo;

/// <summary>
/// Computes a hash over all that a stage's result depends on: the learner's code, the laws, what both are given, how they are built, and
/// the machine's runtime, with the width of its vectors. As long as it stays, so does the result.
/// </summary>
public static class Fingerprint
{
    private const long TooLargeToRead = 1 << 20;

    private static readonly string[] Shared =
    [
        "tests/Support", "foundation", "Directory.Build.props", "Directory.Packages.props", "global.json",
        "katas/Directory.Build.props", "tests/Directory.Build.props", "tests/TestProgram.cs",
    ];

    private static readonly HashSet<string> Kinds = [".cs", ".csproj", ".props", ".targets", ".json", ".pgm", ".gz"];

    public static string Of(Stage stage)
    {
        string[] own = [$"katas/{stage.Folder}", stage.Tests, .. stage.Name == Stage.LoadMnist.Name ? ["data"] : Array.Empty<string>()];
        return Hash(Encoding.UTF8.GetBytes(string.Join('\0',
        [
            $"{typeof(Fingerprint).Module.ModuleVersionId}",
            $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture} {Vector<float>.Count}",
            .. from path in own.Concat(Shared)
               from file in Files(stage.At(path))
               select $"{Path.GetRelativePath(stage.Root, file.FullName)} {Content(file)}",
        ])));
    }

    private static IEnumerable<FileInfo> Files(string path)
    {
        if (!Directory.Exists(path))
            return [new(path)];
        try
        {
            FileInfo[] files = new DirectoryInfo(path).GetFiles("*", SearchOption.AllDirectories);
            return files.Where(file => Kinds.Contains(file.Extension) && !file.Name.StartsWith('.'))
                .OrderBy(file => file.FullName, StringComparer.Ordinal);
        }
        catch (IOException)   // it is just being deleted: then the next look finds another hash
        {
            return [];
        }
    }

    private static string Content(FileInfo file)
    {
        try
        {
            return file.Exists && file.Length > TooLargeToRead
                ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}"
                : Hash(File.ReadAllBytes(file.FullName));
        }
        catch (IOException)   // missing, or just being saved: then the next look finds another hash
        {
            return "unreadable";
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
}
