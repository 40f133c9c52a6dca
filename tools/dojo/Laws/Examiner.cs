namespace Katas.Dojo;

/// <summary>Examines a stage, and reports on the way.</summary>
public delegate Task<Result> Examine(Stage stage, Action<Report> progress, CancellationToken cancel);

/// <summary>Finds out how far stages are: by memory where nothing has changed, else by building and running their tests.</summary>
public static class Examiner
{
    public static Result? Remembered(Stage stage) => Memory.Recall(stage, Fingerprint.Of(stage));

    public static async Task<Result> Examine(Stage stage, Action<Report> progress, CancellationToken cancel)
    {
        Result result = Result.Nothing;
        await ExamineAll([stage], again: false, (_, report) =>
        {
            result = report.Result;
            progress(report);
        }, cancel);
        return result;
    }

    /// <summary>Examines stages side by side; with <paramref name="again"/>, also those whose result is remembered.</summary>
    public static async Task ExamineAll(IReadOnlyList<Stage> stages, bool again, Action<Stage, Report> progress, CancellationToken cancel)
    {
        List<(Stage Stage, string Fingerprint)> stale = [];
        foreach (Stage stage in stages)
        {
            string fingerprint = Fingerprint.Of(stage);
            if (!again && Memory.Recall(stage, fingerprint) is { } result)
            {
                progress(stage, new(Phase.Known, result));
                continue;
            }
            stale.Add((stage, fingerprint));
            progress(stage, new(Phase.Building, Result.Nothing));
        }
        if (stale.Count == 0)
            return;

        Func<Stage, Obstacle?> obstacle = await Compiler.Build(stages[0].Workspace, [.. stale.Select(pair => pair.Stage)], cancel).WaitAsync(cancel);
        await Parallel.ForEachAsync(stale, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (pair, cancel) =>
        {
            Stage stage = pair.Stage;
            Result result = obstacle(stage) is { } found
                ? Result.Nothing with { Obstacle = found }
                : await TestProgram.Run(stage, soFar => progress(stage, new(Phase.Running, soFar)), cancel);
            if (result.Obstacle?.Word != Compiler.Failed && Fingerprint.Of(stage) == pair.Fingerprint)
                Memory.Keep(stage, pair.Fingerprint, result);
            progress(stage, new(Phase.Known, result));
        });
    }
}
