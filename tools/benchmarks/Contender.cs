using Katas.Rungs;

namespace Katas.Benchmarks;

/// <summary>One that multiplies matrices: a stage, or a peer.</summary>
/// <param name="Name">How tables and charts call it.</param>
/// <param name="Prepare">
/// Takes A and B, brings them into its own form, and returns a function that multiplies them into a new matrix: a tensor, an array, or a
/// function that copies it to one.
/// </param>
/// <param name="LargestSquare">The largest square that it does within a few seconds.</param>
public sealed record Contender(string Name, Func<Tensor<float>, Tensor<float>, Func<object>> Prepare, int LargestSquare = 2048)
{
    public const string Fastest = "7 reference, one thread", Stage5 = "5 VectorizedMatmul";

    /// <summary>Gets the rungs of stage 7's lesson, in its order.</summary>
    public static IReadOnlyList<Contender> Rungs { get; } =
    [
        Ours("7 task 1, loop order", LoopOrder.Multiply, 1024),
        Ours("7 task 2, rows as vectors", RowVectors.Multiply, 1024),
        Ours("7 task 3, tile in registers", RegisterTile.Multiply),
        Ours("7 task 4, packed panel", PackedPanel.Multiply),
        Ours("7 task 5, all cores", ParallelPanels.Multiply),
    ];

    /// <summary>The stages, from the slowest to the fastest, then the peers that this machine has.</summary>
    public static IReadOnlyList<Contender> All { get; } =
    [
        Ours("2 NaiveMatmul", NaiveMatmul.Multiply, 1024),
        Ours(Stage5, VectorizedMatmul.Multiply, 1024),
        Ours("6 Broadcasting.Matmul", Broadcasting.Matmul, 512),
        .. Rungs,
        Ours(Fastest, (a, b) => SimdMatmul.Multiply(a, b, threads: 1)),
        Ours("7 reference, all cores", SimdMatmul.Multiply),
        .. Peers.All,
    ];

    public bool CanDo(MatmulShape shape) => !shape.IsSquare || shape.N <= LargestSquare;

    public override string ToString() => Name;

    private static Contender Ours(string name, TensorOperation multiply, int largestSquare = 2048) =>
        new(name, (a, b) => () => multiply(a, b), largestSquare);
}
