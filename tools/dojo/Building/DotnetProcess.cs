using System.Text;
using CliWrap;

namespace Katas.Dojo;

/// <summary>
/// Runs <c>dotnet</c> with some arguments, apart from the terminal: it cannot read the user's keys, nor write over the screen.
/// </summary>
public static class DotnetProcess
{
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <summary>Passes on each line of output as it comes. On cancellation ends the process and all that it started, and throws.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string folder, IEnumerable<string> arguments, Action<string> hear, Action<string> hearError,
        CancellationToken cancel, Dictionary<string, string>? environment = null)
    {
        Dictionary<string, string?> variables = new()
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_CLI_FORCE_UTF8_ENCODING"] = "1",
            ["KATAS_PRINT"] = "1",
        };
        foreach (string inherited in Environment.GetEnvironmentVariables().Keys)
            if (inherited.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                variables[inherited] = null;   // a build of its own, even when a build started us
        foreach ((string name, string value) in environment ?? [])
            variables[name] = value;

        CommandResult result = await Cli.Wrap(Host)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(hear, Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(hearError, Encoding.UTF8))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancel);
        return result.ExitCode;
    }
}
