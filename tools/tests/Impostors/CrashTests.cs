using System.Diagnostics;

namespace Katas.Tests;

/// <summary>Whatever a learner's code does, the run ends within seconds, and says in words what happened.</summary>
public sealed class CrashTests
{
    private const int Patience = 60;   // seconds

    [Fact]
    public void A_stage_that_takes_its_process_down_is_named_and_the_others_keep_their_results()
    {
        string output = Run("Impostors.Tests.dll;**/NaiveMatmul.Tests.dll", [nameof(Crash.A_stack_overflow)],
            $"Katas.Tests.NaiveMatmulTests.{nameof(MatmulLaws.The_example_of_the_lesson)}");

        output.ShouldContain("Stack overflow");
        output.ShouldContain("The test program ended within the law: Each element is a row of A times a column of B.");
        output.ShouldMatch(@"a +of shape \(\d+, \d+\)");
        output.ShouldContain("succeeded: 1");
        output.Split('\n').Length.ShouldBeLessThan(55, output);
    }

    [Fact]
    public void A_stack_that_a_column_does_not_fit_on_is_named()
    {
        string output = Run("Impostors.Tests.dll", [nameof(Crash.A_column_on_the_stack)]);

        output.ShouldContain("Stack overflow");
        output.ShouldContain(nameof(Crash.A_column_on_the_stack));
        output.Split('\n').Length.ShouldBeLessThan(40, output);
    }

    [Fact]
    public void Other_crashes_are_named_one_by_one()
    {
        (string Name, string Message)[] crashes =
        [
            (nameof(Crash.An_endless_loop), "no result after 5 seconds: is there a loop that never ends?"),
            (nameof(Crash.All_the_memory), "thrown    OutOfMemoryException"),
            (nameof(Crash.An_array_of_a_trillion_elements), "thrown    OverflowException"),
            (nameof(Crash.A_note_on_the_console), "[0, 0] should be 1 but is 2"),
            (nameof(Crash.A_changed_input), "it changed its input a: [0, 0] was 1 and is 0"),
            (nameof(Crash.Null), "there is no result"),
            (nameof(Crash.Another_exception), "InvalidOperationException: does not fit"),
            (nameof(Crash.Out_of_memory_reported_as_damage), "actual    InvalidDataException"),
        ];

        string output = Run("Impostors.Tests.dll", [.. crashes.Select(crash => crash.Name)]);

        foreach ((_, string message) in crashes)
            output.ShouldContain(message, customMessage: output);
        output.Split('\n').Length.ShouldBeLessThan(30 * crashes.Length, output);
    }

    /// <summary>Runs crashes and other tests, in a process for each module, as `dotnet test` does, and gets what a learner sees.</summary>
    private static string Run(string modules, string[] crashes, params string[] others)
    {
        ProcessStartInfo start = new("dotnet", ["test", "--root-directory", Path.Combine(Repository.Root, "artifacts", "solved", "bin"),
            "--test-modules", $"**/{modules}",
            "--explicit", "on", "--filter-method", .. crashes.Select(crash => $"{typeof(Crash).FullName}.{crash}"), .. others,
            "--no-ansi", "--no-progress"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,   // where global.json names the platform
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "10000000";   // hexadecimal: 256 MB, as the stages have a limit of three GB
        start.Environment["DOTNET_TieredCompilation"] = "1";   // as in the stages
        foreach (string variable in start.Environment.Keys.Where(key =>
            key.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(variable);   // with the number of the run that this test is in, two modules would pass for one
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(Patience)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{string.Join(", ", crashes)}: no end within {Patience} seconds.");
        }
        return output.Result + errors.Result;
    }
}
