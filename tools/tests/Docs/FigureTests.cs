namespace Katas.Tests;

/// <summary>
/// The figures in tables of the lessons are those of the benchmark's results, for the processor that the lesson links to.
/// </summary>
public sealed class FigureTests
{
    private const string Lesson7 = "katas/7-SimdMatmul/README.md", Head = "| billions of operations a second";

    private static readonly Dictionary<string, string> names = new()
    {
        ["times as fast with the copy"] = "5 VectorizedMatmul | the same without its copy",
    };

    /// <summary>The lesson has all rows of the results, at some of their shapes; with KATAS_SNAPSHOTS=1 they are written there.</summary>
    [Fact]
    public void The_ladder_of_lesson_7_is_as_it_was_measured()
    {
        string[][] lesson = Table(Lesson7, Head), results = Table(Results("katas/7-SimdMatmul"), "| | 5x784x10 | 1000x784x128 | 256");
        int[] columns = [.. lesson[0][1..].Select(shape => Array.IndexOf(results[0], Shape(shape)))];
        string measured = Lines(results[2..].Select(row => columns.Select(i => row[i])
            .Prepend(row[0].Replace("5 VectorizedMatmul", "stage 5").Replace("7 ", ""))));
        string shown = Lines(lesson[2..]);
        string file = Path.Combine(Repository.Root, Lesson7);
        if (Environment.GetEnvironmentVariable("KATAS_SNAPSHOTS") == "1")
            File.WriteAllText(file, File.ReadAllText(file).ReplaceLineEndings("\n").Replace(shown, measured));
        else
            shown.ShouldBe(measured, $"{Lesson7} shows another ladder; KATAS_SNAPSHOTS=1 writes it anew");
    }

    [Fact]
    public void The_gain_of_lesson_5_is_as_it_was_measured()
    {
        string[][] lesson = Table("katas/5-VectorizedMatmul/README.md", "| (M, K) times (K, N) |"),
            results = Table(Results("katas/5-VectorizedMatmul"), "| ours | theirs | input |");
        for (int i = 1; i < lesson[2].Length; i++)
            lesson[2][i].ShouldBe(results.Single(row => $"{row[0]} | {row[1]}" == names[lesson[2][0]] && row[2] == Shape(lesson[0][i]))[3]);
    }

    private static string Lines(IEnumerable<IEnumerable<string>> rows) =>
        string.Join('\n', rows.Select(row => $"| {string.Join(" | ", row)} |"));

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
