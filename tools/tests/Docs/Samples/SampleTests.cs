namespace Katas.Tests;

/// <summary>
/// The documents show what commands really print. That takes minutes, so with --explicit only. With KATAS_SNAPSHOTS=1 the samples are
/// written anew.
/// </summary>
public sealed class SampleTests : IClassFixture<RepositoryCopy>
{
    private readonly RepositoryCopy copy;

    public SampleTests(RepositoryCopy copy)
    {
        this.copy = copy;
        copy.Reset();
    }

    [Fact(Explicit = true)]
    public void The_first_red_run()
    {
        string[] lines = copy.Run("dotnet test tests/2-NaiveMatmul").Split('\n');
        int summary = Array.IndexOf(lines, "Test run summary: Failed!");
        new Sample("first-red", Sample.Times).ShouldShow(string.Join('\n', [.. lines[..7], "...", .. lines[summary..(summary + 3)]]));
    }

    [Fact(Explicit = true)]
    public void A_broken_law()
    {
        copy.Solve(Stage.NaiveMatmul, "k < inner;", "k < inner - 1;");
        string[] lines = copy.Run("dotnet test tests/2-NaiveMatmul --filter-method *Each_element_is_a_row*").Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains("Broken law: ", StringComparison.Ordinal));
        int last = Array.FindIndex(lines, line => line.Contains("replay", StringComparison.Ordinal));
        IEnumerable<string> report = lines[first..(last + 1)].Select(line => line.Length > 2 ? line[2..] : "");
        new Sample("broken-law").ShouldShow(string.Join('\n', report));
    }

    [Fact(Explicit = true)]
    public void The_solutions()
    {
        string[] lines = copy.Run("dotnet test -p:Solved=true", Repository.Root).Split('\n');
        lines.ShouldContain("Test run summary: Passed!");
        int counts = Array.FindIndex(lines, line => line.StartsWith("  total: ", StringComparison.Ordinal));
        new Sample("solved").ShouldShow(string.Join('\n', ["Test run summary: Passed!", .. lines[counts..(counts + 3)]]));
    }

    [Fact(Explicit = true)]
    public void The_board()
    {
        copy.Solve(Stage.NaiveMatmul);
        copy.Solve(Stage.Elementwise, "x < y", "x <= y");
        copy.Solve(Stage.VectorizedMatmul);
        new Sample("board", Sample.Numbers).ShouldShow(copy.Companion("--again"));
    }

    [Fact(Explicit = true)]
    public void A_race()
    {
        copy.Solve(Stage.NaiveMatmul);
        copy.Solve(Stage.VectorizedMatmul);
        copy.Companion("");
        new Sample("race", Sample.Numbers, Sample.Bars).ShouldShow(copy.Companion("race 5"));
    }

    [Fact(Explicit = true)]
    public void A_race_of_the_second_rung()
    {
        string rung = Path.Combine(copy.Root, "katas/7-SimdMatmul/RowVectors.cs");
        File.Copy(Path.Combine(copy.Root, "solutions/7-SimdMatmul/Rungs/RowVectors.cs"), rung);
        copy.Solve(Stage.VectorizedMatmul);
        copy.Write(Stage.SimdMatmul, "Rungs.RowVectors.Multiply(a, b)");
        copy.Companion("");
        new Sample("race-7", Sample.Numbers, Sample.Bars).ShouldShow(copy.Companion("race 7"));
        File.Delete(rung);
    }

    [Fact(Explicit = true)]
    public void The_finale()
    {
        string output = copy.Run("dotnet run --project katas/Finale -- --borrow", Repository.Root);
        new Sample("finale", Sample.Numbers, Sample.Bars).ShouldShow(output);
    }
}
