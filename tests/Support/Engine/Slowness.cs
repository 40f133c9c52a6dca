using System.Diagnostics;

namespace Katas.Tests;

/// <summary>
/// Tells code that is slow from code that never ends: tries smaller arguments of the same kind, the smallest first, each twice as long
/// along every axis as the one before, and sees how the time grows.
/// </summary>
internal sealed class Slowness(Action<object[]> law, TimeSpan limit)
{
    private const double LongEnough = 1, Least = 0.005;   // seconds
    private const double GrowthOfThreeLoops = 8;          // where times are too short to show one

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    private readonly List<(int Step, double Seconds)> right = [];

    private enum Outcome { Right, Wrong, Endless }

    /// <summary>Explains why there was no result for some arguments, and finds the smallest for which there is none.</summary>
    public (object[] Arguments, HangException Cause) Explain(object[] arguments)
    {
        object[][] steps = [.. Halved(arguments).Reverse(), arguments];
        for (int step = 0; step < steps.Length - 1; step++)
        {
            (Outcome outcome, double seconds) = Try(steps[step]);
            if (outcome == Outcome.Endless)
                return (steps[step], Judge(step, patience < limit ? patience : limit));
            if (outcome == Outcome.Right)
                right.Add((step, seconds));
            if (seconds > LongEnough)
                break;
        }
        return (arguments, Judge(steps.Length - 1, limit));

        HangException Judge(int step, TimeSpan exceeded)
        {
            if (right is [])
                return HangException.Endless(exceeded);
            (int last, double seconds) = right[^1];
            double expected = seconds * Math.Pow(Growth(), step - last);
            return expected < exceeded.TotalSeconds / 4
                ? HangException.Endless(exceeded, $"{Describe(steps[last])} took {seconds:0.000} s")
                : HangException.Slow(exceeded, $"{Describe(steps[last])} took {seconds:0.0} s", expected);
        }
    }

    /// <summary>Gets by what the time is multiplied from one step to the next.</summary>
    private double Growth() => right is [.., var (first, short1), var (second, long1)] && short1 > Least
        ? Math.Clamp(Math.Pow(long1 / short1, 1.0 / (second - first)), 2, 64)
        : GrowthOfThreeLoops;

    private (Outcome, double Seconds) Try(object[] arguments)
    {
        using Watchdog watchdog = new();
        Stopwatch clock = Stopwatch.StartNew();
        Outcome outcome = Outcome.Right;
        try
        {
            watchdog.Run(() => law(arguments), patience < limit ? patience : limit);
        }
        catch (HangException)
        {
            outcome = Outcome.Endless;
        }
        catch (Exception)
        {
            outcome = Outcome.Wrong;   // or the law does not hold for arguments that were not drawn for it
        }
        return (outcome, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Makes smaller arguments, the largest first, until no axis can be halved.</summary>
    private static IEnumerable<object[]> Halved(object[] arguments)
    {
        for (object[] half = Half(arguments); Describe(half) != Describe(arguments); half = Half(arguments))
            yield return arguments = half;
    }

    private static object[] Half(object[] arguments) =>
    [
        .. arguments.Select(argument => Parts.Of(argument) is { Length: > 0 } parts
            ? Parts.Make(argument.GetType(), [.. parts.Select(part => Half(part.Value))])
            : argument),
    ];

    private static object? Half(object? part)
    {
        if (part is int[] shape)
            return shape.Select(Half).ToArray();
        if (part is Tensor<float> tensor)
            for (int axis = 0; axis < tensor.Rank; axis++)
                part = tensor = tensor.Cut(axis, 0, Half(tensor.Shape[axis]));
        return part;
    }

    private static int Half(int size) => (size + 1) / 2;

    /// <summary>Names the parts that have a shape.</summary>
    private static string Describe(object[] arguments) => string.Join(", ",
        from argument in arguments
        from part in Parts.Of(argument)
        let shape = part.Value switch { int[] given => given, Tensor<float> tensor => tensor.Shape.ToArray(), _ => null }
        where shape is not null
        select $"{part.Name.ToLowerInvariant()} {Tensor.Format(shape)}");
}
