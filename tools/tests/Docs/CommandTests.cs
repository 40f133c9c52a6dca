using System.Diagnostics;

namespace Katas.Tests;

public sealed class CommandTests
{
    private static readonly string CiScript = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));

    /// <summary>Gets each command once, without those that .ci/run runs itself, or that are marked somewhere.</summary>
    private static IEnumerable<string> Commands =>
        All.Where(command => command.IsRun).Select(command => command.Line).Distinct()
            .Except(All.Where(command => !command.IsRun).Select(command => command.Line))
            .Where(command => !CiScript.Contains(command, StringComparison.Ordinal));

    private static IEnumerable<Command> All => Document.All.SelectMany(document => document.Commands);

    /// <summary>
    /// Runs commands as they stand, one after another; as that takes minutes, with --explicit only. Those that need more than a moment,
    /// a person or a network say in their comment that they are not run by CI, and why.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Every_command_in_the_documentation_runs()
    {
        List<string> failures = [];
        foreach (string line in Commands)
        {
            (int? exitCode, string output) = await Run(line);
            if (exitCode != Command.Parse(line).ExitCode)
                failures.Add($"{line}\n{(exitCode is null
                    ? "still runs after three minutes. If it has to, say so beside it: # not run by CI, and why"
                    : $"ended with {exitCode}")}\n{output}");
        }
        failures.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_commands() => All.Select(command => command.Line).Distinct().Count().ShouldBeGreaterThan(10);

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
