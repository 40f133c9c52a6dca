using Katas.Dojo.Racing;

namespace Katas.Dojo.MachineCode;

/// <summary>Has the JIT print the machine code of a stage, in a process of its own, where the stage runs as in its race.</summary>
public static class JitListing
{
    /// <summary>The hidden command of the dojo that the process runs.</summary>
    public const string Command = "run-for-asm";

    /// <summary>Builds the learner's code, and gets the methods of its assembly that run; or those of the solution.</summary>
    /// <exception cref="UserError">The code does not compile, or not run to its end, or the runtime prints nothing.</exception>
    public static async Task<IReadOnlyList<CompiledMethod>> Get(Stage stage, bool solution, CancellationToken cancel)
    {
        if (solution && !stage.HasSolution)
            throw new UserError($"There is no {stage.Solution} in this copy of the repository.");
        await Build(stage, solution, cancel);
        string[] command = solution ? [Command, "--reference"] : [Command];
        string assembly = solution ? $"{stage.Name}.Solution" : stage.Name, listing = Path.GetTempFileName();
        try
        {
            await StageProcess.Run(stage, command, "before its machine code can be shown", cancel, new()
            {
                ["DOTNET_JitDisasm"] = $"{assembly}!*",
                ["DOTNET_JitStdOutFile"] = listing,
                ["DOTNET_TC_QuickJit"] = "0",   // the code as it is written, without what the JIT would learn from this run
            });
            IReadOnlyList<CompiledMethod> methods = CompiledMethod.Parse(await File.ReadAllTextAsync(listing, cancel));
            return methods.Count > 0 ? methods : throw new UserError(
                "This runtime prints no machine code: it ignores DOTNET_JitDisasm. CoreCLR does, from .NET 8 on, on x64 and Arm64.");
        }
        finally
        {
            File.Delete(listing);
        }
    }

    /// <summary>Runs the learner's part of the race, or the reference's, until the JIT has compiled its best code.</summary>
    public static void Run(Stage stage, bool solution)
    {
        foreach (Contender contender in solution ? BenchmarkCases.Reference(stage) : BenchmarkCases.Learner(stage))
            _ = Race.Rounds(contender.Run).First();
    }

    private static async Task Build(Stage stage, bool solution, CancellationToken cancel)
    {
        Func<Stage, BuildFailure?> failure = await (solution
            ? KataBuild.Katas([], [stage], cancel) : KataBuild.Katas([stage], [], cancel)).WaitAsync(cancel);
        if (failure(stage) is { } found)
            throw new UserError($"Stage {stage.Number} does not {(found.IsCode ? "compile" : "build")}: {found.Message}"
                + (found.File is null ? "" : $"\n{found.File}, line {found.Line}, column {found.Column}"));
    }
}
