using System.Diagnostics;

namespace Katas.Tests;

/// <summary>
/// Runs the tests in a process of their own, so that somebody is left to say which law and which input brought it down: a stack overflow
/// cannot be caught.
/// </summary>
public static class Supervisor
{
    /// <summary>
    /// Tells whether the tests of this process belong into another one: under `dotnet test`, unless this is that one already. A debugger
    /// meets a single process.
    /// </summary>
    public static bool IsNeeded(string[] args) => args.Contains("dotnettestcli") && !LastWords.AreKept && !Debugger.IsAttached;

    /// <summary>Runs this program with the same arguments, and passes on its last words.</summary>
    /// <returns>The exit code of the tests.</returns>
    public static async Task<int> Run(string[] args)
    {
        using LastWords words = new();
        using Process tests = Process.Start(Again(args, words))!;
        Console.CancelKeyPress += (_, press) => press.Cancel = true;   // the tests hear it too, and end in their own way
        await tests.WaitForExitAsync();
        await Console.Error.WriteAsync(words.Read());
        return tests.ExitCode;
    }

    /// <summary>Describes another process of this program, which leaves its last words.</summary>
    internal static ProcessStartInfo Again(IEnumerable<string> args, LastWords words)
    {
        string program = Environment.ProcessPath!, assembly = Environment.GetCommandLineArgs()[0];
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        ProcessStartInfo start = new(program, isHost ? [assembly, .. args] : args);
        words.AskFor(start.Environment);
        return start;
    }
}
