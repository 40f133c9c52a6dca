using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>Compares results, and says where the first difference is.</summary>
public static class Assertions
{
    /// <summary>Asserts the same shape and the same elements, NaN where NaN is expected.</summary>
    public static void ShouldEqual<T>(this Tensor<T> actual, Tensor<T> expected) where T : unmanaged =>
        Same(actual, expected, "");

    /// <summary>Asserts the same shape and the same elements to the sign of a zero; any NaN is the same NaN.</summary>
    public static void ShouldBeIdenticalTo<T>(this Tensor<T> actual, Tensor<T> expected) where T : unmanaged =>
        Compare(actual, expected, expected, index => Identical(actual.AsSpan()[index], expected.AsSpan()[index]), "");

    /// <summary>Asserts a number that is off by so many roundings at most: |actual - expected| &lt;= roundings u |expected|, u = 2^-24.</summary>
    public static void ShouldBeCloseTo(this float actual, double expected, double roundings)
    {
        if (!(Math.Abs(actual - expected) <= roundings * Oracle.UnitRoundoff * Math.Abs(expected)))
            throw new Difference((float)expected, actual, roundings == 0 ? "the numbers differ" : "the difference is more than rounding explains");
    }

    /// <summary>Asserts a number that exceeds a bound by so many roundings at most.</summary>
    public static void ShouldBeAtMost(this float actual, double bound, double roundings)
    {
        if (!(actual - bound <= roundings * Oracle.UnitRoundoff * bound))
            throw new Difference(FormattableString.Invariant($"at most {(float)bound}"), actual, "the difference is more than rounding explains");
    }

    /// <summary>Asserts the shape alone.</summary>
    public static void ShouldHaveShape<T>(this Tensor<T> actual, params int[] shape) where T : unmanaged
    {
        if (actual is null || !actual.Shape.SequenceEqual(shape))
            throw new Difference($"a tensor of shape {Format(shape)}", actual, actual is null ? "there is no result" : OtherShape(actual.Shape, shape));
    }

    /// <summary>Asserts that a shape is the expected one.</summary>
    public static void ShouldBeShape(this int[] actual, int[] expected)
    {
        if (actual is null || !actual.SequenceEqual(expected))
            throw new Difference(expected, actual, actual is null ? "there is no result" : OtherShape(actual, expected));
    }

    /// <summary>Asserts the same shape, and each element no further from the exact one than the bound allows.</summary>
    public static void ShouldBeWithin(this Tensor<float> actual, Bounded expected) =>
        Compare(actual, expected.Rounded, expected.Value,
            index => Math.Abs(actual.AsSpan()[index] - expected.Value.AsSpan()[index]) <= expected.Error.AsSpan()[index],
            ", further than rounding explains");

    /// <summary>Asserts that two data sets have the same elements.</summary>
    public static void ShouldEqual(this Mnist actual, Mnist expected)
    {
        if (actual is null)
            throw new Difference("a data set", "null", "there is no result");
        Compare("train", actual.Train, expected.Train);
        Compare("validation", actual.Validation, expected.Validation);
        Compare("test", actual.Test, expected.Test);

        static void Compare(string name, Split actual, Split expected)
        {
            Same(actual.Images, expected.Images, $", in the {name} images");
            Same(actual.Labels, expected.Labels, $", in the {name} labels");
        }
    }

    /// <summary>Asserts that bad input is refused with an <see cref="ArgumentException"/>.</summary>
    /// <param name="call">The call with bad input.</param>
    /// <param name="shown">Dimensions that the message has to show.</param>
    public static void ShouldBeRefused(this Func<object?> call, params int[] shown)
    {
        string message = call.ShouldBeRefusedWith<ArgumentException>("check the shapes before you compute").Message;
        string[] numbers = [.. Regex.Matches(message, @"\d+").Select(match => match.Value)];
        foreach (int dimension in shown)
            if (!numbers.Contains($"{dimension}"))
                throw new Difference("a message that shows both shapes", message, $"it does not mention {dimension}");
    }

    /// <summary>Asserts that bad input is refused with an exception of one kind, and returns it.</summary>
    public static T ShouldBeRefusedWith<T>(this Func<object?> call, string advice = "this is the exception that Load promises") where T : Exception
    {
        object? result;
        try
        {
            result = call();
        }
        catch (T refusal)
        {
            return refusal;
        }
        catch (Exception other) when (other is not NotImplementedException)
        {
            throw new Difference(typeof(T).Name, $"{other.GetType().Name}: {other.Message}", advice);
        }
        throw new Difference(typeof(T).Name, result, advice);
    }

    private static void Same<T>(Tensor<T> actual, Tensor<T> expected, string remark) where T : unmanaged =>
        Compare(actual, expected, expected, index => EqualityComparer<T>.Default.Equals(actual.AsSpan()[index], expected.AsSpan()[index]), remark);

    private static bool Identical<T>(T actual, T expected) =>
        EqualityComparer<T>.Default.Equals(actual, expected) && !(actual is float a and 0f && expected is float e && float.IsNegative(a) != float.IsNegative(e));

    private static void Compare<T, TExpected>(Tensor<T> actual, object shown, Tensor<TExpected> expected, Func<int, bool> same, string remark)
        where T : unmanaged where TExpected : unmanaged
    {
        if (actual is null)
            throw new Difference(shown, "null", "there is no result");
        if (!actual.Shape.SequenceEqual(expected.Shape))
            throw new Difference(shown, actual, OtherShape(actual.Shape, expected.Shape));
        for (int i = 0; i < actual.Length; i++)
            if (!same(i))
                throw new Difference(shown, actual,
                    FormattableString.Invariant($"{Index(i, actual.Shape)} should be {expected.AsSpan()[i]} but is {actual.AsSpan()[i]}{remark}"));
    }

    private static string OtherShape(ReadOnlySpan<int> actual, ReadOnlySpan<int> expected) => $"the shape should be {Format(expected)} but is {Format(actual)}";

    private static string Format(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";

    /// <summary>Turns an offset in row-major order into an index: offset 4 of shape (2, 3) is [1, 1]; a scalar has none.</summary>
    private static string Index(int offset, ReadOnlySpan<int> shape)
    {
        int[] index = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
            (offset, index[axis]) = Math.DivRem(offset, shape[axis]);
        return index is [] ? "it" : $"[{string.Join(", ", index)}]";
    }
}

/// <summary>Is thrown when a result is not the expected one.</summary>
public sealed class Difference(object? expected, object? actual, string message) : Exception(message)
{
    public object? Expected => expected;

    public object? Actual => actual;
}
