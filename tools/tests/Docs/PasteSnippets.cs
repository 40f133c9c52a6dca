using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// A build task, which MSBuild compiles: copies C# files, and puts code of the documents in the place of comments. A comment such as
/// <c>// katas/2-NaiveMatmul/README.md: 2. Make the result</c> names a section, and ends in <c>, block 2</c> if only one of its blocks of
/// C# code is meant; <c>// katas/6-Broadcasting/Broadcasting.cs: Dimensions</c> names a method that a stub has already. The compiler
/// reports an error in such code at its line in the document.
/// </summary>
public sealed class PasteSnippets : Task
{
    private static readonly Regex Place = new Regex(@"^\s*// (?<document>\S+\.(md|cs)): (?<section>.+?)(, block (?<block>\d+))?$");

    private readonly Dictionary<string, List<Block>> documents = new Dictionary<string, List<Block>>();

    [Required]
    public string Root { get; set; }

    [Required]
    public ITaskItem[] Files { get; set; }

    [Required]
    public string Folder { get; set; }

    public override bool Execute()
    {
        Directory.CreateDirectory(Folder);
        foreach (string file in Files.Select(item => item.GetMetadata("FullPath")))
            File.WriteAllLines(Path.Combine(Folder, Path.GetFileNameWithoutExtension(file) + ".g.cs"), Paste(file));
        return !Log.HasLoggedErrors;
    }

    private IEnumerable<string> Paste(string file)
    {
        yield return "#nullable enable";
        yield return "#line 1 \"" + file + "\"";
        int number = 0;
        foreach (string line in File.ReadAllLines(file))
        {
            number++;
            Match place = Place.Match(line);
            if (!place.Success)
            {
                yield return line;
                continue;
            }
            foreach (Block block in Find(place, file, number))
            {
                yield return "#line " + block.Line + " \"" + Path.Combine(Root, place.Groups["document"].Value) + "\"";
                foreach (string code in block.Code)
                    yield return code;
            }
            yield return "#line " + (number + 1) + " \"" + file + "\"";
        }
    }

    private List<Block> Find(Match place, string file, int line)
    {
        string document = place.Groups["document"].Value, section = place.Groups["section"].Value;
        List<Block> blocks = Blocks(document), found = blocks.FindAll(block => block.Section == section);
        if (place.Groups["block"].Success)
            found = found.Skip(int.Parse(place.Groups["block"].Value) - 1).Take(1).ToList();
        if (found.Count == 0)
            Log.LogError("docs", "DOCS1", "", file, line, 0, 0, 0, "{0} has no such C# code. The sections that have some: {1}",
                document, string.Join(" | ", blocks.GroupBy(block => block.Section).Select(blocksOfOne =>
                    blocksOfOne.Count() == 1 ? blocksOfOne.Key : blocksOfOne.Key + " (" + blocksOfOne.Count() + " blocks)")));
        return found;
    }

    private List<Block> Blocks(string document)
    {
        if (documents.TryGetValue(document, out List<Block> known))
            return known;
        string[] lines = File.ReadAllLines(Path.Combine(Root, document));
        return documents[document] = document.EndsWith(".md", StringComparison.Ordinal) ? Snippets(lines) : Methods(lines);
    }

    /// <summary>Finds the fenced blocks of C# code, each with the heading above it.</summary>
    private static List<Block> Snippets(string[] lines)
    {
        List<Block> blocks = new List<Block>();
        string section = "", fence = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence == null ? line : null;
                if (fence == "```csharp")
                    blocks.Add(new Block { Section = section, Line = i + 2 });
            }
            else if (fence == "```csharp")
                blocks[blocks.Count - 1].Code.Add(line);
            else if (fence == null && line.StartsWith("#", StringComparison.Ordinal))
                section = line.TrimStart('#').Trim();
        }
        return blocks;
    }

    /// <summary>Finds the methods of a class that are not public, each with its name.</summary>
    private static List<Block> Methods(string[] lines)
    {
        List<Block> blocks = new List<Block>();
        for (int i = 0; i < lines.Length; i++)
        {
            Match method = Regex.Match(lines[i], @"^    (?:private|internal) static .*?(\w+)\(");
            if (!method.Success)
                continue;
            Block block = new Block { Section = method.Groups[1].Value, Line = i + 1 };
            blocks.Add(block);
            do
                block.Code.Add(lines[i]);
            while (lines[i++] != "    }");
        }
        return blocks;
    }

    private sealed class Block
    {
        public string Section;
        public int Line;
        public readonly List<string> Code = new List<string>();
    }
}
