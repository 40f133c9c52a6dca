using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Katas.Tests;

/// <summary>
/// What is to be said when a process of tests has ended, whatever has ended it: kept in a file, where the process that started it reads
/// them. While a law is under way, they name it and its input.
/// </summary>
internal sealed class LastWords : IDisposable
{
    private const string Variable = "KATAS_LAST_WORDS";

    private static readonly SafeFileHandle? ownFile = Open();

    private readonly string path = Path.GetTempFileName();

    /// <summary>Gets whether another process will read those of this one.</summary>
    public static bool AreKept => ownFile is not null;

    /// <summary>Replaces the last words of this process.</summary>
    public static void Are(string words)
    {
        if (ownFile is null)
            return;
        byte[] content = [0, 0, 0, 0, .. Encoding.UTF8.GetBytes(words)];
        BinaryPrimitives.WriteInt32LittleEndian(content, content.Length);
        RandomAccess.Write(ownFile, content, 0);
    }

    private static SafeFileHandle? Open()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return null;
        Environment.SetEnvironmentVariable(Variable, null);   // processes that this one starts have last words of their own
        return File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    }

    /// <summary>Asks a process that is about to start for its last words.</summary>
    public void AskFor(IDictionary<string, string?> environment) => environment[Variable] = path;

    /// <summary>Reads them, once the process has ended; empty if it had none.</summary>
    public string Read()
    {
        byte[] content = File.ReadAllBytes(path);
        return content.Length < 4 ? "" : Encoding.UTF8.GetString(content.AsSpan(4..BinaryPrimitives.ReadInt32LittleEndian(content)));
    }

    public void Dispose() => File.Delete(path);
}
