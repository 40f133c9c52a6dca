using System.Reflection;
using Katas.Dojo;

namespace Katas.Tests;

public sealed class StageTests
{
    private static Workspace Real => TemporaryRepository.Real;

    [Fact]
    public void There_are_seven_stages_in_order() =>
        Real.Stages.Select(stage => stage.Number).ShouldBe([1, 2, 3, 4, 5, 6, 7]);

    [Theory]
    [InlineData("2", "2-NaiveMatmul")]
    [InlineData("2-naivematmul", "2-NaiveMatmul")]
    [InlineData("NAIVEMATMUL", "2-NaiveMatmul")]
    [InlineData("naive", "2-NaiveMatmul")]
    [InlineData("frobenius norm", "4-FrobeniusNorm")]
    [InlineData("tests/2", "2-NaiveMatmul")]
    [InlineData(@"tests\2-NaiveMatmul\", "2-NaiveMatmul")]
    [InlineData("./katas/2-NaiveMatmul/NaiveMatmul.cs", "2-NaiveMatmul")]
    public void A_stage_is_found_by_number_or_name(string name, string folder) => Real.Find(name).Folder.ShouldBe(folder);

    [Theory]
    [InlineData("naivmatmul", "The stages are 1-LoadMnist, 2-NaiveMatmul")]
    [InlineData("9", "There is no stage \"9\". The stages are 1-LoadMnist, 2-NaiveMatmul")]
    [InlineData("nothing like it", "The stages are 1-LoadMnist, 2-NaiveMatmul")]
    [InlineData("", "The stages are 1-LoadMnist")]
    [InlineData("matmul", "2-NaiveMatmul or 5-VectorizedMatmul or 7-SimdMatmul")]
    public void An_unknown_stage_is_told_with_what_there_is(string name, string help) =>
        Should.Throw<UserError>(() => Real.Find(name)).Message.ShouldContain(help);

    [Fact]
    public void Every_lesson_and_solution_is_where_the_list_of_stages_says()
    {
        foreach (Stage stage in Real.Stages)
            foreach (string path in new[] { stage.LessonPath, stage.Kata, stage.Solution })
                File.Exists(Real.At(path)).ShouldBeTrue(path);
    }

    [Fact]
    public void A_lesson_has_the_title_that_the_list_of_stages_says()
    {
        foreach (Stage stage in Real.Stages)
            File.ReadLines(Real.At(stage.LessonPath)).First().ShouldBe($"# {stage.Number}. {stage.Title}");
    }

    [Fact]
    public void A_solution_has_the_public_members_that_the_list_of_stages_says()
    {
        foreach (Stage stage in Real.Stages)
            Assembly.Load($"{stage.Name}.Solution").GetType($"Katas.{stage.Type}", throwOnError: true)!
                .GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Distinct()
                .ShouldBe(stage.Members, stage.Folder);
    }
}
