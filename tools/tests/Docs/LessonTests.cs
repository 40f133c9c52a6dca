using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Tests;

/// <summary>A lesson says which laws each of its tasks turns green.</summary>
public sealed class LessonTests
{
    private static readonly Regex LineOfLaws = new(@"^Laws: (.+?)\n\n", RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex Spaces = new(@"\s+");

    private static readonly string katas = Path.Combine(Repository.Root, "katas");

    public static TheoryData<string> Stages => [.. Directory.GetDirectories(katas, "?-*").Select(folder => Path.GetFileName(folder))];

    /// <summary>A line of laws has sentences, "all of Some*" for classes that begin so, and once in a lesson "all others".</summary>
    [Theory, MemberData(nameof(Stages))]
    public void Every_law_belongs_to_exactly_one_task(string stage)
    {
        (string Class, string Law)[] laws = [.. Laws(stage)];
        string[] items = [.. from line in LineOfLaws.Matches(Text(stage))
                             from item in line.Groups[1].Value.Split('·')
                             select Spaces.Replace(item.Replace("`", ""), " ").Trim()];
        (string, string)[] claimed = [.. items.Where(item => item != "all others").SelectMany(item =>
            laws.Where(law => item.StartsWith("all of ", StringComparison.Ordinal) && item.EndsWith('*')
                ? law.Class.StartsWith(item["all of ".Length..^1], StringComparison.Ordinal) : law.Law == item) is var found && found.Any()
                    ? found : throw new InvalidOperationException($"{stage} has no law \"{item}\"."))];
        claimed.ShouldBeUnique();
        if (items.Contains("all others"))
            items.Count(item => item == "all others").ShouldBe(1);
        else
            laws.Except(claimed).ShouldBeEmpty();
    }

    private static string Text(string stage) => File.ReadAllText(Path.Combine(katas, stage, "README.md")).ReplaceLineEndings("\n");

    /// <summary>Reads the laws of a stage's test classes, inherited ones included, from the sources.</summary>
    private static IEnumerable<(string Class, string Law)> Laws(string stage)
    {
        ClassDeclarationSyntax[] classes = [.. from folder in (string[])[stage, "Support"]
            from file in Directory.GetFiles(Path.Combine(Repository.Root, "tests", folder), "*.cs", SearchOption.AllDirectories)
            from type in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            select type];
        return from type in classes
               where type.Identifier.Text.EndsWith("Tests", StringComparison.Ordinal)
               from law in Declared(type)
               select (type.Identifier.Text, law.Replace('_', ' '));

        IEnumerable<string> Declared(ClassDeclarationSyntax type) =>
            from ancestor in classes
            where ancestor == type || type.BaseList?.Types[0].Type.ToString() == ancestor.Identifier.Text
            from law in ancestor == type
                ? from method in type.Members.OfType<MethodDeclarationSyntax>()
                  where method.AttributeLists.Count > 0
                  select method.Identifier.Text
                : Declared(ancestor)
            select law;
    }
}
