using System.Globalization;

namespace Katas.Dojo;

/// <summary>Hands out the hints of a stage, task by task, and remembers which are out.</summary>
public sealed class Hints(Stage stage)
{
    private readonly Lesson lesson = Lesson.Of(stage);

    private string PathOfGiven => stage.At($"artifacts/dojo/hints/{stage.Folder}.txt");

    /// <summary>Gets all hints of the lesson.</summary>
    public IReadOnlyList<Hint> All => [.. lesson.Tasks.SelectMany(task => task.Hints)];

    /// <summary>
    /// Gets the hints that are out, in the order in which they were handed out. A line of the file is a number in <see cref="All"/>.
    /// </summary>
    public IReadOnlyList<Hint> Given => !File.Exists(PathOfGiven) ? []
        : [.. from line in File.ReadAllLines(PathOfGiven)
              let hint = int.TryParse(line, CultureInfo.InvariantCulture, out int number) ? All.ElementAtOrDefault(number) : null
              where hint is not null
              select hint];

    /// <summary>
    /// Gets the task that the first broken law of a result belongs to; where that is not written yet, the first task with a broken law. If
    /// no law is broken, speed is what is missing.
    /// </summary>
    public LessonTask? TaskOf(Result? result)
    {
        if (result is { IsRight: true } && stage.Goals is [.., var goal] && goal.Task <= lesson.Tasks.Count)
            return lesson.Tasks[goal.Task - 1];
        Law? first = result?.FirstBroken;
        return Result.IsUnwrittenLaw(first?.Failure)
            ? lesson.Tasks.FirstOrDefault(task => result!.Laws.Any(law => law.Failure is not null && lesson.TaskOf(law) == task))
            : lesson.TaskOf(first);
    }

    /// <summary>Hands out the next hint of a task, after those of the tasks before it without laws; null when all are out.</summary>
    public Hint? Next(LessonTask? task)
    {
        IEnumerable<LessonTask> before = lesson.Tasks.TakeWhile(other => other.Title != task?.Title);
        string?[] titles = [.. before.Reverse().TakeWhile(other => other.Laws.Count == 0).Select(other => other.Title), task?.Title];
        Hint? next = All.Except(Given).FirstOrDefault(hint => titles.Contains(hint.Task));
        if (next is null)
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOfGiven)!);
        File.AppendAllLines(PathOfGiven, [$"{All.ToList().IndexOf(next)}"]);
        return next;
    }
}
