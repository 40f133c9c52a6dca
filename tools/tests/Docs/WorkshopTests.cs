using System.Text.Json.Nodes;

namespace Katas.Tests;

public sealed class WorkshopTests
{
    [Fact]
    public void GitHub_Classroom_gives_points_for_every_stage_a_hundred_in_all()
    {
        JsonArray tests = Json(".github/classroom/autograding.json")["tests"]!.AsArray();
        string[] stages = [.. LessonTests.Stages.Select(stage => stage.Data).Order(StringComparer.Ordinal)];
        tests.Select(test => (string)test!["name"]!).ShouldBe(stages);
        tests.Select(test => (string)test!["run"]!).ShouldBe(stages.Select(stage => $"dotnet test tests/{stage}"));
        tests.Sum(test => (int)test!["points"]!).ShouldBe(100);
    }

    [Fact]
    public void The_container_has_the_pinned_SDK()
    {
        string sdk = (string)Json("global.json")["sdk"]!["version"]!;
        ((string)Json(".devcontainer/devcontainer.json")["image"]!).ShouldEndWith($":{sdk[..4]}");
    }

    private static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)))!;
}
