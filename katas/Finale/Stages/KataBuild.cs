using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Katas.Finale;

/// <summary>
/// Why a stage does not build: the compiler's first error or, if <paramref name="IsCode"/> is false, what else went wrong.
/// </summary>
public sealed record BuildFailure(bool IsCode, string Message, string? File = null, int Line = 0, int Column = 0);

/// <summary>
/// Builds learners' code: the katas of some stages or their tests, in one build, where one that fails stands in no other's way.
/// </summary>
public static class KataBuild
{
    private static readonly Regex ErrorLine =
        new(@"^\s*(?:(?<file>.+?)\((?<line>\d+),(?<column>\d+)\)|.*?)\s*: error (?<code>\w+)\s*: (?<text>.*?)"
            + @"(?: \[(?<project>[^\]]+)\])?$");
    private static readonly Regex BuiltLine = new(@"^\s*(\S+) -> ");

    private sealed record Error(string? File, int Line, int Column, string Code, string Text, string? Project);

    /// <summary>Builds katas/N-Stage of each stage.</summary>
    /// <returns>What keeps a stage from being built; null if nothing does.</returns>
    public static Task<Func<Stage, BuildFailure?>> Katas(IReadOnlyList<Stage> stages, CancellationToken cancel) =>
        Run(stages, stage => $"katas/{stage.Folder}/{stage.Name}.csproj", _ => { }, cancel);

    /// <summary>Builds tests/N-Stage of each stage, and tells of each as soon as it is built.</summary>
    /// <returns>What keeps a stage from being built; null if nothing does.</returns>
    public static Task<Func<Stage, BuildFailure?>> Tests(IReadOnlyList<Stage> stages, Action<Stage> built, CancellationToken cancel) =>
        Run(stages, stage => $"tests/{stage.Folder}/{stage.Name}.Tests.csproj", built, cancel);

    private static async Task<Func<Stage, BuildFailure?>> Run(
        IReadOnlyList<Stage> stages, Func<Stage, string> project, Action<Stage> built, CancellationToken cancel)
    {
        string root = stages[0].Root, folder = Path.Combine(root, "artifacts", "dojo"), filter = Path.Combine(folder, "Stages.slnf");
        Directory.CreateDirectory(folder);
        using FileStream one = await OneBuildAtATime(Path.Combine(folder, "build.lock"), cancel);
        foreach (Stage stage in stages)
            DeleteCompiled(stage);
        await File.WriteAllTextAsync(filter, JsonSerializer.Serialize(new
        {
            solution = new { path = @"..\..\Katas.sln", projects = stages.Select(stage => project(stage).Replace('/', '\\')) },
        }), cancel);

        List<Error> errors = [];
        List<string> output = [];
        // Never cancelled: a build that is killed while it copies leaves half a file, which the next build takes for a whole one.
        int exitCode = await DotnetProcess.Run(root,
            ["build", filter, "--nologo", "-v", "minimal", "--tl:off", "-clp:NoSummary", "-p:Solved=false"], line =>
        {
            output.Add(line);
            if (Parse(line) is { } error)
                errors.Add(error);
            else if (BuiltLine.Match(line) is { Success: true, Groups: [_, var name] }
                && stages.FirstOrDefault(stage => $"{stage.Name}.Tests" == name.Value) is { } stage)
                built(stage);
        }, _ => { }, CancellationToken.None);

        return stage =>
        {
            bool Is(Error error, Stage of) => error.Project?.Contains($"{of.Folder}", StringComparison.Ordinal) == true;
            Error? error = errors.FirstOrDefault(error => Is(error, stage))
                ?? errors.FirstOrDefault(error => !Stage.All.Any(other => Is(error, other)));
            return error is not null
                ? new(error.Code.StartsWith("CS", StringComparison.Ordinal), $"error {error.Code}: {error.Text}", PathOf(root, error),
                    error.Line, error.Column)
                : exitCode != 0 && errors.Count == 0
                    ? new(false, $"dotnet build ended with exit code {exitCode}. {output.FirstOrDefault()}".TrimEnd())
                : null;
        };
    }

    /// <summary>
    /// Has the kata compiled in any case: by its time alone, a build takes an older version that was copied back for unchanged.
    /// </summary>
    private static void DeleteCompiled(Stage stage)
    {
        string compiled = stage.At($"artifacts/learner/obj/katas/{stage.Folder}/release/{stage.Name}.dll");
        if (File.Exists(compiled))
            File.Delete(compiled);
    }

    /// <summary>Waits while another program in another terminal builds.</summary>
    private static async Task<FileStream> OneBuildAtATime(string path, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100, cancel);
            }
        }
    }

    private static string? PathOf(string root, Error error) =>
        error.File is null ? null : Path.GetRelativePath(root, Path.Combine(root, error.File)).Replace('\\', '/');

    private static Error? Parse(string line)
    {
        Match match = ErrorLine.Match(line);
        if (!match.Success)
            return null;
        string? Group(string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;
        int Number(string name) => int.TryParse(Group(name), CultureInfo.InvariantCulture, out int number) ? number : 0;
        return new(Group("file"), Number("line"), Number("column"), match.Groups["code"].Value, match.Groups["text"].Value,
            Group("project"));
    }
}
