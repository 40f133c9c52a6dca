using System.Diagnostics;
using System.Reflection;

namespace Katas.Finale;

/// <summary>Whose version of a stage serves.</summary>
internal enum Source { None, Own, Borrowed }

/// <summary>What became of a stage: whose version serves, and what is wrong with the learner's own, if anything is.</summary>
internal sealed record Finding(Stage Stage, Source Source, string? Complaint);

/// <summary>
/// Collects what the finale needs from the stages, and tries each before it is trusted. Of the four stages that multiply matrices, the
/// fastest that works serves.
/// </summary>
/// <param name="own">Finds the type that a stage is written in.</param>
/// <param name="borrow">Whether the reference solution stands in for a stage that does not work.</param>
/// <param name="patience">How long the check of a stage may take.</param>
internal sealed class StageLoader(Func<Stage, Type> own, bool borrow, TimeSpan patience)
{
    private static readonly Stage[] Multipliers = [Stage.SimdMatmul, Stage.VectorizedMatmul, Stage.NaiveMatmul, Stage.Broadcasting];

    /// <summary>Gets what became of each stage that was tried.</summary>
    public Dictionary<Stage, Finding> Findings { get; } = [];

    /// <summary>Gets the stages that have to be written first; of those that multiply, the simplest.</summary>
    public IEnumerable<Finding> Missing => Findings.Values
        .Where(finding => finding.Source == Source.None
            && (finding.Stage == Stage.NaiveMatmul ? Multiplier is null : finding.Stage is not { Number: 5 or 7 }))
        .OrderBy(finding => finding.Stage.Number);

    /// <summary>Gets the stage that multiplies matrices; null if none does.</summary>
    public Stage? Multiplier { get; private set; }

    /// <summary>Loads and checks the stages.</summary>
    /// <returns>What they give, or null if something is missing: <see cref="Findings"/> tells what.</returns>
    public Stages? Load(CancellationToken cancellation)
    {
        Mnist? mnist = Take(Stage.LoadMnist, StageChecks.Load, StageChecks.Check, cancellation);
        Operation? matmul = TakeMatmul(cancellation);
        Elementwise? elementwise = Take(Stage.Elementwise, StageChecks.BindElementwise, StageChecks.Compare, cancellation);
        Func<Tensor<float>, float>? norm = Take(Stage.FrobeniusNorm, StageChecks.BindNorm, StageChecks.Compare, cancellation);
        Broadcasting? broadcasting = Take(Stage.Broadcasting, StageChecks.BindBroadcasting, StageChecks.Compare, cancellation);
        return mnist is null || matmul is null || elementwise is null || norm is null || broadcasting is null
            ? null
            : new(mnist, matmul, elementwise, norm, broadcasting);
    }

    /// <summary>Describes what the code of a stage threw; null if the exception came from elsewhere.</summary>
    public static string? Blame(Exception exception) =>
        Frames(exception).Select(frame => Stage.Of(AssemblyOf(frame))).FirstOrDefault(stage => stage is not null) is { } stage
            ? $"{stage}, {Describe(exception, assembly => Stage.Of(assembly) == stage)}"
            : null;

    private Operation? TakeMatmul(CancellationToken cancellation)
    {
        foreach (Stage stage in Multipliers)
        {
            (Operation? matmul, string? complaint) = Try(stage, StageChecks.BindMatmul, StageChecks.Compare, cancellation);
            Findings[stage] = new(stage, matmul is null ? Source.None : Source.Own, complaint);
            Multiplier = stage;
            if (matmul is not null)
                return matmul;
        }
        Multiplier = borrow ? Stage.SimdMatmul : null;
        if (Multiplier is null)
            return null;
        Findings[Multiplier] = Findings[Multiplier] with { Source = Source.Borrowed };
        return StageChecks.BindMatmul(Multiplier.SolutionType);
    }

    private T? Take<T>(Stage stage, Func<Type, T> bind, Action<T, Func<T>> check, CancellationToken cancellation) where T : class
    {
        (T? result, string? complaint) = Try(stage, bind, check, cancellation);
        Source source = result is not null ? Source.Own : borrow ? Source.Borrowed : Source.None;
        Findings[stage] = new(stage, source, complaint);
        return source == Source.Borrowed ? bind(stage.SolutionType) : result;
    }

    /// <summary>Runs a check on a thread of its own, so that one that never ends need not be waited for.</summary>
    private (T? Result, string? Complaint) Try<T>(Stage stage, Func<Type, T> bind, Action<T, Func<T>> check,
        CancellationToken cancellation) where T : class
    {
        Type? type = null;
        Task<T> attempt = Task.Factory.StartNew(() =>
        {
            T result = bind(type = own(stage));
            check(result, () => bind(stage.SolutionType));
            return result;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return attempt.Wait(patience, cancellation)
                ? (attempt.Result, null)
                : (null, $"no result after {patience.TotalSeconds:0} seconds: does a loop ever end?");
        }
        catch (AggregateException thrown)
        {
            return (null, Explain(thrown.InnerException!, type));
        }
    }

    private static string Explain(Exception thrown, Type? type) => thrown switch
    {
        NotImplementedException => "not written yet",
        UserError => thrown.Message,
        _ => Describe(thrown, assembly => assembly == type?.Assembly),
    };

    /// <summary>Names an exception, and the line of someone's code from which it came.</summary>
    private static string Describe(Exception thrown, Func<Assembly?, bool> isTheirs)
    {
        StackFrame? frame = Frames(thrown).FirstOrDefault(frame => isTheirs(AssemblyOf(frame)) && frame.HasSource());
        string place = frame is null ? "" : $" in line {frame.GetFileLineNumber()} of {Path.GetFileName(frame.GetFileName())}";
        return $"throws {thrown.GetType().Name}{place}: {thrown.Message}";
    }

    private static StackFrame[] Frames(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames();

    private static Assembly? AssemblyOf(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Assembly;
}
