using System.Diagnostics;
using System.Reflection;

namespace Katas.Finale;

/// <summary>How a stage of the learner's is.</summary>
internal enum StageState { Right, Missing, Wrong }

/// <summary>What was found of a stage: how it is, what is wrong with it, and whether the reference is used instead.</summary>
internal sealed record Finding(StageState State, string? Complaint, bool IsBorrowed = false);

/// <summary>
/// Compares each stage that the finale needs with the reference before it is trusted. Of the four stages that multiply matrices, the
/// fastest that is right serves.
/// </summary>
/// <param name="own">The learner's stages.</param>
/// <param name="reference">What they are compared with.</param>
/// <param name="borrow">Whether the reference is used for a stage that is missing or wrong.</param>
/// <param name="patience">How long the check of a stage may take.</param>
internal sealed class StageSelection(Implementations own, Implementations reference, bool borrow, TimeSpan patience)
{
    /// <summary>Gets what was found of each stage that was checked.</summary>
    public Dictionary<Stage, Finding> Findings { get; } = [];

    /// <summary>Gets the stages that have to be written or corrected first; of those that multiply, the simplest.</summary>
    public IEnumerable<Stage> Needed => Stage.All
        .Where(stage => Findings.GetValueOrDefault(stage) is { State: not StageState.Right, IsBorrowed: false } && IsNeeded(stage));

    /// <summary>Gets what was found of the finale's own task. It is not needed: without it, the reference is used.</summary>
    public Finding LogSoftmax { get; private set; } = new(StageState.Missing, null, IsBorrowed: true);

    /// <summary>Gets the stage that multiplies matrices; null if none does.</summary>
    public Stage? Multiplier { get; private set; }

    /// <summary>Gets what stage 1 loaded; null if it is needed.</summary>
    public Mnist? Mnist { get; private set; }

    /// <summary>Checks the stages.</summary>
    /// <returns>What they give, or null if a stage is needed.</returns>
    public StageFunctions? Select(CancellationToken cancellation)
    {
        Mnist = TakeMnist(cancellation);
        TensorOperation? matmul = TakeMatmul(cancellation);
        ElementwiseFunctions? elementwise = Take(Stage.Elementwise, from => from.Elementwise, StageChecks.Compare, cancellation);
        Func<Tensor<float>, float>? norm = Take(Stage.FrobeniusNorm, from => from.FrobeniusNorm, StageChecks.Compare, cancellation);
        BroadcastingFunctions? broadcasting = Take(Stage.Broadcasting, from => from.Broadcasting, StageChecks.Compare, cancellation);
        Finding logSoftmax = Check(() => StageChecks.Compare(own.LogSoftmax, reference.LogSoftmax), cancellation);
        LogSoftmax = logSoftmax with { IsBorrowed = logSoftmax.State != StageState.Right };
        return Mnist is null || matmul is null || elementwise is null || norm is null || broadcasting is null
            ? null
            : new(matmul, elementwise, norm, broadcasting, (LogSoftmax.IsBorrowed ? reference : own).LogSoftmax);
    }

    /// <summary>Says which stage threw an exception, and where; null if it came from elsewhere.</summary>
    public static string? Blame(Exception exception)
    {
        Stage? stage = Frames(exception).Select(StageOf).FirstOrDefault(stage => stage is not null);
        return stage is null ? null : $"{stage}, {Describe(exception)}";
    }

    private bool IsNeeded(Stage stage)
    {
        bool isMultiplier = own.Matmul.Any(matmul => matmul.Stage == stage);
        return stage == Stage.NaiveMatmul ? Multiplier is null : !isMultiplier || stage == Stage.Broadcasting;
    }

    private TensorOperation? TakeMatmul(CancellationToken cancellation)
    {
        foreach ((Stage stage, TensorOperation multiply) in own.Matmul)
        {
            TensorOperation expected = reference.Matmul.Single(matmul => matmul.Stage == stage).Multiply;
            Finding finding = Check(() => StageChecks.Compare(multiply, expected), cancellation);
            Findings[stage] = finding;
            if (finding.State == StageState.Right)
            {
                Multiplier = stage;
                return multiply;
            }
        }
        if (!borrow)
            return null;
        (Multiplier, TensorOperation fastest) = reference.Matmul[0];
        Findings[Multiplier] = Findings[Multiplier] with { IsBorrowed = true };
        return fastest;
    }

    private Mnist? TakeMnist(CancellationToken cancellation)
    {
        Mnist? loaded = null;
        Finding finding = Check(() => StageChecks.Check(loaded = own.Load(MnistFile.Path)), cancellation);
        return Choose(Stage.LoadMnist, finding, loaded, () => reference.Load(MnistFile.Path));
    }

    private T? Take<T>(Stage stage, Func<Implementations, T> take, Func<T, T, string?> compare, CancellationToken cancellation)
        where T : class
    {
        Finding finding = Check(() => compare(take(own), take(reference)), cancellation);
        return Choose(stage, finding, take(own), () => take(reference));
    }

    /// <summary>Notes a finding, and chooses the learner's version if it is right, or else the reference's if it may be borrowed.</summary>
    private T? Choose<T>(Stage stage, Finding finding, T? mine, Func<T> lend) where T : class
    {
        bool isRight = finding.State == StageState.Right, isBorrowed = borrow && !isRight;
        Findings[stage] = finding with { IsBorrowed = isBorrowed };
        return isRight ? mine : isBorrowed ? lend() : null;
    }

    /// <summary>Runs a check on a thread of its own, so that one that never ends need not be waited for.</summary>
    private Finding Check(Func<string?> check, CancellationToken cancellation)
    {
        Task<string?> running =
            Task.Factory.StartNew(check, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            if (!running.Wait(patience, cancellation))
                return new(StageState.Wrong, $"no result after {patience.TotalSeconds:0} seconds: is there a loop that never ends? "
                    + "(Or is the machine busy?)");
            return new(running.Result is null ? StageState.Right : StageState.Wrong, running.Result);
        }
        catch (AggregateException thrown)
        {
            return thrown.InnerException is NotImplementedException
                ? new(StageState.Missing, "not written yet")
                : new(StageState.Wrong, Describe(thrown.InnerException!));
        }
    }

    /// <summary>Names an exception, and the line of the stage's code that it came from.</summary>
    private static string Describe(Exception exception)
    {
        if (exception is TypeInitializationException { InnerException: { } inner })
            return Describe(inner);
        StackFrame? frame = Frames(exception).FirstOrDefault(frame => StageOf(frame) is not null && frame.HasSource());
        string place = frame is null ? "" : $" in line {frame.GetFileLineNumber()} of {Path.GetFileName(frame.GetFileName())}";
        return $"throws {exception.GetType().Name}{place}: {exception.Message}";
    }

    private static StackFrame[] Frames(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames();

    /// <summary>Finds the stage that a frame's code belongs to, by the name of its assembly.</summary>
    private static Stage? StageOf(StackFrame frame)
    {
        Assembly? assembly = frame.GetMethod()?.DeclaringType?.Assembly;
        return Stage.All.FirstOrDefault(stage =>
            assembly?.GetName().Name is { } name && (name == stage.Name || name == $"{stage.Name}.Solution"));
    }
}
