namespace Katas.Tests;

/// <summary>Proposes simpler inputs, so that the one that a learner sees is the simplest that breaks the law.</summary>
/// <remarks>
/// Simplest is what is easiest to read: a dimension of 1, then 0, 2, 3 and so on, and the same for elements; then -0, of which few think,
/// and fractions last.
/// </remarks>
public static class Shrink
{
    private const int FewElements = 64;

    /// <summary>Proposes smaller parts of an axis as (start, count): its halves, and all but one.</summary>
    public static IEnumerable<(int Start, int Count)> Axis(int size) => size switch
    {
        0 => [(0, 1)],
        1 => [],
        2 => [(0, 1), (1, 1)],
        _ => [(0, size / 2), (size / 2, size - size / 2), (1, size - 1), (0, size - 1)],
    };

    /// <summary>Proposes tensors of the same shape with simpler elements: all of them whole or 1, then one at a time.</summary>
    public static IEnumerable<Tensor<float>> Elements(Tensor<float> tensor)
    {
        foreach (Func<float, float> simplify in (Func<float, float>[])[_ => 1, MathF.Truncate])
        {
            Tensor<float> simpler = tensor.Map(x => Complexity(simplify(x)) < Complexity(x) ? simplify(x) : x);
            if (simpler != tensor)
                yield return simpler;
        }
        for (int i = 0; tensor.Length <= FewElements && i < tensor.Length; i++)
            foreach (float simpler in Simpler(tensor.AsSpan()[i]))
            {
                Tensor<float> shrunk = tensor.Copy();
                shrunk.AsSpan()[i] = simpler;
                yield return shrunk;
            }
    }

    private static IEnumerable<float> Simpler(float x) =>
        ((float[])[1, 0, 2, 3, -1, MathF.Truncate(x), MathF.Truncate(x / 2), x - 1, -x])
            .Where(simpler => Complexity(simpler) < Complexity(x));

    private static double Complexity(float x) => x switch
    {
        1 => 0,
        0 => float.IsNegative(x) ? 1e39 : 1,
        > 0 when float.IsInteger(x) => x,
        < 0 when float.IsInteger(x) => 0.5 - (double)x,
        _ when float.IsFinite(x) => 2e39 + Math.Abs((double)x),
        _ => 1e40,
    };
}
