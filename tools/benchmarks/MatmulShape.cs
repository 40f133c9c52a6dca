using System.Globalization;

namespace Katas.Benchmarks;

/// <summary>The sizes of a product: (m, k) times (k, n).</summary>
public sealed record MatmulShape(int M, int K, int N)
{
    /// <summary>The notebook's two products, and a thousand images by a layer of 128.</summary>
    public static readonly MatmulShape FiveRows = new(5, 784, 10), AllRows = new(50_000, 784, 10), Layer = new(1000, 784, 128);

    public static MatmulShape Square(int n) => new(n, n, n);

    /// <summary>Gets the number of floating-point operations: a multiplication and an addition for each m, k and n.</summary>
    public double Flop => 2.0 * M * K * N;

    public bool IsSquare => M == K && K == N;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{M}x{K}x{N}");
}
