namespace Katas.Dojo;

/// <summary>Judges which tasks of a lesson are done, by a result that is not done.</summary>
/// <param name="stage">The stage, which says what is expected of its speed.</param>
/// <param name="lesson">Its lesson, with a task at least.</param>
/// <param name="result">How far it is.</param>
/// <param name="lastRight">The last result in which all laws held, if there was one.</param>
public sealed class LessonProgress(Stage stage, Lesson lesson, Result result, Result? lastRight)
{
    private readonly ILookup<LessonTask?, Law> laws = result.Laws.ToLookup(lesson.TaskOf);

    /// <summary>Gets the laws of a task, as far as they were checked.</summary>
    public IEnumerable<Law> LawsOf(LessonTask task) => laws[task];

    /// <summary>
    /// Finds the first task that is not done. If laws that held once are broken again, that happened on the way to more speed: then it is
    /// the task of the next goal.
    /// </summary>
    public LessonTask TaskAtHand()
    {
        LessonTask first = lesson.Tasks.FirstOrDefault(task => !IsDone(task)) ?? lesson.Tasks[^1];
        if (!IsBrokenAgain(first))
            return first;
        SpeedGoal? next = stage.Goals.FirstOrDefault(goal => goal.Task > first.Number && lastRight?.Reaches(goal) != true);
        return lesson.Tasks.FirstOrDefault(task => task.Number == next?.Task) ?? first;
    }

    /// <summary>
    /// Gets the tasks whose hints may help with the one at hand. No law tells tasks without laws apart: as long as they are at hand, they
    /// and the next one come in the order of the lesson, and later, the nearest first.
    /// </summary>
    public IReadOnlyList<LessonTask> HintTasks(LessonTask atHand)
    {
        if (result.IsRight)
            return [atHand];
        int index = lesson.Tasks.ToList().IndexOf(atHand);
        if (HasNoLaws(atHand))
            return [.. lesson.Tasks.Skip(index).TakeWhile(HasNoLaws), .. lesson.Tasks.Skip(index).SkipWhile(HasNoLaws).Take(1)];
        return IsUnwritten(atHand) ? [atHand] : [atHand, .. lesson.Tasks.Take(index).Reverse().TakeWhile(HasNoLaws)];
    }

    /// <summary>
    /// Tells whether a task is done: its laws hold or, if it has none, one of the next task that has. If all laws hold, speed alone is
    /// missing.
    /// </summary>
    private bool IsDone(LessonTask task)
    {
        if (result.IsRight)
            return !stage.Goals.Any(goal => goal.Task == task.Number && !result.Reaches(goal));
        if (!HasNoLaws(task))
            return laws[task].Any() && laws[task].All(law => law.Failure is null);
        LessonTask? next = lesson.Tasks.FirstOrDefault(later => later.Number > task.Number && !HasNoLaws(later));
        return next is not null && laws[next].Any(law => law.Failure is null);
    }

    /// <summary>
    /// Tells whether a task was done once, though its laws are broken now: the stage was right before, or a later task has laws that hold.
    /// </summary>
    private bool IsBrokenAgain(LessonTask task) =>
        task.Laws.Contains(LessonLaws.AllOthers) && !IsUnwritten(task)
        && (lastRight is not null || lesson.Tasks.Any(later => later.Number > task.Number && !HasNoLaws(later) && IsDone(later)));

    /// <summary>Tells whether nothing of a task is written: each of its laws that does not hold says so, or none was checked.</summary>
    private bool IsUnwritten(LessonTask task)
    {
        Law[] broken = [.. laws[task].Where(law => law.Failure is not null)];
        return !laws[task].Any() || (broken.Length > 0 && broken.All(law => Result.IsUnwrittenLaw(law.Failure)));
    }

    private static bool HasNoLaws(LessonTask task) => task.Laws.Count == 0;
}
