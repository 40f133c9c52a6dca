namespace Katas.Dojo;

/// <summary>Where a learner stands in a lesson: the first task that is not done, and what shows that it is not.</summary>
/// <param name="Task">The task at hand; null if all are done, or the lesson has none.</param>
/// <param name="Count">The number of tasks.</param>
/// <param name="Law">The law to show first: the first broken one of the task, and of those, one that the learner's code breaks.</param>
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
        bool wasRight = stage.Goals.Count > 0 && !result.IsRight && ResultCache.History(stage).Any(former => former.IsRight);
        return Of(stage, lesson, result, wasRight);
    }

    /// <summary>Shows what is broken so far while laws are being checked, when no task can be told yet.</summary>
    public Standing During(Result result) => this with { Task = null, Law = FirstBroken(result.Laws) };

    /// <summary>Finds the task at hand by a result. A task is done when its laws hold and, once all do, when it is as fast as its goal.</summary>
    /// <param name="stage">The stage, which says what is expected of its speed.</param>
    /// <param name="lesson">Its lesson.</param>
    /// <param name="result">How far it is; without any law, the tasks are at their beginning.</param>
    /// <param name="wasRight">Whether it was right before, so that what is broken now was broken on the way to more speed.</param>
    public static Standing Of(Stage stage, Lesson lesson, Result result, bool wasRight)
    {
        IReadOnlyList<LessonTask> tasks = lesson.Tasks;
        if (result.IsDone || tasks.Count == 0)
            return new(null, tasks.Count, FirstBroken(result.Laws), []);

        ILookup<LessonTask?, Law> laws = result.Laws.ToLookup(lesson.TaskOf);
        LessonTask[] open = [.. tasks.Where(task => !IsDone(task))];
        LessonTask atHand = open.FirstOrDefault(task => !IsOvertaken(task)) ?? open.FirstOrDefault() ?? tasks[^1];
        return new(atHand, tasks.Count, FirstBroken(laws[atHand]) ?? FirstBroken(result.Laws), HintTasks());

        bool IsDone(LessonTask task)
        {
            if (result.IsRight)   // then speed alone is missing
                return !stage.Goals.Any(goal => goal.Task == task.Number && !(result.Speed?.TimesAsFast >= goal.Times));
            return laws[task].Any() ? laws[task].All(law => law.Failure is null) : HasNoLaws(task) && IsBegun(NextWithLaws(task));
        }

        // On the way to more speed, laws of an earlier task break again, and a later one is at hand.
        bool IsOvertaken(LessonTask task) => stage.Goals.Count > 0 && task.Laws.Contains(Lesson.AllOthers)
            && !laws[task].Any(law => Result.IsUnwrittenLaw(law.Failure))
            && (wasRight || tasks.Any(later => later.Number > task.Number && laws[later].Any() && IsDone(later)));

        bool HasNoLaws(LessonTask task) => task.Laws.Count == 0;

        LessonTask? NextWithLaws(LessonTask task) => tasks.FirstOrDefault(later => later.Number > task.Number && !HasNoLaws(later));

        bool IsBegun(LessonTask? task) => task is not null && laws[task].Any()
            && (laws[task].Any(law => law.Failure is not null && !Result.IsUnwrittenLaw(law.Failure))
                || laws[task].All(law => law.Failure is null));

        // What no law can tell apart: while nothing is written the tasks come in order, later the nearest may help.
        IReadOnlyList<LessonTask> HintTasks()
        {
            IEnumerable<LessonTask> before = tasks.TakeWhile(task => task != atHand).Reverse().TakeWhile(HasNoLaws);
            IEnumerable<LessonTask> after = HasNoLaws(atHand)
                ? tasks.SkipWhile(task => task != atHand).Skip(1).TakeWhile(task => task.Number <= NextWithLaws(atHand)?.Number) : [];
            return result.IsRight ? [atHand] : [atHand, .. before, .. after];
        }
    }

    /// <summary>Finds the first law that the code breaks; if it breaks none, the first that is not written yet.</summary>
    private static Law? FirstBroken(IEnumerable<Law> laws)
    {
        Law[] broken = [.. laws.Where(law => law.Failure is not null)];
        return broken.FirstOrDefault(law => !Result.IsUnwrittenLaw(law.Failure)) ?? broken.FirstOrDefault();
    }
}
