using System.Diagnostics;
using System.Text.Json;

namespace Katas.Tests;

/// <summary>Runs a test program in a process of its own, with an environment of its own, and finds out what is broken there.</summary>
internal sealed class TestProcess(string program, params string[] filter)
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(120);   // without a word; laws have shorter limits of their own

    private readonly Dictionary<string, string> environment = [];
    private readonly List<string> failures = [];
    private string? running;
    private bool hasFinished;

    /// <summary>Sets an environment variable; empty is the same as not there.</summary>
    public string this[string variable]
    {
        set => environment[variable] = value;
    }

    /// <summary>Runs the program.</summary>
    /// <returns>What its first failure says, or what became of the process; null if every law holds.</returns>
    public string? Run()
    {
        using LastWords words = new();
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [program, "-automated", "-noColor", .. filter])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string variable, string value) in environment)
            start.Environment[variable] = value;
        words.AskFor(start.Environment);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            while (process.StandardOutput.ReadLineAsync().WaitAsync(patience).GetAwaiter().GetResult() is { } line)
                Hear(line);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            return $"No word from the law \"{running}\" for {patience.TotalSeconds:0} seconds{Where}:\n"
                + "does it wait for a lock, a task or a thread?";
        }
        process.WaitForExit();
        if (!hasFinished)
            return $"The process ended with exit code {process.ExitCode}{Where}. {FirstLine(errors.Result)}\n{words.Read()}".TrimEnd();
        return failures switch
        {
            [] => null,
            [var only] => only,
            [var first, ..] => $"{first}\n\n{failures.Count - 1} more laws are broken{Where}.",
        };
    }

    private string Where => $" ({string.Join(", ", environment.Where(variable => variable.Value == "0").Select(x => $"{x.Key}=0"))})";

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    /// <summary>Takes in one of xUnit's messages, a line of JSON.</summary>
    private void Hear(string line)
    {
        if (!line.StartsWith('{'))
            return;   // printed by the code under test
        using JsonDocument message = JsonDocument.Parse(line);
        JsonElement root = message.RootElement;
        switch (root.GetProperty("$type").GetString())
        {
            case "test-case-starting":
                running = root.GetProperty("TestMethodName").GetString()!.Replace('_', ' ');
                break;
            case "test-failed":
                failures.Add(root.GetProperty("Messages")[0].GetString()!.ReplaceLineEndings("\n"));
                break;
            case "test-assembly-finished":
                hasFinished = true;
                break;
        }
    }
}
