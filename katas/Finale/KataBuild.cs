using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Katas.Finale;

/// <summary>Builds the learner's katas, each by itself, so that one that does not compile stands in no other's way.</summary>
internal static partial class KataBuild
{
    /// <summary>Builds, and returns the compiler's first complaint about each stage that does not compile, by its folder.</summary>
    /// <exception cref="FinaleException">The build did not come as far as the compiler.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(CancellationToken cancellation)
    {
        string project = Path.Combine(Repository.Root, "katas", "Finale", "Finale.csproj");
        using Process build = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["msbuild", project, "-t:BuildKatas", "-p:Solved=false", "-nologo", "-v:quiet", "-clp:ErrorsOnly"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        })!;
        string output = await build.StandardOutput.ReadToEndAsync(cancellation);
        await build.WaitForExitAsync(cancellation);

        Dictionary<string, string> errors = FirstErrors(output);
        return build.ExitCode == 0 || errors.Count > 0 ? errors : throw new FinaleException($"The katas could not be built:\n{output.Trim()}");
    }

    /// <summary>Finds the first error of each kata in what the build has printed.</summary>
    internal static Dictionary<string, string> FirstErrors(string output) => Error().Matches(output)
        .GroupBy(error => error.Groups["folder"].Value, error => $"{error.Groups["text"].Value.TrimEnd('.')}, in line {error.Groups["line"]} of {error.Groups["file"]}")
        .ToDictionary(errors => errors.Key, errors => errors.First());

    [GeneratedRegex(@"^\s*(?:.*[/\\])?(?<file>[^/\\]+)\((?<line>\d+),\d+\): error \w+: (?<text>.+) \[.*katas[/\\](?<folder>\d-\w+)[/\\]", RegexOptions.Multiline)]
    private static partial Regex Error();
}
