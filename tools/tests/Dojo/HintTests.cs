using Katas.Dojo;

namespace Katas.Tests;

public sealed class HintTests
{
    private const string Lesson = """
        # 2. Naive matmul

        ## Your task

        ### 1. Refuse what is `no` matrix.

        Laws: A matrix of rank 3 is refused · Sizes that do not
        fit are refused

        <details><summary>Hint: the idea</summary>

        Look at the rank.

        ## No heading

        </details>
        <details><summary>Hint: the shape</summary>

        ```csharp
        if (...)
            throw ...;
        ```

        </details>

        ### 2. Three loops

        1. No task.

        Laws: Each element is a row of A times a column of B

        <details><summary>Hint: the idea</summary>

        i, j, k.

        </details>

        ## Run

        ### No task
        """;

    public static TheoryData<string> Stages => [.. TemporaryRepository.Real.Stages.Select(stage => stage.Folder)];

    [Fact]
    public void A_lesson_is_read_by_tasks()
    {
        Lesson lesson = Dojo.Lesson.Parse(Lesson.ReplaceLineEndings("\n"));
        lesson.Tasks.Select(task => task.Title).ShouldBe(["Refuse what is `no` matrix", "Three loops"]);
        lesson.Tasks.Select(task => task.Laws.Count).ShouldBe([2, 1]);
        lesson.Tasks.Select(task => task.Hints.Count).ShouldBe([2, 1]);
        lesson.Tasks[0].Hints[1].ShouldBe(
            new(1, "Hint: the shape", "```csharp\nif (...)\n    throw ...;\n```"));
        lesson.TaskOf(new("X", "Sizes that do not fit are refused", "Broken"))!.Title.ShouldBe("Refuse what is `no` matrix");
        lesson.TaskOf(new("X", "Each element is a row of A times a column of B", "Broken"))!.Title.ShouldBe("Three loops");
        lesson.TaskOf(new("X", "A law of no task", "Broken"))!.Title.ShouldBe("Refuse what is `no` matrix");
    }

    [Theory]
    [InlineData("2", "NaiveMatmul", "Mismatched matrices are refused", "Check the shapes")]
    [InlineData("2", "NaiveMatmul", "Multiplying by the identity changes nothing", "Fill it with three loops")]
    [InlineData("6", "BroadcastingShape", "Any law", "`Shape`")]
    [InlineData("4", "FrobeniusNormByLoops", "The order of the elements does not matter", "`ByLoops`")]
    [InlineData("4", "FrobeniusNormByElementwise", "The order of the elements does not matter", "`ByElementwise`")]
    [InlineData("4", "FrobeniusNormByElementwiseContract", "A tensor that is not a matrix is refused", "`ByElementwise`")]
    public void A_law_leads_to_its_task(string stage, string subject, string sentence, string task) =>
        Dojo.Lesson.Of(TemporaryRepository.Real.Find(stage)).TaskOf(new(subject, sentence, "Broken"))!.Title.ShouldContain(task);

    [Theory, MemberData(nameof(Stages))]
    public void The_hints_of_a_task_come_one_at_a_time_in_order_and_then_no_more(string folder)
    {
        using TemporaryRepository copy = new($"katas/{folder}");
        Stage stage = copy.Workspace.Stages.Single();
        IReadOnlyList<LessonTask> tasks = Dojo.Lesson.Of(stage).Tasks;
        tasks.Sum(task => task.Hints.Count).ShouldBe(File.ReadAllText(stage.At(stage.LessonPath)).Split("<summary>Hint:").Length - 1);
        tasks.ShouldAllBe(task => task.Hints.Count > 0);
        List<Hint> given = [];
        foreach (LessonTask task in tasks)
            foreach (Hint hint in task.Hints)
            {
                hint.Markdown.ShouldNotBeEmpty();
                // a new object each time, as each is a new run of the program
                new Hints(stage, Dojo.Lesson.Of(stage)).Next([task]).ShouldBe(hint);
                given.Add(hint);
                new Hints(stage, Dojo.Lesson.Of(stage)).Given.ShouldBe(given);
            }
        foreach (LessonTask task in tasks)
            new Hints(stage, Dojo.Lesson.Of(stage)).Next([task]).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Stages))]
    public void A_hint_loses_nothing_of_its_code(string folder)
    {
        foreach (Hint hint in Dojo.Lesson.Of(TemporaryRepository.Real.Find(folder)).Tasks.SelectMany(task => task.Hints))
        {
            string drawn = Plain.Text(MarkdownText.Draw(hint.Markdown), width: 300);
            foreach (string line in hint.Markdown.Split("```").Where((_, part) => part % 2 == 1)
                .SelectMany(code => code.Split('\n').Skip(1)))
                drawn.ShouldContain(line.TrimEnd());
        }
    }

    [Fact]
    public void A_damaged_file_begins_with_the_first_hint()
    {
        using TemporaryRepository copy = new("katas/2-NaiveMatmul");
        Stage stage = copy.Workspace.Stages.Single();
        string path = copy.Workspace.At("artifacts/dojo/hints/2-NaiveMatmul.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "no number\n-1\n1000\n");
        Lesson lesson = Dojo.Lesson.Of(stage);
        Hints hints = new(stage, lesson);
        hints.Given.ShouldBeEmpty();
        hints.Next(lesson.Tasks).ShouldBe(hints.All[0]);
        Plain.Text(HintScreen.DrawAll(stage, hints, hints.Given), 200).ShouldContain("(1 of 3)");
    }

    [Fact]
    public void A_hint_is_drawn_without_the_marks_of_Markdown()
    {
        string drawn = Plain.Text(MarkdownText.Draw("""
            Take `x` from [stage *2*](../2-NaiveMatmul/README.md#1-check), or **ask**
            [NumPy](https://numpy.org).

            - one
            - two &lt; three

            ```csharp
            if (a < b)
                return [x];
            ```
            """), width: 80);
        drawn.ReplaceLineEndings("\n").TrimEnd().ShouldBe("""
              Take x from stage 2, or ask NumPy (https://numpy.org).

              - one
              - two < three

                if (a < b)
                    return [x];
            """.ReplaceLineEndings("\n"), StringCompareShould.IgnoreLineEndings);
    }
}
