namespace Katas.Tests;

/// <summary>
/// The figures in tables of the lessons are those of the benchmark's results, for the processor that the lesson links to.
/// </summary>
public sealed class FigureTests
{
    private static readonly Dictionary<string, string> names = new()
    {
        ["stage 5"] = "5 VectorizedMatmul",
        ["times as fast with the copy"] = "5 VectorizedMatmul | the same without its copy",
    };

    [Fact]
    public void The_ladder_of_lesson_7_is_as_it_was_measured()
    {
        string[][] lesson = Table("katas/7-SimdMatmul/README.md", "| billions of operations a second"),
            results = Table(Results("katas/7-SimdMatmul"), "| | 5x784x10 | 1000x784x128 | 256");
        lesson.Length.ShouldBe(9);
        foreach (string[] row in lesson[2..])
        {
            string name = names.GetValueOrDefault(row[0], $"7 {row[0]}");
            string[] measured = results.Single(other => other[0] == name);
            for (int i = 1; i < row.Length; i++)
                row[i].ShouldBe(measured[Array.IndexOf(results[0], Shape(lesson[0][i]))], $"{row[0]}, {lesson[0][i]}");
        }
    }

    [Fact]
    public void The_gain_of_lesson_5_is_as_it_was_measured()
    {
        string[][] lesson = Table("katas/5-VectorizedMatmul/README.md", "| (M, K) times (K, N) |"),
            results = Table(Results("katas/5-VectorizedMatmul"), "| ours | theirs | input |");
        for (int i = 1; i < lesson[2].Length; i++)
            lesson[2][i].ShouldBe(results.Single(row => $"{row[0]} | {row[1]}" == names[lesson[2][0]] && row[2] == Shape(lesson[0][i]))[3]);
    }

    /// <summary>Writes 256³ and 5 × 784 × 10 as results do.</summary>
    private static string Shape(string text) =>
        text.EndsWith('³') ? $"{text[..^1]}x{text[..^1]}x{text[..^1]}" : text.Replace(" × ", "x");

    /// <summary>Finds the results that a lesson links to.</summary>
    private static string Results(string lesson) =>
        Document.All.Single(document => document.Name == $"{lesson}/README.md").Links
            .Single(link => link.StartsWith("../../tools/benchmarks/results/", StringComparison.Ordinal))["../../".Length..].Split('#')[0];

    /// <summary>Reads the table that begins with a line, cell by cell.</summary>
    private static string[][] Table(string document, string head) =>
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, document))
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];
}
