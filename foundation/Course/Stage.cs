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
        Race = new(["Add"], [[10, 30, 40], [10, 30, 40]]),
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
    public static readonly Stage VectorizedMatmul = new(5, "VectorizedMatmul", "VectorizedMatmul", "Vectorized matmul")
    {
        Members = ["Multiply"],
        Race = new(["Multiply"], [square, square], NaiveMatmul),
        Goals =
        [
            new(Task: 1, Times: 0.55, "VectorizedMatmul", [256, 256, 256], "a dot product of spans",
                "At this size most of the time goes into what the innermost loop does besides arithmetic: indexers and slices check "
                + "something at every step. Take a row and a column as spans before that loop, cut to the same length; "
                + "asm 5 shows which checks are left."),
            new(Task: 2, Times: 0.6, "VectorizedMatmul", [64, 1024, 1024], "a transposed copy",
                "At this size the columns of B do not stay in the first cache. Copy B into its transpose, so that the innermost loop reads "
                + "two rows from left to right. If you have such a copy, is it made once for the whole product?"),
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

    /// <summary>Stage 7. Its goals are the rungs of its lesson; the solution has each of them.</summary>
    public static readonly Stage SimdMatmul = new(7, "SimdMatmul", "SimdMatmul", "SIMD matmul")
    {
        Members = ["Multiply"],
        Race = new(["Multiply"], [square, square], VectorizedMatmul, [1000, 1000]),
        Goals =
        [
            new(Task: 2, Times: 0.7, "Rungs.RowVectors", [256, 256, 256], "rows as vectors",
                "See each row as a span of vectors, with MemoryMarshal.Cast, before the innermost loop: that should make it five to ten "
                + "times as fast as loops without vectors. If you have vectors, what else does that loop do? asm 7 shows it."),
            new(Task: 3, Times: 0.7, "Rungs.RegisterTile", [256, 256, 256], "a tile in registers",
                "Keep the sums of a tile, 6 rows of 2 vectors, in local variables while k runs: that should make it two or three times as "
                + "fast at 256. If you have a tile, are its sums in registers? asm 7 shows the vectors that a loop stores."),
            new(Task: 4, Times: 0.7, "Rungs.PackedPanel", [240, 2000, 2000], "a packed panel",
                "Copy the columns of B that a tile needs into an array, and use it for all rows of A: that should make it two to four "
                + "times as fast at this size. If you have a panel, is each packed only once, in the outer loop? asm 7 shows what the "
                + "innermost loop does besides arithmetic."),
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
/// <param name="Larger">The shape of a second race, between larger tensors of one shape; null if there is none.</param>
public sealed record StageRace(IReadOnlyList<string> Members, IReadOnlyList<IReadOnlyList<int>> Shapes, Stage? Earlier = null,
    IReadOnlyList<int>? Larger = null);

/// <summary>
/// Says how fast a task of the lesson makes a product of two matrices: a ratio, as milliseconds differ by machine.
/// </summary>
/// <param name="Task">The task of the lesson that makes it as fast as that, from 1.</param>
/// <param name="Times">How many times as fast as the measure it should be.</param>
/// <param name="Measure">The class whose Multiply is the measure, in the solution of the stage.</param>
/// <param name="Sizes">The sizes m, k and n of the matrices, (m, k) times (k, n).</param>
/// <param name="Name">What is as fast as that, in a few words.</param>
/// <param name="Advice">What to do to reach it, and what to look for if that is done.</param>
public sealed record SpeedGoal(int Task, double Times, string Measure, IReadOnlyList<int> Sizes, string Name, string Advice);
