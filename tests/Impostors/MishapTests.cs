using System.Diagnostics;

namespace Katas.Tests;

/// <summary>Whatever a learner's code does, the run ends within seconds, and says in words what happened.</summary>
public sealed class MishapTests
{
    private const int Patience = 60;   // seconds

    [Theory]
    [InlineData(nameof(Mishap.An_endless_loop), "no result after 5 seconds: does a loop ever end?")]
    [InlineData(nameof(Mishap.A_stack_overflow), "Stack overflow")]
    [InlineData(nameof(Mishap.An_array_of_a_trillion_elements), "thrown    OverflowException")]
    [InlineData(nameof(Mishap.All_the_memory), "thrown    OutOfMemoryException")]
    [InlineData(nameof(Mishap.A_note_on_the_console), "[0, 0] should be 1 but is 2")]
    [InlineData(nameof(Mishap.A_changed_input), "[0, 0] should be 1 but is 0")]
    [InlineData(nameof(Mishap.Null), "there is no result")]
    [InlineData(nameof(Mishap.Another_exception), "InvalidOperationException: does not fit")]
    public void A_mishap_is_named(string mishap, string message)
    {
        string output = Run(mishap);

        output.ShouldContain(message);
        output.Split('\n').Length.ShouldBeLessThan(40, output);
    }

    /// <summary>Runs one of the explicit tests in a process of its own, as `dotnet test` does, and gets what a learner sees.</summary>
    private static string Run(string mishap)
    {
        ProcessStartInfo start = new("dotnet", ["test", "--root-directory", AppContext.BaseDirectory, "--test-modules", Path.GetFileName(typeof(Mishap).Assembly.Location),
            "--explicit", "only", "--filter-method", $"{typeof(Mishap).FullName}.{mishap}", "--no-ansi", "--no-progress"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetDirectoryName(MnistFile.Path))!,   // where global.json names the platform
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "20000000";   // hexadecimal: half a gigabyte, as the stages have a limit of three
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(Patience)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{mishap} does not end within {Patience} seconds.");
        }
        return output.Result + errors.Result;
    }
}
