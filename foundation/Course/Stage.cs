namespace Katas;

/// <summary>
/// Describes a stage of the course. <see cref="All"/> is the one list of them: programs ask it, and tests hold the files that cannot ask
/// to it, such as README.md's table. Paths are relative to the repository, with slashes.
/// </summary>
/// <param name="Number">Its place in the course, from 1.</param>
/// <param name="Name">The name of its projects, and with the number of its folders.</param>
/// <param name="Type">The class that the learner writes, in a file of the same name.</param>
/// <param name="Title">The title of its lesson.</param>
public sealed record Stage(int Number, string Name, string Type, string Title)
{
    private static readonly int[] square = [256, 256];

    /// <summary>Stage 1.</summary>
    public static readonly Stage LoadMnist = new(1, "LoadMnist", "MnistLoader", "Load MNIST")
    {
        Members = ["Load"],
        Race = new(["Load"], []),
        PartInFinale = "the images and their labels",
    };

    /// <summary>Stage 2.</summary>
    public static readonly Stage NaiveMatmul = new(2, "NaiveMatmul", "NaiveMatmul", "Naive matmul")
    {
        Members = ["Multiply"],
        Race = new(["Multiply"], [square, square]),
        PartInFinale = "products of matrices, if neither stage 7 nor stage 5 is right",
    };

    /// <summary>Stage 3.</summary>
    public static readonly Stage Elementwise = new(3, "Elementwise", "Elementwise", "Elementwise operations")
    {
        Members = ["Add", "Subtract", "Multiply", "Divide", "GreaterThan", "LessThan", "EqualTo", "Mean"],
        Race = new(["Add"], [[20, 30, 40], [20, 30, 40]]),
        PartInFinale = "differences, products and comparisons, element by element",
    };

    /// <summary>Stage 4.</summary>
    public static readonly Stage FrobeniusNorm = new(4, "FrobeniusNorm", "FrobeniusNorm", "Frobenius norm")
    {
        Members = ["ByLoops", "ByElementwise"],
        Race = new(["ByLoops", "ByElementwise"], [[300, 200]], Elementwise),
        PartInFinale = "the size of the gradient",
    };

    /// <summary>Stage 5.</summary>
    /// <remarks>
    /// Its goal, measured at 256 x 256 x 256 on AMD EPYC: with an indexer and a transposed copy 2.2 times as fast as stage 2, without the
    /// copy 1.06.
    /// </remarks>
    public static readonly Stage VectorizedMatmul = new(5, "VectorizedMatmul", "VectorizedMatmul", "Vectorized matmul")
    {
        Members = ["Multiply"],
        Race = new(["Multiply"], [square, square], NaiveMatmul),
        Goals =
        [
            new(Task: 3, Times: 1.5, NaiveMatmul,
                "Copy each column of B into a row of its own once, before the loops: the innermost loop then reads both in order."),
        ],
        PartInFinale = "products of matrices, if stage 7 is not right",
    };

    /// <summary>Stage 6.</summary>
    public static readonly Stage Broadcasting = new(6, "Broadcasting", "Broadcasting", "Broadcasting")
    {
        Members = ["Shape", "Unsqueeze", "Add", "Multiply", "Matmul"],
        Race = new(["Matmul"], [square, square], VectorizedMatmul),
        PartInFinale = "a row or a number combined with a matrix",
    };

    /// <summary>Stage 7.</summary>
    /// <remarks>
    /// Its goal, measured at 256 x 256 x 256 on AMD EPYC: with scalar loops over rows 1.4 times as fast as stage 5, with vectors of 256
    /// bits 3.1, the solution 21.
    /// </remarks>
    public static readonly Stage SimdMatmul = new(7, "SimdMatmul", "SimdMatmul", "SIMD matmul")
    {
        Members = ["Multiply"],
        Race = new(["Multiply"], [square, square], VectorizedMatmul),
        Goals =
        [
            new(Task: 3, Times: 1.6, VectorizedMatmul,
                "Reorder the loops to i, k, j, and add a whole row of B at a time, with Vector<float> or Vector256<float>."),
        ],
        PartInFinale = "products of matrices",
    };

    /// <summary>All stages, in order.</summary>
    public static readonly IReadOnlyList<Stage> All =
        [LoadMnist, NaiveMatmul, Elementwise, FrobeniusNorm, VectorizedMatmul, Broadcasting, SimdMatmul];

    /// <summary>Gets the names of the public methods that the learner writes, in the order of the lesson.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>Gets what the learner's code is timed on.</summary>
    public required StageRace Race { get; init; }

    /// <summary>Gets how fast the stage should be; empty where nothing is expected of its speed.</summary>
    public IReadOnlyList<SpeedGoal> Goals { get; init; } = [];

    /// <summary>Gets what the finale takes from the stage, in a few words.</summary>
    public required string PartInFinale { get; init; }

    /// <summary>Gets the repository that the stage belongs to: this one, or a copy of it.</summary>
    public string Root { get; init; } = Repository.Root;

    /// <summary>Gets the name of its folder in katas/, tests/ and solutions/.</summary>
    public string Folder => $"{Number}-{Name}";

    /// <summary>Gets the path of its lesson.</summary>
    public string LessonPath => $"katas/{Folder}/README.md";

    /// <summary>Gets the path of the file that the learner writes.</summary>
    public string Kata => $"katas/{Folder}/{Type}.cs";

    /// <summary>Gets the path of the reference solution.</summary>
    public string Solution => $"solutions/{Folder}/{Type}.cs";

    /// <summary>Gets the path of the folder with its laws.</summary>
    public string Tests => $"tests/{Folder}";

    /// <summary>Gets the full path of something in the stage's repository.</summary>
    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>Formats number and title: <c>Stage 2, Naive matmul</c>.</summary>
    public override string ToString() => $"Stage {Number}, {Title}";
}

/// <summary>Describes what a stage's code is timed on.</summary>
/// <param name="Members">The members that are timed, each with the same arguments.</param>
/// <param name="Shapes">The shapes of the tensors that they take; empty for a member that takes the path of MNIST's file.</param>
/// <param name="Earlier">The stage whose Multiply is timed beside them; null if there is none to compare with.</param>
public sealed record StageRace(IReadOnlyList<string> Members, IReadOnlyList<IReadOnlyList<int>> Shapes, Stage? Earlier = null);

/// <summary>Says how fast a stage should be, at the shapes of its race: a ratio, as milliseconds differ by machine.</summary>
/// <param name="Task">The task of the lesson that makes it fast, from 1.</param>
/// <param name="Times">How many times as fast as the measure it should be.</param>
/// <param name="Measure">The stage whose solution is the measure.</param>
/// <param name="Advice">What makes it as fast as that, in a sentence.</param>
public sealed record SpeedGoal(int Task, double Times, Stage Measure, string Advice);
