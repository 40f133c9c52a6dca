namespace Katas.Tests;

/// <summary>Makes matrices whose pattern invites a shortcut: what looks like the identity, a diagonal, a symmetric matrix or the transpose
/// of the other operand, and is or is not.</summary>
public static class Patterns
{
    private static readonly Func<int, int, int, float>[] Elements =   // of row i and column j of n
    [
        (i, j, _) => i == j ? 1 : i < j ? i + j : 0,              // ones on the diagonal, something above it
        (i, j, _) => i == j ? 1 : i > j ? i + j : 0,              // ones on the diagonal, something below it
        (i, j, _) => i == j ? 1 : 0,                              // the identity, or a part of it
        (i, j, _) => i == j ? i + 2 : 0,                          // a diagonal
        (i, j, n) => i == (j + 1) % n ? 1 : 0,                    // a permutation
        (i, j, n) => i + j == n - 1 ? 1 : 0,                      // the other diagonal
        (i, j, _) => i + j + 1,                                   // symmetric
        (i, j, _) => i - j,                                       // antisymmetric
        (i, j, n) => i == j ? 1 : (i, j) == (n - 2, 1) ? 2 : 0,   // the identity but for one element
        (i, j, n) => i + j + ((i, j) == (n - 2, 1) ? 7 : 0),      // symmetric but for one element
        (i, j, n) => (i, j) == (n - 1, n / 2) ? 3 : 0,            // zero but for one element
        (_, _, _) => 1,
        (_, _, _) => 0,
        (i, j, _) => i / 2 == j / 2 ? i + j + 1 : 0,              // blocks of 2 by 2
    ];

    /// <summary>Gets products of a matrix with a pattern and one of random values, in either order, from the smallest on.</summary>
    public static IEnumerable<Multipliable<T>> ProductsWith<T>() where T : IValues =>
        from shape in ((int Rows, int Columns)[])[(2, 2), (2, 3), (3, 2), (3, 3), (5, 5), (5, 7), (8, 8), (16, 16), (17, 17), (17, 33),
            (33, 33), (33, 17), (64, 64)]
        from elements in Elements
        let pattern = Matrices.Of(shape.Rows, shape.Columns, (i, j) => elements(i, j, shape.Rows))
        let random = new Random(shape.Rows)
        from product in (Multipliable<T>[])[new(pattern, Draw.Tensor(random, T.Sample, shape.Columns, shape.Rows + 1)),
            new(Draw.Tensor(random, T.Sample, shape.Rows + 2, shape.Rows), pattern)]
        select product;

    /// <summary>Gets products of a matrix with a pattern and one without, in either order, from the smallest on, and products of a matrix
    /// and what is almost its transpose, or almost the same matrix.</summary>
    public static IEnumerable<Multipliable<Whole>> Products => WithoutPattern.Concat(AlmostTransposed);

    private static IEnumerable<Multipliable<Whole>> WithoutPattern =>
        from n in Enumerable.Range(2, 5)
        from elements in Elements
        let pattern = Matrices.Of(n, n, (i, j) => elements(i, j, n))
        from product in (Multipliable<Whole>[])[new(pattern, Matrices.Of(n, n + 1, (i, j) => 3 * i - j * j + 1)),
            new(Matrices.Of(n + 2, n, (i, j) => i * i - 2 * j - 1), pattern)]
        select product;

    /// <summary>Gets products of a matrix and its transpose, or a square matrix and itself, in which the second may differ from what
    /// it seems to be: in its last element, in its first, or in two that have changed places.</summary>
    private static IEnumerable<Multipliable<Whole>> AlmostTransposed =>
        from shape in ((int Rows, int Columns)[])[(1, 5), (2, 2), (5, 1), (2, 3), (3, 2), (4, 4), (5, 7), (8, 8), (16, 16), (33, 17),
            (64, 64)]
        let a = Matrices.Of(shape.Rows, shape.Columns, (i, j) => 3 * i - j * j % 5 + 7)
        from b in shape.Rows == shape.Columns ? [a.Transpose(), a] : (Tensor<float>[])[a.Transpose()]
        from change in (Action<Tensor<float>>[])[_ => { }, b => b.AsSpan()[^1]++, b => b.AsSpan()[0]++, Exchange]
        select new Multipliable<Whole>(a, Changed(b, change));

    private static Tensor<float> Changed(Tensor<float> matrix, Action<Tensor<float>> change)
    {
        Tensor<float> changed = matrix.Copy();
        change(changed);
        return changed;
    }

    private static void Exchange(Tensor<float> matrix)
    {
        Span<float> elements = matrix.AsSpan();
        int middle = elements.Length / 2;
        (elements[middle - 1], elements[middle]) = (elements[middle], elements[middle - 1]);
    }
}
