#:property PublishAot=false

// dotnet run tools/workshop/check.cs: tells participants whether their machine is ready, in the order in which things can be missing. Needs
// no package.

using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

string repository = Path.GetFullPath("../..", (string)AppContext.GetData("EntryPointFileDirectoryPath")!);
(string Name, Func<string> Check)[] checks =
[
    (".NET SDK", () => Dotnet("--version").Output.Trim()),
    ("the data is whole", () => Checksum(Path.Combine(repository, "data", "mnist.pkl.gz"))),
    ("packages", () => Dotnet("restore", "Katas.sln", "--nologo") is (0, _) ? "restored" : throw new InvalidOperationException(
        "could not be restored. Without a network, use the folder that your workshop leader brought: "
        + "tools/workshop/README.md, \"Offline\".")),
    ("first red", FirstRed),
];

foreach ((string name, Func<string> check) in checks)
    try
    {
        Console.Write($"{name,-18} ");
        Console.WriteLine($"ok   {check()}");
    }
    catch (Win32Exception)
    {
        Console.WriteLine("NO   dotnet cannot be started. Is its folder in the PATH?");
        return 1;
    }
    catch (Exception e) when (e is InvalidOperationException or IOException)
    {
        Console.WriteLine($"NO   {e.Message}");
        return 1;
    }
Console.WriteLine("Your machine is ready.");
return 0;

// The file's SHA-256 is in data/README.md.
string Checksum(string file)
{
    string sum = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
    return File.ReadAllText(Path.Combine(repository, "data", "README.md")).Contains($"`{sum}`")
        ? $"SHA-256 {sum[..8]}..."
        : throw new InvalidOperationException("data/mnist.pkl.gz is not the file it should be. "
            + (Path.Exists(Path.Combine(repository, ".git"))
                ? "\"git checkout data/mnist.pkl.gz\" restores it."
                : "Copy it from a fresh download of the repository, or make it as data/README.md says."));
}

string FirstRed()
{
    string output = Dotnet("test").Output;
    int total = Number("total"), green = Number("succeeded");
    return total == 0
        ? throw new InvalidOperationException($"no test has run. This is what `dotnet test` said:\n\n{output}")
        : $"{total} laws, {green} of them green{(green == 0 ? ": nothing is written yet, and so it should be" : "")}";

    int Number(string key) =>
        Regex.Match(output, $@"^\s*{key}: (\d+)", RegexOptions.Multiline) is { Success: true, Groups: [_, var n] } ? int.Parse(n.Value) : 0;
}

(int ExitCode, string Output) Dotnet(params string[] args)
{
    ProcessStartInfo start = new("dotnet", args) { WorkingDirectory = repository, RedirectStandardOutput = true };
    start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";   // FirstRed reads the summary
    using Process dotnet = Process.Start(start)!;
    string output = dotnet.StandardOutput.ReadToEnd();
    dotnet.WaitForExit();
    return (dotnet.ExitCode, output);
}
