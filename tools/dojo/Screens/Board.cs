using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws how far all stages are, and what comes next.</summary>
public static class Board
{
    private const int WidestTitle = 22, WidestBar = 30;

    public static IRenderable Draw(IEnumerable<(Stage Stage, Report Report)> rows, int width) =>
        new Rows(rows.Select(row => Row(row.Stage, row.Report, width)));

    /// <summary>Draws the next thing to do: the file to open, the command to run.</summary>
    public static IRenderable DrawNext(IReadOnlyList<(Stage Stage, Report Report)> rows)
    {
        Grid next = new Grid().AddColumn(new GridColumn().NoWrap().Padding(2, 0, 2, 0)).AddColumn();
        void Add(string label, string text) => next.AddRow(new Markup($"[bold]{label}[/]"), new Text(text));

        void AddThoroughRound()
        {
            if (rows.FirstOrDefault(row => row.Report.Result is { IsDone: true, IsThorough: false }).Stage is { Number: var number })
                Add("Also", $"{Workspace.Command} watch {number} runs the thorough round of stage {number}, which is done.");
        }

        if (rows.All(row => row.Report.Result.IsDone))
        {
            Add("Done", "All stages are done. You have written everything from the bytes of a file to the SIMD kernel.");
            Add("Then", $"{Workspace.Command} race 7 shows how fast your code is beside the reference and the platform.");
            if (Directory.Exists(rows[0].Stage.At("solutions/Finale")))   // which the finale needs
                Add("", "dotnet run --project katas/Finale trains a classifier of digits with nothing but your seven stages.");
            AddThoroughRound();
            return next;
        }
        // one that is begun, or else the first
        (Stage stage, Report report) = rows.Where(row => !row.Report.Result.IsDone).MinBy(row => row.Report.Result.IsUnwritten);
        Result result = report.Result;
        Standing standing = Standing.Of(stage, Lesson.Of(stage), result);
        Add("Next", What(stage, result, standing));
        if (result.IsUnwritten || result.IsSlow || Result.IsUnwrittenLaw(standing.Law?.Failure))
            Add("Read", stage.LessonPath);
        Add("Open", result.Failure?.Place is { } place && place.StartsWith("katas/", StringComparison.Ordinal) ? place : stage.Kata);
        Add("Run", result.IsSlow
            ? $"{Workspace.Command} race {stage.Number}   or   {Workspace.Command} hint {stage.Number}"
            : $"{Workspace.Command} watch   or   dotnet test {stage.Tests}{(result.IsThorough ? " -e KATAS_THOROUGH=1" : "")}");
        if (stage.Number == 1 && rows.All(row => row.Report.Result.IsUnwritten))
            Add("Or", $"{Workspace.Command} watch 2   no stage needs another one, and stage 2 is the easiest to begin with.");
        AddThoroughRound();
        return next;
    }

    /// <summary>Says in a sentence what to do about a result that is not done.</summary>
    public static string What(Stage stage, Result result, Standing standing) => result switch
    {
        { Failure: { } failure } => $"Stage {stage.Number}: {failure.Message}",
        { IsRight: false } when standing.Law is { Failure: var failure } law =>
            $"Stage {stage.Number}, {Where(result, standing)}. "
            + (Result.IsUnwrittenLaw(failure) ? $"Write {Unwritten(failure!)}." : $"Make this law hold: {law.Sentence}."),
        { IsSlow: true } => SpeedAdvice.Of(stage, result)!,
        { IsUnwritten: true } => $"Stage {stage.Number}, {standing.Words}. Write {new Stub(stage).FirstMember}.",
        _ => $"{stage}.",
    };

    /// <summary>Says where in a stage a result is broken: in which task, or in the thorough round.</summary>
    public static string Where(Result result, Standing standing) => result.IsThorough ? "in the thorough round" : standing.Words;

    /// <summary>Draws a share of a whole as a bar of so many characters.</summary>
    public static string Bar(int part, int whole, int width)
    {
        // full when all is done, not sooner
        int full = whole == 0 ? 0 : part == whole ? width : Math.Min(width * part / whole, width - 1);
        return $"[green]{new string('█', full)}[/][grey]{new string('░', width - full)}[/]";
    }

    private static Markup Row(Stage stage, Report report, int width)
    {
        int title = Math.Clamp(width - 34, 6, WidestTitle), bar = Math.Min(width - 58, WidestBar);
        Result result = report.Result;
        (string color, string state) = State(report);
        string count = result.Total == 0 ? "" : $"{result.Passed} of {result.Total}";
        string share = bar < 4 ? "" : Bar(result.Passed, result.Total, bar) + "  ";
        return new($"  {stage.Number}  {Cut(stage.Title, title).EscapeMarkup()}  {share}{count,8}  [{color}]{state.EscapeMarkup()}[/]");
    }

    /// <summary>Says in a word or two how far a stage is, and in which colour.</summary>
    public static (string Color, string Text) State(Report report) => report switch
    {
        { Phase: Phase.Waiting } => ("grey", "waiting"),
        { Phase: Phase.Building } => ("blue", "building"),
        { Phase: Phase.Running } => ("blue", "running"),
        { Phase: Phase.Racing } => ("blue", "racing"),
        { Result.Failure: { } failure } => ("red", failure.Word),
        { Result: { IsDone: true, IsThorough: true } } => ("green", "done, thoroughly"),
        { Result.IsDone: true } => ("green", "done"),
        { Result.IsSlow: true } => ("yellow", "right, slow"),
        { Result.IsUnwritten: true } => ("grey", "not begun"),
        { Result.Hangs: true } => ("red", "never ends"),
        { Result.IsOutOfMemory: true } => ("red", "out of memory"),
        { Result: var result } => ("yellow", $"{result.Total - result.Passed} to go"),
    };

    /// <summary>Takes the member out of "Not written yet. Write NaiveMatmul.Multiply in katas/...".</summary>
    private static string Unwritten(string failure) => failure.Split("Write ") is [_, var rest, ..] ? rest.Split(' ')[0] : "the stub";

    private static string Cut(string text, int width) => text.Length <= width ? text.PadRight(width) : text[..(width - 1)] + "…";
}
