using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Katas.Dojo;

/// <summary>
/// Why a stage does not build: the compiler's first error or, if <paramref name="IsCode"/> is false, what else went wrong.
/// </summary>
public sealed record BuildFailure(bool IsCode, string Message, string? File = null, int Line = 0, int Column = 0);

/// <summary>
/// Builds stages: the katas of some or their tests, and the solutions that these are raced against, in one build, where one that fails
/// does not keep another from being built. In a copy of the repository without solutions, the learner's own code takes their place.
/// </summary>
public static class KataBuild
{
    /// <summary>How long another build is waited for.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(1);

    private static readonly Regex ErrorLine =
        new(@"^\s*(?:(?<file>.+?)\((?<line>\d+),(?<column>\d+)\)|.*?)\s*: error (?<code>\w*)\s*: (?<text>.*?)"
            + @"(?: \[(?<project>[^\]]+)\])?$");
    private static readonly Regex BuiltLine = new(@"^\s*(\S+) -> ");

    private static int buildsUnderWay;

    /// <summary>Builds katas/N-Stage of some stages, and solutions/N-Stage of others.</summary>
    /// <returns>What keeps a stage from being built; null if nothing does.</returns>
    public static Task<Func<Stage, BuildFailure?>> Katas(
        IReadOnlyList<Stage> stages, IEnumerable<Stage> solutions, CancellationToken cancel) =>
        Run(stages, "katas", ".csproj", solutions, _ => { }, cancel);

    /// <summary>Builds tests/N-Stage of some stages, solutions/N-Stage of others, and tells of each test as soon as it is built.</summary>
    /// <returns>What keeps a stage from being built; null if nothing does.</returns>
    public static Task<Func<Stage, BuildFailure?>> Tests(
        IReadOnlyList<Stage> stages, IEnumerable<Stage> solutions, Action<Stage> built, CancellationToken cancel) =>
        Run(stages, "tests", ".Tests.csproj", solutions, built, cancel);

    private static async Task<Func<Stage, BuildFailure?>> Run(IReadOnlyList<Stage> stages, string tree, string ending,
        IEnumerable<Stage> solutions, Action<Stage> built, CancellationToken cancel)
    {
        string[] projects =
        [
            .. stages.Select(stage => $"{tree}/{stage.Folder}/{stage.Name}{ending}"),
            .. solutions.Select(stage => $"{(stage.HasSolution ? "solutions" : "katas")}/{stage.Folder}/{stage.Name}.csproj"),
        ];
        string root = stages.Concat(solutions).First().Root, folder = Path.Combine(root, "artifacts", "dojo");
        string filter = Path.Combine(folder, "Stages.slnf");
        Directory.CreateDirectory(folder);
        using FileStream one = await OneBuildAtATime(Path.Combine(folder, "build.lock"), cancel);
        foreach (Stage stage in stages)
            DeleteCompiled(stage);
        await File.WriteAllTextAsync(filter, JsonSerializer.Serialize(new
        {
            solution = new { path = @"..\..\Katas.sln", projects = projects.Distinct().Select(project => project.Replace('/', '\\')) },
        }), cancel);

        List<(string Project, BuildFailure Failure)> errors = [];
        List<string> output = [], errorOutput = [];
        void Hear(string line)
        {
            output.Add(line);
            if (ErrorLine.Match(line) is { Success: true } error)
                errors.Add((error.Groups["project"].Value, Describe(root, error)));
            else if (BuiltLine.Match(line) is { Success: true, Groups: [_, var name] }
                && stages.FirstOrDefault(stage => $"{stage.Name}.Tests" == name.Value) is { } stage)
                built(stage);
        }
        int exitCode;
        Interlocked.Increment(ref buildsUnderWay);
        try
        {
            // Never cancelled: a build that is killed while it copies leaves half a file, which the next build takes for a whole one.
            exitCode = await DotnetProcess.Run(root,
                ["build", filter, "--nologo", "-v", "minimal", "--tl:off", "-clp:NoSummary", "-p:Solved=false"],
                Hear, errorOutput.Add, CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref buildsUnderWay);
        }

        return stage =>   // its own error or else one of no stage
        {
            IEnumerable<BuildFailure> own = from error in errors where error.Project.Contains(stage.Folder) select error.Failure,
                shared = from error in errors where !Stage.All.Any(other => error.Project.Contains(other.Folder)) select error.Failure;
            if (own.Concat(shared).FirstOrDefault() is { } first)
                return first.IsCode ? Explain(stage, first) : first;
            return exitCode != 0 && errors.Count == 0
                ? new(false, $"dotnet build ended with exit code {exitCode}. {Reason(errorOutput, output)}".TrimEnd())
                : null;
        };
    }

    /// <summary>Waits for the builds of this program that are under way: when it ends, they lose their output and their lock.</summary>
    public static async Task LetEnd()
    {
        if (Volatile.Read(ref buildsUnderWay) > 0)
            Console.Error.WriteLine("Waiting for the build to end ...");
        while (Volatile.Read(ref buildsUnderWay) > 0)
            await Task.Delay(50);
    }

    /// <summary>
    /// Has the kata compiled in any case: by its time alone, a build takes an older version that was copied back for unchanged.
    /// </summary>
    private static void DeleteCompiled(Stage stage)
    {
        string compiled = BuildOutput.CompiledKata(stage);
        if (File.Exists(compiled))
            File.Delete(compiled);
    }

    /// <summary>Waits while another program in another terminal builds.</summary>
    private static async Task<FileStream> OneBuildAtATime(string path, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException e) when (IsSharingViolation(e))
            {
                if (Stopwatch.GetElapsedTime(start) > MostPatience)
                    throw new UserError($"Another program has been building for {MostPatience.TotalSeconds:0} seconds, and holds {path}. "
                        + "Is the companion at work in another terminal?");
                await Task.Delay(100, cancel);
            }
        }
    }

    /// <summary>Tells whether another program has the file open; a full disk, for example, is another matter.</summary>
    private static bool IsSharingViolation(IOException e)
    {
        const int windowsSharing = 32, windowsLock = 33, linuxWouldBlock = 11, macWouldBlock = 35;
        int code = e.HResult & 0xFFFF;
        return OperatingSystem.IsWindows() ? code is windowsSharing or windowsLock : code is linuxWouldBlock or macWouldBlock;
    }

    /// <summary>Gets the first lines of output: what is wrong with the SDK itself, it says on standard error.</summary>
    private static string Reason(IEnumerable<string> errorOutput, IEnumerable<string> output)
    {
        const int most = 10;
        IEnumerable<string> lines = errorOutput.Concat(output).Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("at ", StringComparison.Ordinal));
        return string.Join('\n', lines.Take(most));
    }

    /// <summary>Says what the learner did where the compiler finds an error elsewhere, in the tests.</summary>
    private static BuildFailure Explain(Stage stage, BuildFailure error)
    {
        if (!File.Exists(stage.At(stage.Kata)))
            return new(true, $"{stage.Kata} is missing. If you renamed it, give it its name back; otherwise "
                + $"{Workspace.Command} reset {stage.Number} puts the stub in its place.");
        bool isInTests = error.File?.StartsWith($"{stage.Tests}/", StringComparison.Ordinal) == true;
        return !isInTests ? error : error with
        {
            Message = $"{error.Message}\n\nThe tests call {stage.Type}.{string.Join(", ", stage.Members)}. Is everything that they call "
                + $"still public and static, in a public class {stage.Type}, with the parameters and the result that it had in the stub?",
        };
    }

    private static BuildFailure Describe(string root, Match error)
    {
        string Group(string name) => error.Groups[name].Value;
        bool isCode = Group("code").StartsWith("CS", StringComparison.Ordinal);
        string message = $"{$"error {Group("code")}".TrimEnd()}: {Group("text")}";
        string file = Path.GetRelativePath(root, Path.Combine(root, Group("file"))).Replace('\\', '/');
        return Group("file") is "" || file.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(file)   // the SDK's own
            ? new(isCode, message)
            : new(isCode, message, file,
                int.Parse(Group("line"), CultureInfo.InvariantCulture), int.Parse(Group("column"), CultureInfo.InvariantCulture));
    }
}
