using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Tests;

/// <summary>
/// A solution has the public members of its stub, under the same doc comments, so that a learner's code fits after an upgrade. What a
/// solution says beyond the stub stands in its remarks.
/// </summary>
public sealed class SignatureTests
{
    public static TheoryData<string> Stubs =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "katas"), "?-*").SelectMany(stage => Directory.GetFiles(stage, "*.cs"))
            .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, "katas"), file).Replace('\\', '/'))];

    [Theory, MemberData(nameof(Stubs))]
    public void A_solution_declares_what_its_stub_declares_in_the_same_words(string file) =>
        Members($"katas/{file}").Except(Members($"solutions/{file}")).ShouldBeEmpty();

    [Fact]
    public void There_is_a_stub_for_every_stage() => Stubs.Count.ShouldBe(7);

    private static IEnumerable<string> Members(string file) =>
        from member in CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Repository.Root, file)))
            .GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
        where member.Modifiers.Any(SyntaxKind.PublicKeyword)
        select $"{DocComment(member)} {Signature(member)}";

    private static string Signature(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => $"{method.ReturnType} {method.Identifier}{method.TypeParameterList}{method.ParameterList}",
        TypeDeclarationSyntax type => $"{type.Modifiers} {type.Keyword} {type.Identifier}",
        _ => throw new NotSupportedException($"A stub has types and methods, and no {member.Kind()}."),
    };

    private static string DocComment(MemberDeclarationSyntax member) => string.Concat(
        from trivia in member.GetLeadingTrivia()
        where trivia.GetStructure() is DocumentationCommentTriviaSyntax
        from node in ((DocumentationCommentTriviaSyntax)trivia.GetStructure()!).Content
        where node is not XmlElementSyntax { StartTag.Name.LocalName.Text: "remarks" }
        from word in node.ToFullString().Replace("///", "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        select $"{word} ").TrimEnd();
}
