using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Gives the next hint for the task at hand, or for another, or all that are out once more.</summary>
public sealed class HintCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<HintCommand.Settings>
{
    public sealed class Settings : StageSettings
    {
        [CommandOption("--task <NUMBER>")]
        [Description("Give a hint for this task of the lesson, not for the first that is not done.")]
        public string? Task { get; init; }

        [CommandOption("--again")]
        [Description("Show the hints that you have seen once more; for a stage that is done, show all hints.")]
        public bool Again { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Stage stage = settings.Find(repository);
        Lesson lesson = Lesson.Of(stage);
        Hints hints = new(stage, lesson);
        LessonTask? asked = settings.Task is null ? null : Find(lesson, settings.Task);
        if (asked is not null && !settings.Again)
        {
            console.Write(HintScreen.Draw(stage, hints, hints.Next([asked])));
            return 0;
        }
        Result result = new Stub(stage).IsUntouched ? Result.Nothing : await console.Check(stage, cancellationToken);
        if (settings.Again)
            console.Write(HintScreen.DrawAll(stage, hints, Among(result.IsDone ? hints.All : hints.Given, asked)));
        else if (result.IsDone)
            console.Write(new Text($"\n{stage}: done.\n"
                + (stage.HasSolution ? $"Compare your code with the reference: {stage.Solution}\n" : "")
                + $"Its hints: {Workspace.Command} hint {stage.Number} --again\n"));
        else
            console.Write(HintScreen.Draw(stage, hints, hints.Next(Standing.Of(stage, lesson, result).HintTasks)));
        return 0;
    }

    private static LessonTask Find(Lesson lesson, string number) =>
        lesson.Tasks.FirstOrDefault(task => task.Number.ToString(CultureInfo.InvariantCulture) == number)
        ?? throw new UserError($"--task: expected the number of a task, 1 to {lesson.Tasks.Count}, not \"{number}\".");

    private static IReadOnlyList<Hint> Among(IReadOnlyList<Hint> hints, LessonTask? task) =>
        [.. hints.Where(hint => task is null || hint.Task == task.Number)];
}
