using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Katas.Finale;

/// <summary>Runs <c>dotnet</c> with some arguments, apart from the terminal: it cannot read the user's keys, nor write over the screen.</summary>
public static class DotnetProcess
{
    private const int MostErrors = 1 << 16;

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Passes on each line of output as it comes. On cancellation ends the process, and throws.</summary>
    public static async Task<(int ExitCode, string Errors)> Run(string folder, IEnumerable<string> arguments, Action<string> hear, CancellationToken cancel)
    {
        ProcessStartInfo start = new(Host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_FORCE_UTF8_ENCODING"] = "1";
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(inherited);   // a build of its own, even when a build started us

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        using CancellationTokenRegistration killer = cancel.Register(() => Kill(process));
        Task<string> errors = Head(process.StandardError);
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            hear(line);
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return (process.ExitCode, await errors);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)   // it ended by itself
        {
        }
    }

    /// <summary>Reads all, and keeps the beginning: the trace of a stack overflow is long.</summary>
    private static async Task<string> Head(StreamReader reader)
    {
        char[] buffer = new char[4096];
        StringBuilder head = new();
        while (await reader.ReadAsync(buffer) is > 0 and var read)
            if (head.Length < MostErrors)
                head.Append(buffer, 0, read);
        return head.ToString();
    }
}
