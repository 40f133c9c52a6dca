using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Katas.Dojo;

/// <summary>Asks git, where there is one.</summary>
public static class Git
{
    private const int MostVersions = 100;

    /// <summary>Gets the contents that a file had in its commits, from the newest; none where there is no git, or no repository.</summary>
    public static async IAsyncEnumerable<string> VersionsOf(string path, string root)
    {
        string? commits = await Run(root, "log", $"--max-count={MostVersions}", "--format=%H", "--", path);
        foreach (string commit in (commits ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (await Run(root, "show", $"{commit}:./{path}") is { } content)
                yield return content;
    }

    private static async Task<string?> Run(string root, params string[] arguments)
    {
        try
        {
            BufferedCommandResult result = await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(root)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            return result.IsSuccess ? result.StandardOutput.ReplaceLineEndings("\n") : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
