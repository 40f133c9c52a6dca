using System.Diagnostics;

namespace Katas.Tests;

/// <summary>Whatever a learner's code does, the run ends within seconds, and says in words what happened.</summary>
public sealed class CrashTests
{
    private const int Patience = 60;   // seconds

    [Theory]
    [InlineData(nameof(Crash.An_endless_loop), "no result after 5 seconds: does a loop ever end?")]
    [InlineData(nameof(Crash.A_stack_overflow), "Stack overflow")]
    [InlineData(nameof(Crash.All_the_memory), "thrown    OutOfMemoryException")]
    public void A_stage_that_runs_amok_is_stopped_and_named_and_the_others_keep_their_results(string crash, string message)
    {
        string output = Run("Impostors.Tests.dll;**/NaiveMatmul.Tests.dll", $"{typeof(Crash).FullName}.{crash}",
            "Katas.Tests.NaiveMatmulTests.*");

        output.ShouldContain(message);
        output.ShouldContain($"succeeded: {typeof(MatmulLaws).GetMethods().Count(method => method.IsDefined(typeof(LawAttribute), inherit: true))}");
        output.Split('\n').Length.ShouldBeLessThan(40, output);
    }

    [Fact]
    public void Other_crashes_are_named_one_by_one()
    {
        (string Name, string Message)[] crashes =
        [
            (nameof(Crash.An_array_of_a_trillion_elements), "thrown    OverflowException"),
            (nameof(Crash.A_note_on_the_console), "[0, 0] should be 1 but is 2"),
            (nameof(Crash.A_changed_input), "it changed its input a: [0, 0] was 1 and is 0"),
            (nameof(Crash.Null), "there is no result"),
            (nameof(Crash.Another_exception), "InvalidOperationException: does not fit"),
        ];

        string output = Run("Impostors.Tests.dll", [.. crashes.Select(crash => $"{typeof(Crash).FullName}.{crash.Name}")]);

        foreach ((_, string message) in crashes)
            output.ShouldContain(message);
        output.Split('\n').Length.ShouldBeLessThan(30 * crashes.Length, output);
    }

    /// <summary>Runs tests, explicit ones too, in a process for each module, as `dotnet test` does, and gets what a learner sees.</summary>
    private static string Run(string modules, params string[] methods)
    {
        ProcessStartInfo start = new("dotnet", ["test", "--root-directory", Path.Combine(Repository.Root, "artifacts", "solved", "bin"),
            "--test-modules", $"**/{modules}",
            "--explicit", "on", "--filter-method", .. methods, "--no-ansi", "--no-progress"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,   // where global.json names the platform
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "20000000";   // hexadecimal: half a gigabyte, as the stages have a limit of three
        foreach (string variable in start.Environment.Keys.Where(key =>
            key.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);   // with the number of the run that this test is in, two modules would pass for one
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(Patience)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(", ", methods)}: no end within {Patience} seconds.");
        }
        return output.Result + errors.Result;
    }
}
