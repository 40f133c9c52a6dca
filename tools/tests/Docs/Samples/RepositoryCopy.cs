using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>A copy of the repository, with the companion as it is built, in which a test plays the learner.</summary>
public sealed class RepositoryCopy : IDisposable
{
    private static readonly Regex Stub = new(@"throw new NotImplementedException\(\s*""[^""]*""\)");

    public RepositoryCopy()
    {
        foreach (string folder in Directory.GetDirectories(Repository.Root))
            if (Path.GetFileName(folder) is not (".git" or "artifacts"))
                CopyFolder(folder, Path.Combine(Root, Path.GetFileName(folder)));
        foreach (string file in Directory.GetFiles(Repository.Root))
            if (Path.GetFileName(file) != ".git")
                File.Copy(file, Path.Combine(Root, Path.GetFileName(file)));
        CopyFolder(AppContext.BaseDirectory, Path.Combine(Root, "artifacts", "companion"));
    }

    public string Root { get; } = Repository.ResolveLinks(Directory.CreateTempSubdirectory("katas-").FullName);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Brings the stubs back as new files. Copied ones would keep their time, and a build would not compile them again.</summary>
    public void Reset()
    {
        foreach (Stage stage in Stage.All)
            File.WriteAllText(Path.Combine(Root, stage.Kata), File.ReadAllText(stage.At(stage.Kata)));
    }

    /// <summary>Writes a kata's solution into the kata, with a mistake if one is given: what replaces what.</summary>
    public void Solve(Stage stage, string right = "", string wrong = "")
    {
        string code = File.ReadAllText(Path.Combine(Root, stage.Solution));
        if (right != "")
            code.ShouldContain(right);
        File.WriteAllText(Path.Combine(Root, stage.Kata), right == "" ? code : code.Replace(right, wrong));
    }

    /// <summary>Writes an expression into a kata of one member.</summary>
    public void Write(Stage stage, string expression)
    {
        string file = Path.Combine(Root, stage.Kata);
        File.WriteAllText(file, Stub.Replace(File.ReadAllText(file), expression));
    }

    /// <summary>Runs the companion.</summary>
    public string Companion(string arguments) => Run($"dotnet artifacts/companion/Dojo.dll {arguments}");

    /// <summary>Runs a command in the copy, or in another folder.</summary>
    /// <returns>What it prints, with the folder left out of paths.</returns>
    public string Run(string command, string? folder = null)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using Process process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder ?? Root,
            RedirectStandardOutput = true,
            Environment = { ["KATAS_SEED"] = "2005542669", ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["Solved"] = null },
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.ReplaceLineEndings("\n").Replace(folder ?? Root, "...");
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
