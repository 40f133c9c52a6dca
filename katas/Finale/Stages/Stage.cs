using System.Reflection;

namespace Katas.Finale;

/// <summary>One of the seven stages, and where its parts are. Paths are relative to the repository, with slashes.</summary>
/// <param name="Number">Its place in the course, from 1.</param>
/// <param name="Name">The name of its projects.</param>
/// <param name="Type">The class that the learner writes, in a file of the same name.</param>
public sealed record Stage(int Number, string Name, string Type)
{
    public static readonly Stage
        LoadMnist = new(1, "LoadMnist", "MnistLoader"),
        NaiveMatmul = new(2, "NaiveMatmul", "NaiveMatmul"),
        Elementwise = new(3, "Elementwise", "Elementwise"),
        FrobeniusNorm = new(4, "FrobeniusNorm", "FrobeniusNorm"),
        VectorizedMatmul = new(5, "VectorizedMatmul", "VectorizedMatmul"),
        Broadcasting = new(6, "Broadcasting", "Broadcasting"),
        SimdMatmul = new(7, "SimdMatmul", "SimdMatmul");

    public static readonly IReadOnlyList<Stage> All =
        [LoadMnist, NaiveMatmul, Elementwise, FrobeniusNorm, VectorizedMatmul, Broadcasting, SimdMatmul];

    /// <summary>Gets the repository that the stage belongs to: this one, or a copy of it.</summary>
    public string Root { get; init; } = Repository.Root;

    public string Folder => $"{Number}-{Name}";

    /// <summary>Gets the title of the lesson: <c>Naive matmul</c>.</summary>
    public string Title => File.ReadLines(At(LessonPath)).First().TrimStart([.. "# .0123456789"]);

    public string LessonPath => $"katas/{Folder}/README.md";

    /// <summary>Gets the file that the learner writes.</summary>
    public string Kata => $"katas/{Folder}/{Type}.cs";

    public string Solution => $"solutions/{Folder}/{Type}.cs";

    public string Tests => $"tests/{Folder}";

    /// <summary>Gets the type of the reference solution.</summary>
    public Type SolutionType => Assembly.Load($"{Name}.Solution").GetType($"Katas.{Type}", throwOnError: true)!;

    /// <summary>Gets the full path of something in the stage's repository.</summary>
    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>Finds the stage that an assembly is the kata or the solution of; null if it is none.</summary>
    public static Stage? Of(Assembly? assembly) => All.FirstOrDefault(stage => assembly?.GetName().Name?.Split('.')[0] == stage.Name);

    public override string ToString() => $"Stage {Number}, {Title}";
}
