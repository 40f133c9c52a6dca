using Katas.Dojo;

namespace Katas.Tests;

public sealed class HintTests
{
    public static TheoryData<string> Stages => [.. TemporaryRepository.Real.Stages.Select(stage => stage.Folder)];

    [Theory]
    [MemberData(nameof(Stages))]
    public void The_hints_of_a_lesson_come_one_at_a_time_in_order_and_then_no_more(string folder)
    {
        using TemporaryRepository copy = new($"katas/{folder}", $"tools/dojo/stubs/{folder}");
        Stage stage = copy.Workspace.Stages.Single();
        List<Hint> given = [];
        while (new Hints(stage).Next() is { } hint)   // a new object each time, as each is a new run of the program
        {
            given.Add(hint);
            hint.Summary.ShouldStartWith($"Hint {given.Count}: ");
            hint.Markdown.ShouldNotBeEmpty();
            new Hints(stage).Seen.ShouldBe(given.Count);
        }
        given.Count.ShouldBeGreaterThanOrEqualTo(4);
        given.ShouldBe(stage.Lesson.Hints);
        new Hints(stage).StartOver();
        new Hints(stage).Next().ShouldBe(given[0]);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_hint_loses_nothing_of_its_code(string folder)
    {
        foreach (Hint hint in TemporaryRepository.Real.Find(folder).Lesson.Hints)
        {
            string drawn = Plain.Text(Markdown.Draw(hint.Markdown), width: 300);
            foreach (string line in hint.Markdown.Split("```").Where((_, part) => part % 2 == 1).SelectMany(code => code.Split('\n').Skip(1)))
                drawn.ShouldContain(line.TrimEnd());
        }
    }

    [Fact]
    public void Memory_that_is_damaged_begins_with_the_first_hint()
    {
        using TemporaryRepository copy = new("katas/2-NaiveMatmul", "tools/dojo/stubs/2-NaiveMatmul");
        Stage stage = copy.Workspace.Stages.Single();
        new Hints(stage).Next();
        File.WriteAllText(copy.Workspace.Remembered("hints/2-NaiveMatmul.txt"), "no number");
        new Hints(stage).Next().ShouldBe(stage.Lesson.Hints[0]);
    }
}
