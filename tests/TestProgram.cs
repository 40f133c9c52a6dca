using FsCheck.Xunit;
using Katas.Tests;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

[assembly: ConsoleOnError]
[assembly: TestCollectionOrderer(typeof(LessonOrder)), TestClassOrderer(typeof(LessonOrder))]
[assembly: Properties(Arbitrary = [typeof(Inputs)])]

namespace Katas.Tests;

/// <summary>
/// The entry point of every test program, instead of the one that xUnit generates: under `dotnet test`, a supervisor runs the tests in a
/// process of their own.
/// </summary>
internal static class TestProgram
{
    private static Task<int> Main(string[] args) =>
        Supervisor.IsNeeded(args) ? Supervisor.Run(args)
        : args.Contains("--server") ? RunForPlatform(args)
        : RunInConsole(args);

    private static Task<int> RunForPlatform(string[] args) =>
        TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);

    private static Task<int> RunInConsole(string[] args) => ConsoleRunner.Run(args);
}
