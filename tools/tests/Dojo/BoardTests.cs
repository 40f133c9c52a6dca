using Katas.Dojo;

namespace Katas.Tests;

public sealed class BoardTests
{
    private static readonly IReadOnlyList<Stage> Stages = TemporaryRepository.Real.Stages;

    private static readonly Law Holds = new("X", "It holds", null), Fails = new("X", "It fails", "Broken law: It fails."),
        Unwritten = new("X", "It fails",
            "Not written yet. Write Elementwise.Add in katas/3-Elementwise/Elementwise.cs; README.md beside it explains how.");

    private static readonly (Stage, Report)[] Rows =
    [
        (Stages[0], Report.Of(new Result(2, [Holds, Holds]))),
        (Stages[1], Report.Of(new Result(3, [Holds, Fails, Fails]))),
        (Stages[2], Report.Of(new Result(2, [Unwritten, Unwritten]))),
        (Stages[3], Report.Of(new(0, [],
            new("does not compile", "error CS1002: ; expected", "katas/4-FrobeniusNorm/FrobeniusNorm.cs, line 11, column 3")))),
        (Stages[4], Report.Of(new(5, [Holds],
            new("stack overflow", "Stack overflow in the law \"X\": a method calls itself forever.")))),
        (Stages[5], new(Phase.Running, new Result(61, [Holds]))),
        (Stages[6], Report.Of(null)),
    ];

    [Fact]
    public void Each_stage_has_its_count_and_its_state()
    {
        string[] lines = Plain.Text(Board.Draw(Rows, 80)).Split('\n');
        lines.Length.ShouldBeGreaterThanOrEqualTo(7);
        string[] ends = ["2 of 2  done", "1 of 3  2 to go", "0 of 2  not begun", "does not compile", "1 of 5  stack overflow",
            "1 of 61  running", "waiting"];
        for (int i = 0; i < ends.Length; i++)
            lines[i].TrimEnd().ShouldEndWith(ends[i]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Each_stage_stays_on_its_line_in_any_terminal(int width)
    {
        string[] lines = Plain.Text(Board.Draw(Rows, width), width).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(7);
        lines.ShouldAllBe(line => line.Length <= width);
    }

    [Fact]
    public void A_bar_is_full_only_when_all_laws_hold()
    {
        Board.Bar(199, 200, 10).Count(letter => letter == '█').ShouldBe(9);
        Board.Bar(200, 200, 10).Count(letter => letter == '█').ShouldBe(10);
        Board.Bar(0, 0, 10).Count(letter => letter == '█').ShouldBe(0);
    }

    [Theory]
    [InlineData(1, "task 1 of 3: Check the shapes. Make this law hold: It fails.", "katas/2-NaiveMatmul/NaiveMatmul.cs",
        "dotnet test tests/2-NaiveMatmul")]
    [InlineData(2, "task 1 of 4: Add. Write Elementwise.Add.", "katas/3-Elementwise/README.md", "dotnet test tests/3-Elementwise")]
    [InlineData(3, "error CS1002: ; expected", "katas/4-FrobeniusNorm/FrobeniusNorm.cs, line 11, column 3",
        "dotnet test tests/4-FrobeniusNorm")]
    [InlineData(4, "Stack overflow in the law", "katas/5-VectorizedMatmul/VectorizedMatmul.cs", "dotnet test tests/5-VectorizedMatmul")]
    public void The_first_stage_that_is_not_done_is_next(int stage, params string[] texts)
    {
        string next = Plain.Text(Board.DrawNext([Rows[0], Rows[stage]]), 120);
        foreach (string text in texts)
            next.ShouldContain(text);
    }

    [Fact]
    public void A_stage_that_is_right_and_slow_is_told_the_way_to_go()
    {
        Result result = new(1, [Holds]) { Speeds = [new(2, 0.8, 0.7), new(3, 0.3, 0.7)] };
        (result.IsRight, result.IsDone).ShouldBe((true, false));
        (Stage, Report) row = (Stages[6], Report.Of(result));
        Plain.Text(Board.Draw([row], 80)).TrimEnd().ShouldEndWith("1 of 1  right, slow");
        foreach (string shown in new[] { Plain.Text(Board.DrawNext([row]), 900),
            Plain.Text(WatchScreen.Body(Stages[6], row.Item2, new(null, 0, null, []), 900), 900) })
            shown.ShouldContain("Stage 7 is right, and has the speed of rows as vectors. The next step is task 3, a tile in registers: ");
    }

    [Fact]
    public void A_stage_that_is_done_says_whether_it_holds_in_the_thorough_round()
    {
        Result done = new(1, [Holds]), thorough = new(2, [Holds, Holds]) { IsThorough = true };
        (Stage, Report) once = (Stages[1], Report.Of(done)), twice = (Stages[2], Report.Of(thorough));
        string[] lines = Plain.Text(Board.Draw([once, twice], 80)).TrimEnd().Split('\n');
        lines[0].TrimEnd().ShouldEndWith("1 of 1  done");
        lines[1].TrimEnd().ShouldEndWith("2 of 2  done, thoroughly");
        foreach ((Stage, Report)[] rows in ((Stage, Report)[][])[[twice, once], [once, Rows[2]]])
            Plain.Text(Board.DrawNext(rows), 120).ShouldContain("watch 2 runs the thorough round of stage 2,");
        Plain.Text(Board.DrawNext([twice]), 120).ShouldNotContain("thorough");
    }

    [Fact]
    public void A_stage_that_breaks_a_law_of_the_thorough_round_is_not_right()
    {
        Result result = new(2, [Holds, Fails]) { IsThorough = true };
        result.IsRight.ShouldBeFalse();
        (Stage, Report) row = (Stages[1], Report.Of(result));
        Plain.Text(Board.Draw([row], 80)).TrimEnd().ShouldEndWith("1 of 2  1 to go");
        string next = Plain.Text(Board.DrawNext([row]), 120);
        next.ShouldContain("Stage 2, in the thorough round. Make this law hold: It fails.");
        next.ShouldContain("dotnet test tests/2-NaiveMatmul -e KATAS_THOROUGH=1");
    }

    [Fact]
    public void A_stub_that_is_untouched_is_not_begun_without_a_run()
    {
        (Stage, Report) row = (Stages[2], Report.Of(Result.Nothing));
        Plain.Text(Board.Draw([row], 80)).TrimEnd().ShouldEndWith("not begun");
        Plain.Text(Board.DrawNext([row]), 120).ShouldContain("task 1 of 4: Add. Write Elementwise.Add.");
    }

    [Fact]
    public void Where_nothing_is_begun_the_easiest_stage_is_named_as_well()
    {
        (Stage, Report)[] rows = [.. Stages.Select(stage => (stage, Report.Of(Result.Nothing)))];
        Plain.Text(Board.DrawNext(rows), 120).ShouldContain("watch 2   no stage needs another one");
        rows[2].Item2 = Report.Of(new(1, [Fails]));
        Plain.Text(Board.DrawNext(rows), 120).ShouldNotContain("no stage needs another one");
    }

    [Fact]
    public void When_all_are_done_it_says_so() => Plain.Text(Board.DrawNext([Rows[0]])).ShouldContain("All stages are done.");
}
