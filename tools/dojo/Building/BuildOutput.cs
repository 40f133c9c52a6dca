namespace Katas.Dojo;

/// <summary>Knows where a build of the learner's tree puts the assemblies of a stage.</summary>
public static class BuildOutput
{
    public static string Kata(Stage stage) => Of(stage, "bin", "katas", $"{stage.Name}.dll");

    public static string Solution(Stage stage) => Of(stage, "bin", "solutions", $"{stage.Name}.Solution.dll");

    public static string Tests(Stage stage) => Of(stage, "bin", "tests", $"{stage.Name}.Tests.dll");

    /// <summary>Gets where the compiler puts a kata's assembly before it is copied.</summary>
    public static string CompiledKata(Stage stage) => Of(stage, "obj", "katas", $"{stage.Name}.dll");

    private static string Of(Stage stage, string folder, string tree, string file) =>
        stage.At($"artifacts/learner/{folder}/{tree}/{stage.Folder}/release/{file}");
}
