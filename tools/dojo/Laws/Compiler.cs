using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>Builds the test programs of stages, one build for all of them.</summary>
public static partial class Compiler
{
    /// <summary>The word for a build that failed for another reason than the learner's code.</summary>
    public const string Failed = "does not build";

    private sealed record Error(string? File, int Line, int Column, string Code, string Text, string? Project);

    /// <summary>Builds, and tells what keeps a stage from running, if anything does.</summary>
    public static async Task<Func<Stage, Obstacle?>> Build(Workspace repository, IReadOnlyList<Stage> stages, CancellationToken cancel)
    {
        using FileStream one = await OneBuildAtATime(repository, cancel);
        foreach (Stage stage in stages)   // compiled in any case: by its time alone, a build takes an older version that was copied back for unchanged
            File.Delete(Compiled(stage));
        string filter = repository.Remembered("Stages.slnf");
        await File.WriteAllTextAsync(filter, Filter(stages), cancel);
        List<Error> errors = [];
        List<string> output = [];
        // Never cancelled: a build that is killed while it copies leaves half a file, which the next build takes for a whole one.
        (int exitCode, _) = await Child.Run(repository.Root, ["build", filter, "--nologo", "-v", "quiet", "-clp:NoSummary", "-p:Solved=false"], line =>
        {
            output.Add(line);
            if (Parse(line) is { } error)
                errors.Add(error);
        }, CancellationToken.None);

        return stage =>
        {
            bool Is(Error error, Stage of) => error.Project?.Contains(of.Folder, StringComparison.Ordinal) == true;
            Error? error = errors.FirstOrDefault(error => Is(error, stage)) ?? errors.FirstOrDefault(error => !repository.Stages.Any(other => Is(error, other)));
            return error is not null ? new(error.Code.StartsWith("CS", StringComparison.Ordinal) ? "does not compile" : Failed, $"error {error.Code}: {error.Text}", Place(repository, error))
                : exitCode != 0 && errors.Count == 0 ? new(Failed, $"dotnet build ended with exit code {exitCode}. {output.FirstOrDefault()}".TrimEnd())
                : null;
        };
    }

    private static string Compiled(Stage stage)
    {
        string folder = stage.Workspace.At($"artifacts/learner/obj/katas/{stage.Folder}/release");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{stage.Name}.dll");
    }

    /// <summary>Waits while another dojo in another terminal builds.</summary>
    private static async Task<FileStream> OneBuildAtATime(Workspace repository, CancellationToken cancel)
    {
        Directory.CreateDirectory(repository.Remembered(""));
        while (true)
        {
            try
            {
                return new(repository.Remembered("build.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100, cancel);
            }
        }
    }

    /// <summary>Writes a solution filter: Katas.sln without all that these stages do not need.</summary>
    private static string Filter(IEnumerable<Stage> stages) => JsonSerializer.Serialize(new
    {
        solution = new { path = @"..\..\Katas.sln", projects = stages.Select(stage => $@"tests\{stage.Folder}\{stage.Name}.Tests.csproj") },
    });

    private static string? Place(Workspace repository, Error error) => error.File is null ? null
        : $"{Path.GetRelativePath(repository.Root, Path.Combine(repository.Root, error.File)).Replace('\\', '/')}, line {error.Line}, column {error.Column}";

    private static Error? Parse(string line)
    {
        Match match = ErrorLine().Match(line);
        if (!match.Success)
            return null;
        string? Group(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
        int Number(string name) => int.TryParse(Group(name), CultureInfo.InvariantCulture, out int number) ? number : 0;
        return new(Group("file"), Number("line"), Number("column"), match.Groups["code"].Value, match.Groups["text"].Value, Group("project"));
    }

    [GeneratedRegex(@"^\s*(?:(?<file>.+?)\((?<line>\d+),(?<column>\d+)\)|.*?)\s*: error (?<code>\w+)\s*: (?<text>.*?)(?: \[(?<project>[^\]]+)\])?$")]
    private static partial Regex ErrorLine();
}
