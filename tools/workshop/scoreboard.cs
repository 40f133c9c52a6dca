#:project ../dojo/Dojo.csproj
#:property PublishAot=false

// dotnet run tools/workshop/scoreboard.cs FOLDER: runs this repository's tests on the katas of every clone in a folder, and shows who is
// how far. The code of each clone is copied into a repository of our own, where the dojo's test runner checks it; what nobody changed is
// not run again.

using System.Net;
using Katas;
using Katas.Dojo;
using Spectre.Console;

if (args is not [var participants])
{
    Console.Error.WriteLine(
        "dotnet run tools/workshop/scoreboard.cs FOLDER, where FOLDER has one clone of this repository for each participant");
    return 2;
}
if (!Directory.Exists(participants))
{
    Console.Error.WriteLine($"There is no folder {Path.GetFullPath(participants)}.");
    return 2;
}
IAnsiConsole console = TerminalConsole.Open();
string board = Path.Combine(Repository.Root, "artifacts", "scoreboard");
Workspace work = Workspace.Copy(Path.Combine(board, "repository"), Stage.All);
string[] clones = [.. Directory.GetDirectories(participants).Order(StringComparer.Ordinal)];
List<(string Name, Result[] Results)> rows = [];
await console.Progress().StartAsync(async progress =>
{
    ProgressTask task = progress.AddTask("Testing", maxValue: clones.Length * work.Stages.Count);
    foreach (string clone in clones)
    {
        Result[] results = new Result[work.Stages.Count];
        void Set(Stage stage, Result result)
        {
            results[stage.Number - 1] = result;
            task.Increment(1);
        }
        List<Stage> begun = [];
        foreach (Stage stage in work.Stages)
            if (!CopyKata(clone, stage))
                Set(stage, Result.Nothing with { Failure = new("missing", $"There is no katas/{stage.Folder} with code in it.") });
            else if (new Stub(stage).IsUntouched)
                Set(stage, Result.Nothing);
            else
                begun.Add(stage);
        await TestRunner.RunAll(begun, again: false, races: false, (stage, report) =>
        {
            if (report.Phase == Phase.Known)
                Set(stage, report.Result);
        }, CancellationToken.None);
        rows.Add((Path.GetFileName(clone), results));
    }
});

Table table = new Table().Border(TableBorder.Simple).AddColumn("stage");
foreach (string heading in work.Stages.Select(stage => $"{stage.Number}").Append("laws"))
    table.AddColumn(heading, column => column.NoWrap().RightAligned().PadLeft(0));
foreach ((string name, Result[] results) in rows)
    table.AddRow([Markup.Escape(name), .. results.Select(result => $"[{Color(result)}]{Markup.Escape(Text(result))}[/]"),
        $"{results.Sum(result => result.Passed)}"]);
console.Write(table);
string page = Path.Combine(board, "index.html");
File.WriteAllText(page, Page(work.Stages, rows));
Console.WriteLine($"The same as a web page: {page}");
return 0;

// Replaces the code of a stage with that of a clone; tells whether the clone has any.
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

// How many of a stage's laws somebody's code obeys; or, in a word, why not all could be tried.
static string Text(Result result) => result switch
{
    { Failure: { } failure } => failure.Word,
    { Total: 0 } => "-",
    _ => $"{result.Passed}/{result.Total}",
};

static string Color(Result result) => result switch
{
    { Failure: not null } => "red",
    { Passed: 0 } => "grey",
    { IsRight: true } => "green",
    _ => "yellow",
};

static string Page(IEnumerable<Stage> stages, IEnumerable<(string Name, Result[] Results)> rows) => $$"""
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
    {{string.Join('\n', rows.Select(row => Row(row.Name, row.Results)))}}
    </table>
    </html>
    """;

static string Row(string name, Result[] results) =>
    $"<tr><th>{WebUtility.HtmlEncode(name)}</th>{string.Concat(results.Select(Cell))}<td>{results.Sum(result => result.Passed)}</td></tr>";

static string Cell(Result result)
{
    string reason = $"{result.Failure?.Place} {result.Failure?.Message}".Trim();
    return $"<td class=\"{Color(result)}\" title=\"{WebUtility.HtmlEncode(reason)}\">{WebUtility.HtmlEncode(Text(result))}</td>";
}
