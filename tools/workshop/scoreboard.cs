#:package Microsoft.CodeAnalysis.CSharp
#:package Spectre.Console
#:property PublishAot=false

// dotnet run tools/workshop/scoreboard.cs FOLDER: runs this repository's tests on the katas of every clone in a folder, and shows who is how far.
// The tests are built once. A kata is compiled for them here, and its result kept under the hash of its code: what nobody changed is not run again.

using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Spectre.Console;

if (args is not [var participants] || !Directory.Exists(participants))
{
    Console.Error.WriteLine("dotnet run tools/workshop/scoreboard.cs FOLDER, where FOLDER has one clone of this repository for each participant");
    return 2;
}
string repository = Path.GetFullPath(Path.Combine(Folder(), "..", "..")), board = Path.Combine(repository, "artifacts", "scoreboard");
Stage[] stages = [.. Directory.GetDirectories(Path.Combine(repository, "katas"), "?-*").Order(StringComparer.Ordinal).Select(folder => new Stage(Path.GetFileName(folder), repository))];
Directory.CreateDirectory(board);

using (Process build = Process.Start("dotnet", ["build", Path.Combine(repository, "Katas.sln"), "-p:Solved=false", "--nologo", "--verbosity", "quiet"]))
{
    build.WaitForExit();
    if (build.ExitCode != 0)
        return build.ExitCode;
}

var clones = Directory.GetDirectories(participants).Order(StringComparer.Ordinal).Select(path => (Name: Path.GetFileName(path), Katas: Path.Combine(path, "katas"))).ToArray();
var scores = clones.ToDictionary(clone => clone.Name, _ => new Score[stages.Length]);
await AnsiConsole.Progress().StartAsync(async progress =>
{
    ProgressTask task = progress.AddTask("Testing", maxValue: clones.Length * stages.Length);
    var cells = clones.SelectMany(clone => stages.Select((stage, s) => (clone, stage, s)));
    await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (cell, _) =>
    {
        scores[cell.clone.Name][cell.s] = await cell.stage.Test(cell.clone.Katas, board);
        task.Increment(1);
    });
});

Table table = new Table().Border(TableBorder.Simple).AddColumn("stage");
foreach (string heading in stages.Select(stage => stage.Name[..1]).Append("laws"))
    table.AddColumn(heading, column => column.NoWrap().RightAligned().PadLeft(0));
foreach ((string name, Score[] row) in clones.Select(clone => (clone.Name, scores[clone.Name])))
    table.AddRow([Markup.Escape(name), .. row.Select(score => $"[{score.Color}]{Markup.Escape(score.Text)}[/]"), $"{row.Sum(score => score.Passed)}"]);
AnsiConsole.Write(table);
string page = Path.Combine(board, "index.html");
File.WriteAllText(page, Html.Page(stages, clones.Select(clone => (clone.Name, scores[clone.Name]))));
Console.WriteLine($"The same as a page: {page}");
return 0;

static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

/// <summary>How many of a stage's laws somebody's code obeys; or, in a word and in a sentence, why no law could be tried.</summary>
internal sealed record Score(int Passed, int Total, string Trouble = "", string Reason = "")
{
    public string Text => Trouble != "" ? Trouble : $"{Passed}/{Total}";

    public string Color => this switch
    {
        { Trouble: not "" } => "red",
        { Passed: 0 } => "grey",
        _ when Passed == Total => "green",
        _ => "yellow",
    };
}

internal sealed class Stage(string folder, string repository)
{
    private static readonly TimeSpan limit = TimeSpan.FromMinutes(2);
    private static readonly CSharpCompilationOptions options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
    private static readonly SyntaxTree usings = CSharpSyntaxTree.ParseText(string.Concat(
        ((string[])["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"])
        .Select(name => $"global using {name};")) + "[assembly: System.Reflection.AssemblyVersion(\"1.0.0.0\")]");
    private static readonly MetadataReference[] platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) + Path.DirectorySeparatorChar == RuntimeEnvironment.GetRuntimeDirectory())
            .Select(file => MetadataReference.CreateFromFile(file))];
    private static readonly Dictionary<string, Task<Score>> running = [];

    private readonly string program = Path.Combine(repository, "artifacts", "learner", "bin", "tests", folder, "release");

    public string Name { get; } = folder;

    private string Kata => Name[2..];

    /// <summary>Tests what stands in katas/N-Stage of a clone; code that was tested before is not tested again.</summary>
    public Task<Score> Test(string katas, string board)
    {
        string sources = Path.Combine(katas, Name);
        if (!Directory.Exists(sources) || Directory.GetFiles(sources, "*.cs") is [])
            return Task.FromResult(new Score(0, 0, "missing", $"There is no katas/{Name} with code in it."));
        string[] code = [.. Directory.GetFiles(sources, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        byte[] laws = [.. File.ReadAllBytes(Path.Combine(program, Kata + ".Tests.dll")), .. File.ReadAllBytes(Path.Combine(program, "Support.dll"))];
        string id = $"{Name}-{Convert.ToHexStringLower(SHA256.HashData([.. laws, .. Encoding.UTF8.GetBytes(string.Join('\0', code))]))[..16]}";
        lock (running)
            return running.TryGetValue(id, out Task<Score>? task) ? task : running[id] = Task.Run(() => Run(code, Path.Combine(board, id)));
    }

    private async Task<Score> Run(string[] code, string folder)
    {
        string report = folder + ".json";
        if (!File.Exists(report))
        {
            Directory.CreateDirectory(folder);
            foreach (string file in Directory.GetFiles(program))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            try
            {
                if (Compile(code, folder) is { } error)
                    return new(0, 0, "error", error);
                if (!await Finishes(folder, report))
                    return new(0, 0, "no end", $"Stopped after {limit.TotalSeconds} seconds.");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        if (!File.Exists(report))
            return new(0, 0, "crash", "The test program ended without a report; a stack overflow does that.");
        JsonNode summary = JsonNode.Parse(await File.ReadAllTextAsync(report))!["results"]!["summary"]!;
        return new((int)summary["passed"]!, (int)summary["tests"]!);
    }

    private string? Compile(string[] code, string folder)
    {
        MetadataReference[] foundation = [.. ((string[])["Foundation", "Razorvine.Pickle"]).Select(name => MetadataReference.CreateFromFile(Path.Combine(folder, name + ".dll")))];
        CSharpCompilation kata = CSharpCompilation.Create(Kata, [usings, .. code.Select(text => CSharpSyntaxTree.ParseText(text))], [.. platform, .. foundation], options);
        using FileStream library = File.Create(Path.Combine(folder, Kata + ".dll"));
        return kata.Emit(library).Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)?.ToString();
    }

    private async Task<bool> Finishes(string folder, string report)
    {
        using Process tests = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(folder, Kata + ".Tests.dll"), "-result-ctrf", report, "-reporter", "silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        tests.OutputDataReceived += (_, _) => { };
        tests.ErrorDataReceived += (_, _) => { };
        tests.BeginOutputReadLine();
        tests.BeginErrorReadLine();
        using CancellationTokenSource stop = new(limit);
        try
        {
            await tests.WaitForExitAsync(stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            tests.Kill(entireProcessTree: true);
            return false;
        }
    }
}

internal static class Html
{
    public static string Page(Stage[] stages, IEnumerable<(string Name, Score[] Scores)> rows) => $$"""
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
        <tr><th></th>{{string.Concat(stages.Select(stage => $"<th>{stage.Name}</th>"))}}<th>laws</th></tr>
        {{string.Join('\n', rows.Select(row => $"<tr><th>{Text(row.Name)}</th>{string.Concat(row.Scores.Select(Cell))}<td>{row.Scores.Sum(score => score.Passed)}</td></tr>"))}}
        </table>
        </html>
        """;

    private static string Cell(Score score) => $"<td class=\"{score.Color}\" title=\"{Text(score.Reason)}\">{Text(score.Text)}</td>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
