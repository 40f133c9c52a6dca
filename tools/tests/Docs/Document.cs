using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Katas.Tests;

/// <summary>A Markdown file of the repository, and what in it can be wrong.</summary>
public sealed class Document
{
    private static readonly Regex LinkInHtml = new("(?:src|href|srcset)=\"([^\"]+)\"");
    private static readonly Regex LineOfCommand = new(@"^([A-Z_]+=\S+ +)*(dotnet|bash) +\S");

    private static readonly MarkdownPipeline pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private readonly MarkdownDocument content;

    private Document(string file)
    {
        Name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        content = Markdown.Parse(File.ReadAllText(file), pipeline);
    }

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Document> All { get; } = [.. Fixtures.Files("*.md").Select(file => new Document(file))];

    /// <summary>Gets the path, relative to the repository, with slashes.</summary>
    public string Name { get; }

    /// <summary>Gets the targets of links and pictures, in Markdown or in HTML.</summary>
    public IEnumerable<string> Links =>
        content.Descendants<LinkInline>().Select(link => link.Url ?? "")
            .Concat(from html in Html from link in LinkInHtml.Matches(html) select link.Groups[1].Value);

    /// <summary>Gets what a link may name after #.</summary>
    public IEnumerable<string> Anchors => content.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id ?? "");

    /// <summary>Gets the lines that a reader may type: in code blocks, and within sentences.</summary>
    public IEnumerable<Command> Commands =>
        content.Descendants<CodeBlock>()
            .Where(block => block is not FencedCodeBlock { Info.Length: > 0 } fenced
                || fenced.Info is "sh" or "shell" or "console" or "powershell")
            .SelectMany(block => block.Lines.ToString().Split('\n'))
            .Concat(content.Descendants<CodeInline>().Select(code => code.Content))
            .Where(line => LineOfCommand.IsMatch(line))
            .Select(Command.Parse);

    /// <summary>Gets the C# code, block by block.</summary>
    public IEnumerable<string> Snippets =>
        content.Descendants<FencedCodeBlock>().Where(block => block.Info is "csharp").Select(block => block.Lines.ToString());

    public override string ToString() => Name;

    private IEnumerable<string> Html =>
        content.Descendants<HtmlInline>().Select(html => html.Tag)
            .Concat(content.Descendants<HtmlBlock>().Select(html => html.Lines.ToString()));
}
