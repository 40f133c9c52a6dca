using System.Diagnostics;

namespace Katas.Dojo;

/// <summary>Runs <c>dotnet</c> with some arguments, apart from the terminal: it cannot read the user's keys, nor write over the screen.</summary>
internal static class Child
{
    private const int MostErrors = 1 << 16;

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Passes on each line of output as it comes. On cancellation ends the child, and throws.</summary>
    public static async Task<(int ExitCode, string Errors)> Run(string folder, IEnumerable<string> arguments, Action<string> hear, CancellationToken cancel)
    {
        ProcessStartInfo start = new(Host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
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
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)   // it ended by itself
        {
        }
    }

    /// <summary>Reads all, and keeps the beginning: the trace of a stack overflow is long.</summary>
    private static async Task<string> Head(StreamReader reader)
    {
        char[] buffer = new char[4096];
        System.Text.StringBuilder head = new();
        while (await reader.ReadAsync(buffer) is > 0 and var read)
            if (head.Length < MostErrors)
                head.Append(buffer, 0, read);
        return head.ToString();
    }
}
