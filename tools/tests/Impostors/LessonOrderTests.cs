using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>The first law that fails belongs to the first task that is not done.</summary>
public sealed class LessonOrderTests
{
    [Fact]
    public void Laws_run_in_the_order_of_the_tasks()
    {
        LessonLaws lesson = new(File.ReadAllText(Stage.NaiveMatmul.At(Stage.NaiveMatmul.LessonPath)));
        string program = Path.Combine(Repository.Root, "artifacts", "solved", "bin", "tests", Stage.NaiveMatmul.Folder, "release");
        ProcessStartInfo start = new("dotnet", [Path.Combine(program, "NaiveMatmul.Tests.dll"), "-automated", "-noColor"])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        int?[] tasks =
        [
            .. from Match law in Regex.Matches(process.StandardOutput.ReadToEnd(),
                   """
                   "test-case-starting".*"TestClassSimpleName":"([^"]*)".*"TestMethodName":"([^"]*)"
                   """)
               select lesson.TaskOf(law.Groups[1].Value, law.Groups[2].Value),
        ];

        tasks.Length.ShouldBeGreaterThan(30);
        tasks.ShouldBeInOrder();
        tasks.Distinct().Count().ShouldBe(3);
    }
}
