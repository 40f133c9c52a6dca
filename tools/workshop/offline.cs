#:property PublishAot=false

// dotnet run tools/workshop/offline.cs FOLDER: makes a folder to carry on a stick, with a clone and every package that it needs.
// Who copies it needs the .NET SDK and no network.

using System.ComponentModel;
using System.Diagnostics;

if (args is not [var folder])
    return Fail("dotnet run tools/workshop/offline.cs FOLDER");
string repository = Path.GetFullPath("../..", (string)AppContext.GetData("EntryPointFileDirectoryPath")!), kit = Path.GetFullPath(folder),
    clone = Path.Combine(kit, "katas");
if (Path.Exists(clone))
    return Fail($"There is a {clone} already.");

Run("git", "clone", "--quiet", repository, clone);

// Two builds, and the companion, which the solution of the learners leaves out.
foreach (string project in (string[])["Katas.sln", "tools/dojo/Dojo.csproj"])
    foreach (string solved in (string[])["-p:Solved=false", "-p:Solved=true"])
        Restore(Path.Combine(clone, project), solved);
Directory.Delete(Path.Combine(clone, "artifacts"), recursive: true);

// NuGet reads the settings of all folders from here up to the root; so a clone in this one finds its packages, and looks for them nowhere
// else.
File.WriteAllText(Path.Combine(kit, "nuget.config"), """
    <configuration>
      <config>
        <add key="globalPackagesFolder" value="packages" />
      </config>
      <packageSources>
        <clear />
      </packageSources>
    </configuration>
    """);
Console.WriteLine($"{kit} is ready. To try it, copy it, switch the network off, and in its folder katas:");
Console.WriteLine("dotnet run tools/workshop/check.cs");
return 0;

void Restore(string project, string solved) =>
    Run("dotnet", "restore", project, solved, "--packages", Path.Combine(kit, "packages"), "--nologo", "--verbosity", "quiet");

static void Run(string program, params string[] args)
{
    try
    {
        using Process process = Process.Start(program, args);
        process.WaitForExit();
        if (process.ExitCode != 0)
            Environment.Exit(Fail($"{program} {string.Join(' ', args)} ended with {process.ExitCode}."));
    }
    catch (Win32Exception)
    {
        Environment.Exit(Fail($"{program} is needed, and cannot be started. Is it installed, and its folder in the PATH?"));
    }
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
