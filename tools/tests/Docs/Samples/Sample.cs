using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>
/// What a command prints, as a document shows it: the block of text below the comment <c>&lt;!-- sample: name --&gt;</c>. With
/// KATAS_SNAPSHOTS=1 it is written anew.
/// </summary>
/// <param name="Name">The name in the comment.</param>
/// <param name="Differs">What differs from one run to the next, and is not compared.</param>
internal sealed record Sample(string Name, params Regex[] Differs)
{
    /// <summary>A time: <c>(1s 618ms)</c>, <c>duration: 6s 725ms</c>.</summary>
    public static readonly Regex Times = new(@"(\d+h )?(\d+m )?(\d+s )?\d+ms");

    /// <summary>A number, with its fraction, and the spaces that align it.</summary>
    public static readonly Regex Numbers = new(@" *\d+(\.\d+)?");

    /// <summary>A bar of any length, and the spaces after it.</summary>
    public static readonly Regex Bars = new(@"[█▉▊▋▌▍▎▏░]+ *");

    /// <summary>Compares a run with what the document shows, or writes it there.</summary>
    public void ShouldShow(string output)
    {
        output = string.Join('\n', output.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
        (string file, string text, Group block) = Find();
        if (Environment.GetEnvironmentVariable("KATAS_SNAPSHOTS") == "1")
            File.WriteAllText(file, text[..block.Index] + output + "\n" + text[(block.Index + block.Length)..]);
        else
            Comparable(block.Value.TrimEnd('\n')).ShouldBe(Comparable(output),
                $"{file} shows another \"{Name}\"; KATAS_SNAPSHOTS=1 writes it anew");
    }

    private string Comparable(string text) => Differs.Aggregate(text, (text, differs) => differs.Replace(text, " ... "));

    private (string File, string Text, Group Block) Find()
    {
        Regex shown = new($@"<!-- sample: {Name} -->\n+```text\n(.*?)```", RegexOptions.Singleline);
        (string File, string Text, Group Block)[] found =
        [
            .. from document in Document.All
               let file = Path.Combine(Repository.Root, document.Name)
               let text = File.ReadAllText(file).ReplaceLineEndings("\n")
               from match in shown.Matches(text)
               select (file, text, match.Groups[1]),
        ];
        return found is [var only] ? only
            : throw new InvalidOperationException($"{found.Length} documents show the sample \"{Name}\"; it should be one.");
    }
}
