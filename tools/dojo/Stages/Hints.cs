using System.Globalization;
using Katas.Dojo.Racing;

namespace Katas.Dojo;

/// <summary>A hint that was handed out, and the task that it is for.</summary>
public sealed record GivenHint(LessonTask Task, Hint Hint);

/// <summary>Hands out the hints of a stage, task by task, and remembers which are out.</summary>
public sealed class Hints(Stage stage)
{
    private readonly Lesson lesson = Lesson.Of(stage);

    private string PathOfGiven => stage.At($"artifacts/dojo/hints/{stage.Folder}.txt");

    /// <summary>Gets all hints of the lesson.</summary>
    public IReadOnlyList<GivenHint> All => [.. from task in lesson.Tasks from hint in task.Hints select new GivenHint(task, hint)];

    /// <summary>
    /// Gets the hints that are out, in the order in which they were handed out. A line of the file is a number in <see cref="All"/>.
    /// </summary>
    public IReadOnlyList<GivenHint> Given => !File.Exists(PathOfGiven) ? []
        : [.. from line in File.ReadAllLines(PathOfGiven)
              where int.TryParse(line, CultureInfo.InvariantCulture, out int number) && number >= 0 && number < All.Count
              select All[int.Parse(line, CultureInfo.InvariantCulture)]];

    /// <summary>
    /// Gets the task that the first broken law of a result belongs to; where that is not written yet, the first task with a broken law. If
    /// no law is broken, speed is what is missing.
    /// </summary>
    public LessonTask? TaskOf(Result? result)
    {
        if (result is { IsRight: true } && SpeedGoal.Of(stage) is { } goal && goal.Task <= lesson.Tasks.Count)
            return lesson.Tasks[goal.Task - 1];
        Law? first = result?.FirstBroken;
        return Result.IsUnwrittenLaw(first?.Failure)
            ? result!.Laws.Where(law => law.Failure is not null).Select(lesson.TaskOf).MinBy(task => lesson.Tasks.ToList().IndexOf(task!))
            : lesson.TaskOf(first);
    }

    /// <summary>Hands out the next hint of a task, after those of the tasks before it without laws; null when all are out.</summary>
    public GivenHint? Next(LessonTask? task)
    {
        IReadOnlyList<GivenHint> all = All, given = Given;
        IEnumerable<LessonTask?> leading =
            [.. lesson.Tasks.TakeWhile(other => other != task).Reverse().TakeWhile(other => other.Laws.Count == 0), task];
        int next = Enumerable.Range(0, all.Count).FirstOrDefault(i => leading.Contains(all[i].Task) && !given.Contains(all[i]), -1);
        if (next < 0)
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOfGiven)!);
        File.AppendAllText(PathOfGiven, string.Create(CultureInfo.InvariantCulture, $"{next}\n"));
        return all[next];
    }
}
