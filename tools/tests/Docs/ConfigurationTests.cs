using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>Files that cannot ask the list of stages, or global.json, say the same.</summary>
public sealed class ConfigurationTests
{
    private static readonly Regex Row =
        new(@"^\| (\d) \| \[(?<title>[^\]]+)\]\((?<lesson>[^)]+)\) \| (?<minutes>\d+) \| `(?<member>[\w.]+)`", RegexOptions.Multiline);

    private static readonly Regex Minutes = new(@"About\s+(\d+)\s+minutes");

    [Theory, InlineData("katas"), InlineData("solutions"), InlineData("tests")]
    public void Every_tree_has_a_folder_for_each_stage(string tree) =>
        Directory.GetDirectories(Path.Combine(Repository.Root, tree), "?-*").Select(Path.GetFileName).Order()
            .ShouldBe(Stage.All.Select(stage => stage.Folder));

    [Fact]
    public void Visual_Studio_and_the_command_line_build_each_stage()
    {
        string solution = Text("Katas.sln").Replace('\\', '/');
        foreach (Stage stage in Stage.All)
            foreach (string project in new[] { $"katas/{stage.Folder}/{stage.Name}", $"solutions/{stage.Folder}/{stage.Name}",
                $"tests/{stage.Folder}/{stage.Name}.Tests" })
                solution.ShouldContain($"\"{project}.csproj\"");
    }

    [Fact]
    public void The_readme_lists_each_stage_with_the_title_and_the_minutes_of_its_lesson() =>
        Row.Matches(Text("README.md"))
            .Select(row => (row.Groups["title"].Value, row.Groups["lesson"].Value, row.Groups["minutes"].Value, row.Groups["member"].Value))
            .ShouldBe(Stage.All.Select(stage => (stage.Title, stage.LessonPath, Minutes.Match(Text(stage.LessonPath)).Groups[1].Value,
                $"{stage.Type}.{stage.Members[0]}")));

    [Fact]
    public void Visual_Studio_Code_debugs_the_laws_of_each_stage()
    {
        JsonArray options = Json(".vscode/launch.json")["inputs"]!.AsArray().Single(input => (string)input!["id"]! == "stage")!["options"]!
            .AsArray();
        options.Select(option => ((string)option!["label"]!, (string)option["value"]!))
            .ShouldBe(Stage.All.Select(stage => (stage.Folder, $"{stage.Folder}/release/{stage.Name}")));
    }

    [Fact]
    public void GitHub_Classroom_gives_points_for_every_stage_a_hundred_in_all()
    {
        JsonArray tests = Json(".github/classroom/autograding.json")["tests"]!.AsArray();
        tests.Select(test => (string)test!["name"]!).ShouldBe(Stage.All.Select(stage => stage.Folder));
        tests.Select(test => (string)test!["run"]!).ShouldBe(Stage.All.Select(stage => $"dotnet test {stage.Tests}"));
        tests.Sum(test => (int)test!["points"]!).ShouldBe(100);
    }

    [Fact]
    public void The_container_has_the_pinned_SDK()
    {
        string sdk = (string)Json("global.json")["sdk"]!["version"]!;
        ((string)Json(".devcontainer/devcontainer.json")["image"]!).ShouldEndWith($":{sdk[..4]}");
    }

    private static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static JsonNode Json(string path) =>
        JsonNode.Parse(Text(path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
}
