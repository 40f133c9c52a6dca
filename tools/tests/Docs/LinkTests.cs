namespace Katas.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.Name)];

    [Theory, MemberData(nameof(Documents))]
    public void Links_within_the_repository_lead_to_something(string name)
    {
        Document document = Document.All.Single(document => document.Name == name);
        document.Links.Where(link => !Uri.IsWellFormedUriString(link, UriKind.Absolute) && !Leads(document, link)).ShouldBeEmpty();
    }

    [Fact]
    public void There_are_links() => Document.All.SelectMany(document => document.Links).Count().ShouldBeGreaterThan(50);

    private static bool Leads(Document from, string link)
    {
        string[] parts = link.Split('#');
        string own = Path.Combine(Repository.Root, from.Name);
        string path = Path.GetFullPath(parts[0] == "" ? own : Path.Combine(own, "..", Uri.UnescapeDataString(parts[0])));
        if (parts is [_, var anchor])
            return Document.All.Any(document =>
                Path.GetFullPath(Path.Combine(Repository.Root, document.Name)) == path && document.Anchors.Contains(anchor));
        return path.StartsWith(Repository.Root, StringComparison.Ordinal) && (File.Exists(path) || Directory.Exists(path));
    }
}
