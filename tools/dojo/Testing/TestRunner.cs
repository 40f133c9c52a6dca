using Katas.Dojo.Racing;

namespace Katas.Dojo;

/// <summary>Checks a stage, and reports on the way.</summary>
public delegate Task<Result> Check(Stage stage, Action<Report> progress, CancellationToken cancel);

/// <summary>
/// Finds out how far stages are: by the result cache where nothing has changed, else by building and running their tests.
/// </summary>
public static class TestRunner
{
    private static readonly SemaphoreSlim OneRace = new(1);

    public static async Task<Result> Run(Stage stage, Action<Report> progress, CancellationToken cancel)
    {
        Result result = Result.Nothing;
        await RunAll([stage], again: false, races: true, (_, report) => progress(report with { Result = result = report.Result }), cancel);
        return result;
    }

    /// <summary>
    /// Checks a stage and, if it is done, runs the thorough round as well, whose result takes the place of the ordinary one.
    /// </summary>
    public static async Task<Result> RunBothRounds(Stage stage, Action<Report> progress, CancellationToken cancel)
    {
        string fingerprint = Fingerprint.Of(stage);
        Result result = await Run(stage, progress, cancel);
        if (!result.IsDone || result.IsThorough)
            return result;

        void Report(Result soFar) => progress(new(Phase.Running, soFar));
        Report(Result.Nothing with { IsThorough = true });
        // the result may have been known, and what was built last may be other code
        Func<Stage, BuildFailure?> failure = await KataBuild.Tests([stage], [], _ => { }, cancel).WaitAsync(cancel);
        if (failure(stage) is { } found)
            return Result.Nothing with { Failure = Describe(found) };
        Result thorough = (await TestProgram.Run(stage, thorough: true, Report, cancel)) with { Speeds = result.Speeds };
        if (Fingerprint.Of(stage) == fingerprint)
            ResultCache.Put(stage, fingerprint, thorough);
        return thorough;
    }

    /// <summary>Checks stages side by side, each as soon as it is built.</summary>
    /// <param name="stages">The stages, all of one repository.</param>
    /// <param name="again">Whether to check those as well whose result is known.</param>
    /// <param name="races">Whether to race those that are right and should be fast.</param>
    /// <param name="progress">Hears what happens to each stage.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task RunAll(IReadOnlyList<Stage> stages, bool again, bool races, Action<Stage, Report> progress,
        CancellationToken cancel)
    {
        Dictionary<Stage, (string Fingerprint, TaskCompletionSource<BuildFailure?> Build)> stale = [];
        foreach (Stage stage in stages)
        {
            string fingerprint = Fingerprint.Of(stage);
            Result? known = again ? null : ResultCache.Get(stage, fingerprint);
            if (races && known is { IsRight: true, Speeds: [] } && SpeedRace.CanMeasure(stage))
                known = null;   // when it was checked, there was no solution to measure its speed against
            if (known is null)
                stale.Add(stage, (fingerprint, new(TaskCreationOptions.RunContinuationsAsynchronously)));
            progress(stage, known is null ? new(Phase.Building, Result.Nothing) : new(Phase.Known, known));
        }
        if (stale.Count == 0)
            return;

        using SemaphoreSlim processors = new(Environment.ProcessorCount);
        await Task.WhenAll([Build(), .. stale.Keys.Select(Check)]).WaitAsync(cancel);

        async Task Build()
        {
            try
            {
                IEnumerable<Stage> solutions = races ? stale.Keys.Where(SpeedRace.CanMeasure) : [];
                Func<Stage, BuildFailure?> failure =
                    await KataBuild.Tests([.. stale.Keys], solutions, stage => stale[stage].Build.TrySetResult(null), cancel);
                foreach ((Stage stage, var (_, build)) in stale)
                    build.TrySetResult(failure(stage));
            }
            catch (Exception e)
            {
                foreach (var (_, build) in stale.Values)
                    build.TrySetException(e);
                throw;
            }
        }

        async Task Check(Stage stage)
        {
            BuildFailure? failure = await stale[stage].Build.Task.WaitAsync(cancel);
            Result result = failure is not null ? Result.Nothing with { Failure = Describe(failure) } : await Test(stage);
            if (failure is null or { IsCode: true } && Fingerprint.Of(stage) == stale[stage].Fingerprint)
                ResultCache.Put(stage, stale[stage].Fingerprint, result);
            progress(stage, new(Phase.Known, result));
        }

        async Task<Result> Test(Stage stage)
        {
            Result result = await InTurn(processors, () =>
                TestProgram.Run(stage, thorough: false, soFar => progress(stage, new(Phase.Running, soFar)), cancel));
            if (!races || !result.IsRight || !SpeedRace.CanMeasure(stage))
                return result;
            progress(stage, new(Phase.Racing, result));
            try
            {
                return result with { Speeds = await InTurn(OneRace, () => SpeedRace.Measure(stage, cancel)) };
            }
            catch (UserError e)   // it hangs or crashes on what it is timed on, which is larger than what the laws draw
            {
                return result with { Failure = new("no race", e.Message) };
            }
        }

        async Task<T> InTurn<T>(SemaphoreSlim places, Func<Task<T>> run)
        {
            await places.WaitAsync(cancel);
            try
            {
                return await run();
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static RunFailure Describe(BuildFailure failure) => new(
        failure.IsCode ? "does not compile" : "does not build",
        failure.Message,
        failure.File is null ? null : $"{failure.File}, line {failure.Line}, column {failure.Column}");
}
