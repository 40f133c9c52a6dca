namespace Katas.Tests;

/// <summary>The values that tensors are made of.</summary>
public interface IValues
{
    /// <summary>Draws one.</summary>
    public static abstract float Sample(Random random);
}

/// <summary>Whole numbers, |x| &lt;= 16: sums of their products are exact in float, in every order, so results compare with ==.</summary>
public readonly struct Whole : IValues
{
    public static float Sample(Random random) => random.Next(-16, 17);
}

/// <summary>Real numbers in [-4, 4), with many bits in use, so that rounding happens.</summary>
public readonly struct Real : IValues
{
    public static float Sample(Random random) => 8 * random.NextSingle() - 4;
}

/// <summary>
/// Real numbers of very different magnitudes, [-4, 4) times 2^-40 to 2^40, whose products stay far from the limits of float.
/// </summary>
public readonly struct Wide : IValues
{
    public static float Sample(Random random) => MathF.ScaleB(Real.Sample(random), random.Next(-40, 41));
}

/// <summary>Whole numbers other than zero, and for one in thirty NaN or an infinity.</summary>
public readonly struct Spotted : IValues
{
    public static float Sample(Random random) => random.Next(60) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        _ => Whole.Sample(random) is not 0 and var x ? x : 1,
    };
}

/// <summary>
/// The numbers on which scalar arithmetic has rules of its own: zeros of either sign, infinities, NaN, the extremes, neighbors.
/// </summary>
public readonly struct Special : IValues
{
    private static readonly float[] numbers =
    [
        0, -0f, 1, MathF.BitIncrement(1), -1, 3, 0.1f,
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue, float.MinValue,
    ];

    public static float Sample(Random random) => numbers[random.Next(numbers.Length)];
}

/// <summary>Special numbers among real ones.</summary>
public readonly struct RealOrSpecial : IValues
{
    public static float Sample(Random random) => random.Next(2) == 0 ? Special.Sample(random) : Real.Sample(random);
}
