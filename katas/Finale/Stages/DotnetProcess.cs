using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Katas.Finale;

/// <summary>
/// Runs <c>dotnet</c> with some arguments, apart from the terminal: it cannot read the user's keys, nor write over the screen.
/// </summary>
public static class DotnetProcess
{
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Passes on each line of output as it comes. On cancellation ends the process, and throws.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(
        string folder, IEnumerable<string> arguments, Action<string> hear, Action<string> hearError, CancellationToken cancel,
        Dictionary<string, string>? environment = null)
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
        start.Environment["KATAS_PRINT"] = "1";
        foreach ((string name, string value) in environment ?? [])
            start.Environment[name] = value;
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToArray())
            start.Environment.Remove(inherited);   // a build of its own, even when a build started us

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        using CancellationTokenRegistration killer = cancel.Register(() => Kill(process));
        await Task.WhenAll(Read(process.StandardOutput, hear), Read(process.StandardError, hearError));
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return process.ExitCode;
    }

    private static async Task Read(StreamReader output, Action<string> hear)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
            hear(line);
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
}
