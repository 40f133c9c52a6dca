using System.Diagnostics;

namespace Katas.Tests;

/// <summary>Whatever a learner's code does, the run ends within seconds, and says in words what happened.</summary>
public sealed class MishapTests
{
    private const int Patience = 60;   // seconds

    [Theory]
    [InlineData(nameof(Mishap.An_endless_loop), "no result after 5 seconds: does a loop ever end?")]
    [InlineData(nameof(Mishap.A_stack_overflow), "Stack overflow")]
    [InlineData(nameof(Mishap.All_the_memory), "thrown    OutOfMemoryException")]
    public void A_stage_that_runs_amok_is_stopped_and_named_and_the_others_keep_their_results(string mishap, string message)
    {
        string output = Run("Impostors.Tests.dll;**/NaiveMatmul.Tests.dll", $"{typeof(Mishap).FullName}.{mishap}", "Katas.Tests.NaiveMatmulTests.*");

        output.ShouldContain(message);
        output.ShouldContain($"succeeded: {typeof(MatmulLaws).GetMethods().Count(method => method.IsDefined(typeof(FactAttribute), inherit: true))}");
        output.Split('\n').Length.ShouldBeLessThan(40, output);
    }

    [Fact]
    public void Other_mishaps_are_named_one_by_one()
    {
        (string Name, string Message)[] mishaps =
        [
            (nameof(Mishap.An_array_of_a_trillion_elements), "thrown    OverflowException"),
            (nameof(Mishap.A_note_on_the_console), "[0, 0] should be 1 but is 2"),
            (nameof(Mishap.A_changed_input), "[0, 0] should be 1 but is 0"),
            (nameof(Mishap.Null), "there is no result"),
            (nameof(Mishap.Another_exception), "InvalidOperationException: does not fit"),
        ];

        string output = Run("Impostors.Tests.dll", [.. mishaps.Select(mishap => $"{typeof(Mishap).FullName}.{mishap.Name}")]);

        foreach ((_, string message) in mishaps)
            output.ShouldContain(message);
        output.Split('\n').Length.ShouldBeLessThan(30 * mishaps.Length, output);
    }

    /// <summary>Runs tests, explicit ones too, in a process for each module, as `dotnet test` does, and gets what a learner sees.</summary>
    private static string Run(string modules, params string[] methods)
    {
        ProcessStartInfo start = new("dotnet", ["test", "--root-directory", Path.Combine(AppContext.BaseDirectory, "..", ".."), "--test-modules", $"**/{modules}",
            "--explicit", "on", "--filter-method", .. methods, "--no-ansi", "--no-progress"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,   // where global.json names the platform
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "20000000";   // hexadecimal: half a gigabyte, as the stages have a limit of three
        foreach (string variable in start.Environment.Keys.Where(key => key.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal)).ToArray())
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
