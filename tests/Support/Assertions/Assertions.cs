using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Katas.Tests;

/// <summary>Compares results, and says where the first difference is.</summary>
public static class Assertions
{
    private const double Nearly = 1e-3;   // relative: a difference that rounding might be blamed for

    /// <summary>Asserts the same shape and the same elements, NaN where NaN is expected.</summary>
    public static void ShouldEqual<T>(this Tensor<T> actual, Tensor<T> expected) where T : unmanaged => Same(actual, expected, "");

    /// <summary>Asserts the same shape and the same elements to the sign of a zero; any NaN is the same NaN.</summary>
    public static void ShouldBeIdenticalTo<T>(this Tensor<T> actual, Tensor<T> expected) where T : unmanaged
    {
        if (actual is not null && actual.Shape.SequenceEqual(expected.Shape)
            && MemoryMarshal.AsBytes(actual.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan())))
            return;   // as nearly always, and in a fraction of the time
        Compare(actual!, expected, expected, index => Identical(actual!.AsSpan()[index], expected.AsSpan()[index]), _ => "");
    }

    /// <summary>Asserts that an input, which the call named, has the elements that it had before the call, to the sign of a zero.</summary>
    public static void ShouldBeUnchanged<T>(
        this Tensor<T> after, Tensor<T> before, [CallerArgumentExpression(nameof(after))] string input = "")
        where T : unmanaged
    {
        if (!before.Shape.SequenceEqual(after.Shape))
            throw new Difference(("before", before), ("after", after), $"it changed its input {input}");
        for (int i = 0; i < before.Length; i++)
            if ((Was: before.AsSpan()[i], Is: after.AsSpan()[i]) is var element && !Identical(element.Is, element.Was))
                throw new Difference(("before", before), ("after", after),
                    $"it changed its input {input}: {Index(i, before.Shape)} was {Show(element.Was)} and is {Show(element.Is)} afterwards");
    }

    /// <summary>
    /// Asserts a number that is off by so many roundings at most: |actual - expected| &lt;= roundings u |expected|, u = 2^-24.
    /// </summary>
    public static void ShouldBeCloseTo(this float actual, double expected, double roundings, (string Expected, string Actual)? names = null)
    {
        if (!(Math.Abs(actual - expected) <= roundings * Oracle.UnitRoundoff * Math.Abs(expected)))
            throw names is (var one, var other)
                ? new Difference((one, (float)expected), (other, actual), $"they differ{Remark(actual, expected)}")
                : new Difference((float)expected, actual,
                    $"it should be {Show((float)expected)} but is {Show(actual)}{Remark(actual, expected)}");
    }

    /// <summary>Asserts that the norm of finite numbers is a number, and shows of which it is not.</summary>
    public static float ShouldBeANormOf(this float actual, Tensor<float> argument) =>
        float.IsNaN(actual) ? throw new Difference(("norm of", argument), ("actual", actual), "it is NaN, and should be a number") : actual;

    /// <summary>Asserts a number that exceeds a bound by so many roundings at most.</summary>
    public static void ShouldBeAtMost(this float actual, double bound, double roundings)
    {
        if (float.IsNaN(actual) || double.IsNaN(bound))
            throw new Difference($"at most {Show((float)bound)}", actual, "NaN is no number, and cannot be compared");
        if (!(actual - bound <= roundings * Oracle.UnitRoundoff * bound))
            throw new Difference($"at most {Show((float)bound)}", actual,
                $"it is greater than {Show((float)bound)}{Remark(actual, bound)}");
    }

    /// <summary>Asserts the shape alone.</summary>
    public static void ShouldHaveShape<T>(this Tensor<T> actual, params int[] shape) where T : unmanaged
    {
        if (actual is null || !actual.Shape.SequenceEqual(shape))
            throw new Difference($"a tensor of shape {Tensor.Format(shape)}", actual,
                actual is null ? "there is no result" : OtherShape(actual.Shape, shape));
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
            index => Remark(actual.AsSpan()[index], expected.Value.AsSpan()[index]));

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

    /// <summary>Says of a difference when it was found.</summary>
    public static void When(string circumstance, Action assertion) => Saying(message => $"{message}, {circumstance}", assertion);

    /// <summary>Changes one entry after another of two operands, and asserts each time that the result follows.</summary>
    public static void AfterChanges(Tensor<float> a, Tensor<float> b, Action assertion)
    {
        foreach (Tensor<float> changed in (Tensor<float>[])[a, b])
            foreach (int place in (int[])[changed.Length - 1, changed.Length / 2])
                if (changed.Length > 0)
                {
                    changed.AsSpan()[place] += 1;
                    When($"after entry {place} of {(ReferenceEquals(changed, a) ? "a" : "b")}, counted from 0, grew by 1", assertion);
                }
    }

    /// <summary>
    /// Changes two operands in ways that summaries of them do not show, as the sum, the ends and most samples stay the same; asserts each
    /// time that the result follows.
    /// </summary>
    public static void AfterHiddenChanges(Tensor<float> a, Tensor<float> b, Action assertion)
    {
        foreach ((string name, Tensor<float> operand) in ((string, Tensor<float>)[])[("a", a), ("b", b)])
        {
            float[] entries = operand.AsSpan().ToArray();
            int one = entries.Length / 3 | 1, other = Array.FindIndex(entries, entries.Length * 2 / 3, entry => entry != entries[one]);
            (string What, Action Change)[] changes =
            [
                ("two entries were exchanged", () => (operand.AsSpan()[one], operand.AsSpan()[other]) = (entries[other], entries[one])),
                ("1 was moved from one entry to another", () =>
                {
                    operand.AsSpan()[one] += 1;
                    operand.AsSpan()[other] -= 1;
                }),
                ("all entries but the first and the last were reversed", () => operand.AsSpan()[1..^1].Reverse()),
                ("all entries but the first and the last changed their sign", () =>
                {
                    foreach (ref float entry in operand.AsSpan()[1..^1])
                        entry = -entry;
                }),
            ];
            foreach ((string what, Action change) in changes)
            {
                change();
                When($"in another call, after {what} in {name}", assertion);
            }
        }
    }

    /// <summary>Says something else of a difference.</summary>
    public static void Saying(Func<string, string> words, Action assertion)
    {
        try
        {
            assertion();
        }
        catch (Difference found)
        {
            throw new Difference(found.Expected, found.Actual, words(found.Message));
        }
    }

    /// <summary>Asserts that bad input is refused with an <see cref="ArgumentException"/>.</summary>
    public static ArgumentException ShouldBeRefused(this Func<object?> call, string advice = "check the arguments before you compute") =>
        call.ShouldBeRefusedWith<ArgumentException>(advice);

    /// <summary>Asserts that bad input is refused with an <see cref="ArgumentException"/> that names one of the given parameters.</summary>
    public static ArgumentException ShouldBeRefusedByName(this Func<object?> call, params string[] parameters)
    {
        ArgumentException refusal = call.ShouldBeRefused();
        return parameters.Contains(refusal.ParamName) ? refusal : throw new Difference(
            $"an ArgumentException with the ParamName {string.Join(" or ", parameters)}",
            $"ParamName {refusal.ParamName ?? "null"}; message {refusal.Message}",
            refusal.ParamName is null || parameters.Any(name => refusal.Message.StartsWith(name, StringComparison.Ordinal))
                ? $"the message comes first, the parameter's name second: new ArgumentException(message, nameof({parameters[^1]}))"
                : $"check {string.Join(" and ", parameters)} before you compute, and name one of the method's own parameters");
    }

    /// <summary>Asserts that bad input is refused with an <see cref="ArgumentException"/> that names a parameter, and shows a shape or
    /// two.</summary>
    public static void ShouldBeRefusedWithShapes(
        this Func<object?> call, ReadOnlySpan<int> a, ReadOnlySpan<int> b, params string[] parameters)
    {
        string message = call.ShouldBeRefusedByName(parameters).Message;
        string[] numbers = [.. Regex.Matches(message, @"\d+").Select(match => match.Value)];
        foreach (int dimension in (int[])[.. a, .. b])
            if (!numbers.Contains($"{dimension}"))
                throw new Difference("a message that shows the shapes", message,
                    $"it does not mention {dimension}; Tensor.Format formats a shape");
    }

    /// <summary>Asserts that bad input is refused with an exception of one kind, and returns it.</summary>
    public static T ShouldBeRefusedWith<T>(this Func<object?> call, string? advice = null) where T : Exception
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
        catch (NotImplementedException unwritten) when (unwritten is not LetThroughException)
        {
            throw new LetThroughException(unwritten, typeof(T).Name);
        }
        catch (Exception other)
        {
            throw new Difference(typeof(T).Name, $"{other.GetType().Name}: {other.Message}", Advice("another exception was thrown"));
        }
        throw new Difference(typeof(T).Name, result, Advice("a result was returned, and nothing thrown"));

        string Advice(string what) => advice is null ? what : $"{what}: {advice}";
    }

    /// <summary>Asserts the same shape and the same elements. A message shows the shapes, and the first element that differs.</summary>
    public static void ShouldEqualInAll<T>(this Tensor<T> actual, Tensor<T> expected) where T : unmanaged
    {
        try
        {
            actual.ShouldEqual(expected);
        }
        catch (Difference difference)
        {
            throw new Difference(expected.Shape.ToArray(), actual?.Shape.ToArray(), difference.Message);
        }
    }

    private static void Same<T>(Tensor<T> actual, Tensor<T> expected, string remark) where T : unmanaged
    {
        if (actual != expected)
            Compare(actual, expected, expected,
                index => EqualityComparer<T>.Default.Equals(actual.AsSpan()[index], expected.AsSpan()[index]), _ => remark);
    }

    private static bool Identical<T>(T actual, T expected) =>
        EqualityComparer<T>.Default.Equals(actual, expected)
        && !(actual is float a and 0f && expected is float e && float.IsNegative(a) != float.IsNegative(e));

    private static void Compare<T, TExpected>(
        Tensor<T> actual, object shown, Tensor<TExpected> expected, Func<int, bool> same, Func<int, string> remark)
        where T : unmanaged where TExpected : unmanaged
    {
        if (actual is null)
            throw new Difference(shown, "null", "there is no result");
        if (!actual.Shape.SequenceEqual(expected.Shape))
            throw new Difference(shown, actual, OtherShape(actual.Shape, expected.Shape));
        for (int i = 0; i < actual.Length; i++)
            if (!same(i))
            {
                Tensor<T> wrong = actual.Copy();   // before a thread that still computes it changes it
                if (Show(wrong.AsSpan()[i]) == Show(expected.AsSpan()[i]))
                    wrong = Returned.AsItWas(actual);
                throw new Difference(shown, wrong,
                    $"{Index(i, wrong.Shape)} should be {Show(expected.AsSpan()[i])} but is {Show(wrong.AsSpan()[i])}{remark(i)}");
            }
    }

    private static string OtherShape(ReadOnlySpan<int> actual, ReadOnlySpan<int> expected) =>
        $"the shape should be {Tensor.Format(expected)} but is {Tensor.Format(actual)}";

    /// <summary>Formats an element as tensors do.</summary>
    internal static string Show<T>(T element) =>
        element is bool truth ? truth ? "true" : "false" : string.Create(CultureInfo.InvariantCulture, $"{element}");

    /// <summary>Says of a difference that looks like rounding that it is more.</summary>
    private static string Remark(double actual, double expected) =>
        Math.Abs(actual - expected) <= Nearly * Math.Abs(expected) ? ", further off than rounding explains" : "";

    internal static string Index(int offset, ReadOnlySpan<int> shape)
    {
        int[] index = new int[shape.Length];
        TensorTools.SetIndex(index, shape, offset);
        return index is [] ? "it" : $"[{string.Join(", ", index)}]";
    }
}

/// <summary>Is thrown when a result is not the expected one.</summary>
public sealed class Difference(
    (string Label, object? Value) expected, (string Label, object? Value) actual, string message) : Exception(message)
{
    private readonly Func<string?> changes = Returned.Changes();

    public Difference(object? expected, object? actual, string message) : this(("expected", expected), ("actual", actual), message)
    {
    }

    public (string Label, object? Value) Expected => expected;

    public (string Label, object? Value) Actual => actual;

    /// <summary>Gets what is to be said of results that have changed since they were returned; empty if none has.</summary>
    internal string Afterwards
    {
        get
        {
            if (changes() is null)
                Thread.Sleep(20);   // time for a thread that is still at work
            return changes() is { } change ? $";\n{change}" : "";
        }
    }
}
