using System.ComponentModel;
using System.Text;
using CliWrap;

namespace Katas.Dojo;

/// <summary>
/// Runs <c>dotnet</c> with some arguments, apart from the terminal: it cannot read the user's keys, nor write over the screen.
/// </summary>
public static class DotnetProcess
{
    /// <summary>How much of a line is kept; a learner's code may print for ever without ending it.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>Gets the path of the dotnet that runs this program, which need not be in the PATH.</summary>
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own
        : "dotnet";

    /// <summary>Passes on each line of output as it comes. On cancellation ends the process and all that it started, and throws.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserError">There is no dotnet.</exception>
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

        try
        {
            CommandResult result = await Cli.Wrap(Host)
                .WithArguments(arguments)
                .WithWorkingDirectory(folder)
                .WithEnvironmentVariables(variables)
                .WithStandardOutputPipe(PipeTarget.Create((output, end) => ReadLines(output, hear, end)))
                .WithStandardErrorPipe(PipeTarget.Create((output, end) => ReadLines(output, hearError, end)))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(cancel);
            return result.ExitCode;
        }
        catch (Win32Exception)
        {
            throw new UserError($"\"{Host}\" cannot be started. Is the .NET SDK installed, and its folder in the PATH?");
        }
    }

    /// <summary>Passes on lines as they come, of each no more than a million characters.</summary>
    internal static async Task ReadLines(Stream output, Action<string> hear, CancellationToken cancel)
    {
        using StreamReader reader = new(output, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        char[] letters = new char[4096];
        StringBuilder line = new();
        while (await reader.ReadAsync(letters, cancel) is > 0 and var count)
            for (int i = 0; i < count; i++)
                if (letters[i] == '\n')
                {
                    hear(line.ToString().TrimEnd('\r'));
                    line.Clear();
                }
                else if (line.Length < LongestLine)
                    line.Append(letters[i]);
        if (line.Length > 0)
            hear(line.ToString());
    }
}
