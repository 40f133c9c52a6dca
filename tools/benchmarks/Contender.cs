namespace Katas.Benchmarks;

/// <summary>One that multiplies matrices: a stage, or a peer.</summary>
/// <param name="Name">How tables and charts call it.</param>
/// <param name="Prepare">
/// Takes A and B, brings them into its own form, and returns a function that multiplies them into a new matrix: a tensor, an array, or a
/// function that copies it to one.
/// </param>
/// <param name="LargestSquare">The largest square that it does within a few seconds.</param>
public sealed record Contender(string Name, Func<Tensor<float>, Tensor<float>, Func<object>> Prepare, int LargestSquare = 4096)
{
    public const string Fastest = "7 SimdMatmul, one thread";

    /// <summary>The stages, from the slowest to the fastest, then the peers that this machine has.</summary>
    public static IReadOnlyList<Contender> All { get; } =
    [
        Ours("2 NaiveMatmul", NaiveMatmul.Multiply, 1024),
        Ours("5 VectorizedMatmul", VectorizedMatmul.Multiply, 1024),
        Ours("6 Broadcasting.Matmul", Broadcasting.Matmul, 512),
        Ours(Fastest, (a, b) => SimdMatmul.Multiply(a, b, threads: 1)),
        Ours("7 SimdMatmul, all cores", SimdMatmul.Multiply),
        .. Peers.All,
    ];

    public bool CanDo(MatmulShape shape) => !shape.IsSquare || shape.N <= LargestSquare;

    public override string ToString() => Name;

    private static Contender Ours(string name, TensorOperation multiply, int largestSquare = 4096) =>
        new(name, (a, b) => () => multiply(a, b), largestSquare);
}
