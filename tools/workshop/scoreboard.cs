#:project ../dojo/Dojo.csproj
#:property PublishAot=false

// dotnet run tools/workshop/scoreboard.cs FOLDER: runs this repository's tests on the katas of every clone in a folder, and shows who is
// how far.
// The code of each clone is copied into a repository of our own, where the dojo's test runner checks it; what nobody changed is not run
// again.

using System.Net;
using Katas;
using Katas.Dojo;
using Katas.Finale;
using Spectre.Console;

if (args is not [var participants] || !Directory.Exists(participants))
{
    Console.Error.WriteLine(
        "dotnet run tools/workshop/scoreboard.cs FOLDER, where FOLDER has one clone of this repository for each participant");
    return 2;
}
IAnsiConsole console = TerminalConsole.Open();
string board = Path.Combine(Repository.Root, "artifacts", "scoreboard");
Workspace work = Workspace.Copy(Path.Combine(board, "repository"), Stage.All);
string[] clones = [.. Directory.GetDirectories(participants).Order(StringComparer.Ordinal)];
List<(string Name, Score[] Scores)> rows = [];
await console.Progress().StartAsync(async progress =>
{
    ProgressTask task = progress.AddTask("Testing", maxValue: clones.Length * work.Stages.Count);
    foreach (string clone in clones)
    {
        Score[] scores = new Score[work.Stages.Count];
        void Set(Stage stage, Score score)
        {
            scores[stage.Number - 1] = score;
            task.Increment(1);
        }
        List<Stage> begun = [];
        foreach (Stage stage in work.Stages)
            if (!CopyKata(clone, stage))
                Set(stage, new(0, 0, "missing", $"There is no katas/{stage.Folder} with code in it."));
            else if (new Stub(stage).IsUntouched)
                Set(stage, new(0, 0));
            else
                begun.Add(stage);
        await TestRunner.RunAll(begun, again: false, races: false, (stage, report) =>
        {
            if (report.Phase == Phase.Known)
                Set(stage, new(report.Result.Passed, report.Result.Total, report.Result.Failure?.Word
                    ?? "", $"{report.Result.Failure?.Place} {report.Result.Failure?.Message}".Trim()));
        }, CancellationToken.None);
        rows.Add((Path.GetFileName(clone), scores));
    }
});

Table table = new Table().Border(TableBorder.Simple).AddColumn("stage");
foreach (string heading in work.Stages.Select(stage => $"{stage.Number}").Append("laws"))
    table.AddColumn(heading, column => column.NoWrap().RightAligned().PadLeft(0));
foreach ((string name, Score[] scores) in rows)
    table.AddRow([Markup.Escape(name), .. scores.Select(score => $"[{score.Color}]{Markup.Escape(score.Text)}[/]"),
        $"{scores.Sum(score => score.Passed)}"]);
console.Write(table);
string page = Path.Combine(board, "index.html");
File.WriteAllText(page, Html.Page(work.Stages, rows));
Console.WriteLine($"The same as a web page: {page}");
return 0;

// Puts the code of a clone in the place of what stands in our repository for it; tells whether there is any.
static bool CopyKata(string clone, Stage stage)
{
    string from = Path.Combine(clone, "katas", stage.Folder), to = stage.At($"katas/{stage.Folder}");
    string[] files = Directory.Exists(from) ? Directory.GetFiles(from, "*.cs", SearchOption.AllDirectories) : [];
    foreach (string old in Directory.GetFiles(to, "*.cs", SearchOption.AllDirectories))
        File.Delete(old);
    foreach (string file in files)
    {
        string copy = Path.Combine(to, Path.GetRelativePath(from, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllBytes(copy, File.ReadAllBytes(file));   // and not its time, which a build compares
    }
    return files.Length > 0;
}

/// <summary>How many of a stage's laws somebody's code obeys; or, in a word and in a sentence, why not all could be tried.</summary>
internal sealed record Score(int Passed, int Total, string Trouble = "", string Reason = "")
{
    public string Text => this switch
    {
        { Trouble: not "" } => Trouble,
        { Total: 0 } => "-",
        _ => $"{Passed}/{Total}",
    };

    public string Color => this switch
    {
        { Trouble: not "" } => "red",
        { Passed: 0 } => "grey",
        _ when Passed == Total => "green",
        _ => "yellow",
    };
}

internal static class Html
{
    public static string Page(IEnumerable<Stage> stages, IEnumerable<(string Name, Score[] Scores)> rows) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Scoreboard</title>
        <style>
          :root { color-scheme: light dark; font: 1rem system-ui, sans-serif }
          table { border-collapse: separate; border-spacing: 3px }
          th { text-align: left; font-weight: 500; padding: .2rem .6rem; white-space: nowrap }
          td { text-align: center; padding: .2rem .6rem; border-radius: 4px; font-variant-numeric: tabular-nums }
          .green { background: #1a7f37; color: white }
          .yellow { background: #d4a72c; color: black }
          .red { background: #cf222e; color: white }
          .grey { color: gray }
        </style>
        <h1>Scoreboard</h1>
        <p>Laws obeyed, {{DateTime.Now:yyyy-MM-dd HH:mm}}. Hover over a red cell for the reason.</p>
        <table>
        <tr><th></th>{{string.Concat(stages.Select(stage => $"<th>{stage.Folder}</th>"))}}<th>laws</th></tr>
        {{string.Join('\n', rows.Select(row => Row(row.Name, row.Scores)))}}
        </table>
        </html>
        """;

    private static string Row(string name, Score[] scores) =>
        $"<tr><th>{Text(name)}</th>{string.Concat(scores.Select(Cell))}<td>{scores.Sum(score => score.Passed)}</td></tr>";

    private static string Cell(Score score) => $"<td class=\"{score.Color}\" title=\"{Text(score.Reason)}\">{Text(score.Text)}</td>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
