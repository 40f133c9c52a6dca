using Katas.Dojo.Racing;

namespace Katas.Dojo.MachineCode;

/// <summary>Has the JIT print the machine code of a stage, in a process of its own, where the stage runs as in its race.</summary>
public static class JitListing
{
    /// <summary>The hidden command of the dojo that the process runs.</summary>
    public const string Command = "run-for-jit";

    private const int NotWritten = 3, Throws = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Builds the learner's code, and gets the methods of its assembly that run; or those of the solution.</summary>
    /// <exception cref="UserError">The code does not compile, or not run to its end, or the runtime prints nothing.</exception>
    public static async Task<IReadOnlyList<CompiledMethod>> Get(Stage stage, bool solution, CancellationToken cancel)
    {
        await Build(stage, solution, cancel);
        string listing = Path.GetTempFileName();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        string[] reference = solution ? ["--reference"] : [];
        List<string> errors = [];
        try
        {
            int exitCode = await DotnetProcess.Run(
                stage.Root,
                [typeof(JitListing).Assembly.Location, Command, $"{stage.Number}", "--root", stage.Root, .. reference],
                _ => { },
                errors.Add,
                patience.Token,
                new()
                {
                    ["DOTNET_JitDisasm"] = solution ? $"{stage.Name}.Solution!*" : $"{stage.Name}!*",
                    ["DOTNET_JitStdOutFile"] = listing,
                });
            if (exitCode != 0)
                throw new UserError(Describe(stage, exitCode, errors));
            IReadOnlyList<CompiledMethod> methods = CompiledMethod.Parse(await File.ReadAllTextAsync(listing, cancel));
            return methods.Count > 0 ? methods : throw new UserError(
                "This runtime prints no machine code: it ignores DOTNET_JitDisasm. CoreCLR does, from .NET 8 on, on x64 and Arm64.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UserError($"The code of stage {stage.Number} has to run before its machine code can be shown, "
                + $"and did not come to an end in {Patience.TotalSeconds:0} seconds. Does a loop never end?");
        }
        finally
        {
            File.Delete(listing);
        }
    }

    private static async Task Build(Stage stage, bool solution, CancellationToken cancel)
    {
        Func<Stage, BuildFailure?> failure = await (solution
            ? KataBuild.Katas([], [stage], cancel) : KataBuild.Katas([stage], [], cancel)).WaitAsync(cancel);
        if (failure(stage) is { } found)
            throw new UserError($"Stage {stage.Number} does not {(found.IsCode ? "compile" : "build")}: {found.Message}"
                + (found.File is null ? "" : $"\n{found.File}, line {found.Line}, column {found.Column}"));
    }

    private static string Describe(Stage stage, int exitCode, List<string> errors) => exitCode switch
    {
        NotWritten => $"Stage {stage.Number} is not written yet. {string.Join(' ', errors)}",
        Throws => $"The code of stage {stage.Number} has to run before its machine code can be shown, and throws.\n"
            + string.Join('\n', errors),
        _ => $"The code of stage {stage.Number} ended its program, with exit code {exitCode}. {errors.FirstOrDefault()}".TrimEnd(),
    };

    /// <summary>Runs the learner's part of the race, or the reference's, until the JIT has compiled its best code.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Stage stage, bool solution)
    {
        try
        {
            foreach (Contender contender in solution ? BenchmarkCases.Reference(stage) : BenchmarkCases.Learner(stage))
                _ = Race.Rounds(contender.Run).First();
            return 0;
        }
        catch (NotImplementedException e)
        {
            Console.Error.WriteLine(e.Message);
            return NotWritten;
        }
        catch (Exception e) when (e is not UserError)
        {
            string? place = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Katas."))?.Trim();
            Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}\n{place}".TrimEnd());
            return Throws;
        }
    }
}
