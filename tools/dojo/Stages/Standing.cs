namespace Katas.Dojo;

/// <summary>Where a learner stands in a lesson: the first task that is not done, and what shows that it is not.</summary>
/// <param name="Task">The task at hand; null if all are done, or the lesson has none.</param>
/// <param name="Count">The number of tasks.</param>
/// <param name="Law">The law to show first: of the task or, if it has none, of the next, the first that is broken, or is unwritten.</param>
/// <param name="HintTasks">The tasks whose hints may help, in the order in which they do.</param>
public sealed record Standing(LessonTask? Task, int Count, Law? Law, IReadOnlyList<LessonTask> HintTasks)
{
    /// <summary>Says which task it is: <c>task 1 of 3: Check the shapes</c>; empty if there is none.</summary>
    public string Words => Task is null ? "" : $"task {Task.Number} of {Count}: {Task.Title.Replace("`", "")}";

    /// <summary>
    /// Finds the task at hand by a result, and by those before it: a stage that does not compile is where it was when it last did.
    /// </summary>
    public static Standing Of(Stage stage, Lesson lesson, Result result)
    {
        if (result is { Failure: not null, Laws.Count: 0 })
            result = ResultCache.History(stage).FirstOrDefault(former => former.Laws.Count > 0) ?? result;
        // the thorough round, too, runs on code that is right without it
        Result? lastRight = stage.Goals.Count == 0 || result.IsRight ? null
            : ResultCache.History(stage).FirstOrDefault(former => former.IsRight || former.IsThorough);
        return Of(stage, lesson, result, lastRight);
    }

    /// <summary>
    /// Finds the task at hand by a result. A task is done when its laws hold and, once all do, when it is as fast as its goal.
    /// </summary>
    /// <param name="stage">The stage, which says what is expected of its speed.</param>
    /// <param name="lesson">Its lesson.</param>
    /// <param name="result">How far it is; without any law, the tasks are at their beginning.</param>
    /// <param name="lastRight">The last result in which all laws held, if a stage that has goals was right before.</param>
    public static Standing Of(Stage stage, Lesson lesson, Result result, Result? lastRight)
    {
        IReadOnlyList<LessonTask> tasks = lesson.Tasks;
        if (result.IsDone || tasks.Count == 0)
            return new(null, tasks.Count, FirstBroken(result.Laws), []);

        LessonProgress progress = new(stage, lesson, result, lastRight);
        LessonTask atHand = progress.TaskAtHand();
        IReadOnlyList<LessonTask> hintTasks = progress.HintTasks(atHand);
        Law? broken = FirstBroken(progress.LawsOf(atHand)) ?? FirstBroken(hintTasks.SelectMany(progress.LawsOf))
            ?? FirstBroken(result.Laws);
        return new(atHand, tasks.Count, broken, hintTasks);
    }

    /// <summary>Shows what is broken so far while laws are being checked, when no task can be told yet.</summary>
    public Standing During(Result result) => this with { Task = null, Law = FirstBroken(result.Laws) };

    /// <summary>Finds the first law that the code breaks; if it breaks none, the first that is not written yet.</summary>
    private static Law? FirstBroken(IEnumerable<Law> laws)
    {
        Law[] broken = [.. laws.Where(law => law.Failure is not null)];
        return broken.FirstOrDefault(law => !Result.IsUnwrittenLaw(law.Failure)) ?? broken.FirstOrDefault();
    }
}
