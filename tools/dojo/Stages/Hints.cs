using System.Globalization;

namespace Katas.Dojo;

/// <summary>Hands out the hints of a stage, and remembers which are out.</summary>
public sealed class Hints(Stage stage, Lesson lesson)
{
    private string PathOfGiven => stage.At($"artifacts/dojo/hints/{stage.Folder}.txt");

    /// <summary>Gets all hints of the lesson.</summary>
    public IReadOnlyList<Hint> All { get; } = [.. lesson.Tasks.SelectMany(task => task.Hints)];

    /// <summary>
    /// Gets the hints that are out, in the order in which they were handed out. A line of the file is a number in <see cref="All"/>.
    /// </summary>
    public IReadOnlyList<Hint> Given => !File.Exists(PathOfGiven) ? []
        : [.. from line in File.ReadAllLines(PathOfGiven)
              let hint = int.TryParse(line, CultureInfo.InvariantCulture, out int number) ? All.ElementAtOrDefault(number) : null
              where hint is not null
              select hint];

    /// <summary>Hands out the next hint of some tasks, those of the first task first; null when all are out.</summary>
    public Hint? Next(IEnumerable<LessonTask> tasks)
    {
        Hint? next = tasks.SelectMany(task => task.Hints).Except(Given).FirstOrDefault();
        if (next is null)
            return null;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOfGiven)!);
        File.AppendAllLines(PathOfGiven, [$"{All.ToList().IndexOf(next)}"]);
        return next;
    }

    /// <summary>Finds the task of a hint.</summary>
    public LessonTask TaskOf(Hint hint) => lesson.Tasks.First(task => task.Number == hint.Task);
}
