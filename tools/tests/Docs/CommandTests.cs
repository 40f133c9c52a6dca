using System.Diagnostics;

namespace Katas.Tests;

public sealed class CommandTests
{
    private static readonly string CiScript = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));

    /// <summary>How the commands begin that are left to a reader, and why.</summary>
    private static readonly string[] leftToReaders =
    [
        "bash tools/fuzz/run",                                                  // takes half an hour, and needs AFL++
        "bash tools/mutants",                                                   // takes two hours
        "bash tools/repeat",                                                    // takes twenty minutes
        "dotnet run --project katas/Finale -- --borrow --png",                  // changes a file: the picture depends on the processor
        "dotnet run --project tools/benchmarks",                                // takes a quarter of an hour, on an idle machine
        "dotnet run tools/workshop/offline.cs",                                 // downloads all packages anew
        "dotnet run tools/workshop/scoreboard.cs",                              // takes minutes, and needs participants
        "dotnet sln Katas.sln remove",                                          // changes the repository: removes what is not handed out
        "dotnet test tools/tests/Docs -p:Solved=true --explicit only",          // runs this test
        "dotnet test tools/tests/Impostors -p:Solved=true --explicit only",     // takes minutes
        "KATAS_SEEDS=",                                                         // takes a hundred times as long
        "KATAS_SNAPSHOTS=",                                                     // changes files: writes what tests compare
    ];

    /// <summary>Gets each command once, without those that .ci/run runs itself or that are left to a reader.</summary>
    private static IEnumerable<string> Commands =>
        All.Select(command => command.Line).Distinct()
            .Where(line => !leftToReaders.Any(start => line.StartsWith(start, StringComparison.Ordinal)))
            .Where(line => !CiScript.Contains(line, StringComparison.Ordinal));

    private static IEnumerable<Command> All => Document.All.SelectMany(document => document.Commands);

    /// <summary>Runs commands as they are written, one after another; as that takes minutes, with --explicit only.</summary>
    [Fact(Explicit = true)]
    public async Task Every_command_in_the_documentation_runs()
    {
        List<string> failures = [];
        foreach (string line in Commands)
        {
            (int? exitCode, string output) = await Run(line);
            if (exitCode != Command.Parse(line).ExitCode)
                failures.Add($"{line}\n{(exitCode is null
                    ? "still runs after three minutes. If it has to, enter it in leftToReaders"
                    : $"ended with {exitCode}")}\n{output}");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_commands() => All.Select(command => command.Line).Distinct().Count().ShouldBeGreaterThan(10);

    [Fact]
    public void What_is_left_to_readers_is_in_the_documentation() =>
        leftToReaders.Where(start => !All.Any(command => command.Line.StartsWith(start, StringComparison.Ordinal))).ShouldBeEmpty();

    private static async Task<(int? ExitCode, string Output)> Run(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using Process process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancelled), errors = process.StandardError.ReadToEndAsync(cancelled);
        Task exit = process.WaitForExitAsync(cancelled);
        await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMinutes(3), cancelled));
        if (exit.IsCompletedSuccessfully)
            return (process.ExitCode, await output + await errors);
        process.Kill(entireProcessTree: true);
        return (null, "");
    }
}
