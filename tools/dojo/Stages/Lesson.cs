using System.Globalization;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;

namespace Katas.Dojo;

/// <summary>
/// A hint, as its lesson words it: the number of its task, its summary, and what is inside, in Markdown.
/// </summary>
public sealed record Hint(int Task, string Summary, string Markdown);

/// <summary>
/// One of the tasks of a lesson: its number and title, the laws that it turns green, as sentences, and its hints, each giving away more.
/// </summary>
public sealed record LessonTask(int Number, string Title, IReadOnlyList<string> Laws, IReadOnlyList<Hint> Hints);

/// <summary>
/// What the dojo reads in a lesson: its tasks, each below a numbered heading of level 3, and their hints. The answer to a question is none.
/// </summary>
public sealed partial record Lesson(IReadOnlyList<LessonTask> Tasks)
{
    private const string HintSummary = "Hint:";

    /// <summary>Reads the lesson of a stage; it has no tasks if the file is not there.</summary>
    public static Lesson Of(Stage stage)
    {
        try
        {
            return Parse(File.ReadAllText(stage.At(stage.LessonPath)));
        }
        catch (IOException)
        {
            return new([]);
        }
    }

    public static Lesson Parse(string text)
    {
        text = text.ReplaceLineEndings("\n");
        Reader reader = new(text);
        foreach (Block block in Markdown.Parse(text))
            reader.Read(block);
        return new(reader.Tasks);
    }

    /// <summary>
    /// Tells whether an item of a line of laws means a law: by its sentence, or as <c>all of `Class*`</c> for its test class.
    /// </summary>
    public static bool Means(string item, Law law) => MeansClass(item, law) || MeansLaw(item, law);

    /// <summary>
    /// Finds the task that a law belongs to: the one that means all laws of its class, or else the law itself, or else all others. A law of
    /// no task belongs to the first with hints.
    /// </summary>
    public LessonTask? TaskOf(Law law) =>
        Tasks.FirstOrDefault(task => task.Laws.Any(item => MeansClass(item, law)))
        ?? Tasks.FirstOrDefault(task => task.Laws.Any(item => MeansLaw(item, law)))
        ?? Tasks.FirstOrDefault(task => task.Laws.Contains(LessonLaws.AllOthers))
        ?? Tasks.FirstOrDefault(task => task.Hints.Count > 0);

    private static bool MeansClass(string item, Law law) => LessonLaws.MeansClass(item, law.Subject);

    private static bool MeansLaw(string item, Law law) => LessonLaws.MeansLaw(item, law.Sentence);

    /// <summary>Goes through the blocks of a lesson in order, and collects the tasks, their laws and their hints.</summary>
    private sealed class Reader(string text)
    {
        private int number;                // of the task
        private List<string> laws = [];
        private List<Hint> hints = [];
        private string? summary;           // of the details that are open
        private int content;               // where in the text these begin

        public List<LessonTask> Tasks { get; } = [];

        public void Read(Block block)
        {
            string source = text.Substring(block.Span.Start, block.Span.Length);
            if (block is HtmlBlock)
                ReadDetails(source, block.Span.Start);
            else if (summary is not null)
                return;   // within details, headings and laws are none
            else if (block is HeadingBlock { Level: <= 3 })
                BeginTask(TaskHeading().Match(source));
            else if (block is ParagraphBlock && source.StartsWith(LessonLaws.Label, StringComparison.Ordinal))
                laws.AddRange(LessonLaws.ItemsOf(source));
        }

        private void BeginTask(Match heading)
        {
            (laws, hints) = ([], []);   // what follows a heading without a number belongs to no task
            if (!heading.Success)
                return;
            number = int.Parse(heading.Groups["number"].Value, CultureInfo.InvariantCulture);
            Tasks.Add(new(number, heading.Groups["title"].Value, laws, hints));
        }

        private void ReadDetails(string html, int start)
        {
            foreach (Match tag in DetailsTag().Matches(html))
            {
                if (tag.Groups["summary"].Success)
                {
                    summary = tag.Groups["summary"].Value;
                    content = start + tag.Index + tag.Length;
                    continue;
                }
                if (summary?.StartsWith(HintSummary, StringComparison.Ordinal) == true)
                    hints.Add(new(number, summary, text[content..(start + tag.Index)].Trim()));
                summary = null;
            }
        }
    }

    [GeneratedRegex(@"^### (?<number>\d+)\. (?<title>.+?)\.?$")]
    private static partial Regex TaskHeading();

    [GeneratedRegex(@"<details>\s*<summary>(?<summary>.*?)</summary>|</details>", RegexOptions.Singleline)]
    private static partial Regex DetailsTag();
}
