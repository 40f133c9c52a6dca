using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>
/// What a stub promises, the solution keeps: the same public members, with the same parameters and the same words about them. So a learner's half-done stubs still
/// fit after an upgrade, unless somebody meant to change them; then CHANGELOG.md tells how. What a solution has to say beyond the stub, it says in its remarks.
/// </summary>
public sealed partial class SignatureTests
{
    public static TheoryData<string> Stubs =>
        [.. Fixtures.Files("*.cs").Select(file => Path.GetRelativePath(Repository.Root, file)).Where(file => file.StartsWith("katas", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Stubs))]
    public void What_a_stub_declares_the_solution_declares_in_the_same_words(string stub) =>
        Members(stub).Except(Members("solutions" + stub["katas".Length..])).ShouldBeEmpty();

    [Fact]
    public void There_is_a_stub_for_every_stage() => Stubs.Count.ShouldBe(7);

    /// <summary>Gets every public declaration without its body, and the documentation above it without the remarks, white space evened out.</summary>
    private static string[] Members(string file) =>
        [.. PublicDeclaration().Matches(File.ReadAllText(Path.Combine(Repository.Root, file)).ReplaceLineEndings("\n")).Select(match => Even(match.Value))];

    private static string Even(string declaration) =>
        WhiteSpace().Replace(Remarks().Replace(declaration.Replace("///", ""), ""), " ").Trim();

    [GeneratedRegex(@"(?:^ *///[^\n]*\n)*^ *public .*?(?=\n\{| =>|\n +=>|\n +\{)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PublicDeclaration();

    [GeneratedRegex("<remarks>.*?</remarks>", RegexOptions.Singleline)]
    private static partial Regex Remarks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
