using System.Collections;
using System.Globalization;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Katas.Tests;

/// <summary>
/// Tells a learner which law is broken, by which input, what was expected, what came out, which file to open, and how to run it again with
/// the same numbers.
/// </summary>
internal sealed class LawReport(MethodInfo law, string member, CheckOptions options)
{
    private const int NarrowestColumn = 8;

    private readonly (string Label, object? Value)[] next =
    [
        .. options.Kata is "" ? Array.Empty<(string, object?)>() : [("open", options.Kata)],
        ("law", PathOf(law)),
        ("replay", Replay(law, options)),
    ];

    /// <summary>Gets what every law but the first says of a member that is not written.</summary>
    public const string Unwritten = "Not written yet.";

    private string Name => LawBroken.Sentence(law.Name) + (member is "" ? "" : $" ({member})")
        + (VectorSwitch.OfThisProcess is { } vectors ? $", {vectors}" : "");

    /// <summary>Describes a law that is broken, and why.</summary>
    public string Broken(object[] arguments, Exception cause) => cause switch
    {
        NotImplementedException => $"{Unwritten} {cause.Message}",
        BrokenElsewhereException => cause.Message,
        _ => Describe($"Broken law: {Name}.", [.. Inputs(arguments), .. Findings(cause)]),
    };

    /// <summary>Describes the law under way, for the case that it takes the process down. As there is one for each input, it shows no more
    /// than shapes.</summary>
    public string Died(object[] arguments) => Describe($"\nThe test program ended within the law: {Name}.",
        [
            .. Inputs(arguments).Select(input => (input.Label, ShapeOf(input.Value) ?? input.Value)),
            ("so", "see above what the runtime says. If it is a stack overflow: does a method\n"
                + "call itself forever, or is a stackalloc larger than the stack?"),
        ]) + "\n";

    private string Describe(string title, (string Label, object? Value)[] what)
    {
        int width = Math.Max(NarrowestColumn, what.Max(line => line.Label.Length)) + 2;
        return $"{title}\n\n{Lines(what, width)}\n{Lines(next, width)}".TrimEnd();
    }

    private static (string Label, object? Value)[] Findings(Exception cause) => cause switch
    {
        Difference difference => [difference.Expected, difference.Actual, ("so", difference.Message + difference.Afterwards)],
        NotRunException or HangException or UnfinishedException => [("so", cause.Message)],
        ShouldAssertException => [("so", string.Join(' ', cause.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))],
        AggregateException all when all.Flatten().InnerExceptions is [var first, ..] =>
            [.. Findings(first), ("so", "a parallel loop or a task threw this on another thread:\n"
                + "do two threads share a variable or a buffer?")],
        _ => [("thrown", $"{cause.GetType().Name}: {cause.Message}{Place.Of(cause)}")],
    };

    /// <summary>Names the parts of the arguments as the law does: the properties of a record, or the parameter.</summary>
    private IEnumerable<(string Label, object? Value)> Inputs(object[] arguments)
    {
        foreach ((object argument, ParameterInfo parameter) in arguments.Zip(law.GetParameters()))
            if (Parts.Of(argument) is { Length: > 0 } parts)
                foreach ((string name, object? value) in parts)
                    yield return (name.ToLowerInvariant(), value);
            else
                yield return (parameter.Name!, argument);
    }

    /// <summary>Gets the file that a law is in.</summary>
    private static string PathOf(MethodInfo law)
    {
        IFactAttribute attribute = law.GetCustomAttribute<LawAttribute>()!;
        return Path.GetRelativePath(Repository.Root, attribute.SourceFilePath!).Replace('\\', '/');
    }

    /// <summary>Gets the command that runs the same again: the same tree, round, seed and vectors.</summary>
    private static string Replay(MethodInfo law, CheckOptions options)
    {
        string stage = options.Kata.Split('/') is [_, var folder, _] ? folder : "";
        string tree = options.Kata.StartsWith("solutions/", StringComparison.Ordinal) ? " -p:Solved=true" : "";
        string round = law.GetCustomAttribute<LawAttribute>()!.Thorough ? " -e KATAS_THOROUGH=1" : "";
        IEnumerable<string> vectors =
            from DictionaryEntry variable in Environment.GetEnvironmentVariables()
            where $"{variable.Key}".StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase)
            orderby variable.Key
            select $" -e {variable.Key}={variable.Value}";
        return $"dotnet test tests/{stage}{tree}{round} -e KATAS_SEED={options.Seed}{string.Concat(vectors)}";
    }

    /// <summary>Puts labels in one column and values in the other.</summary>
    private static string Lines((string Label, object? Value)[] lines, int width)
    {
        string indent = "\n" + new string(' ', width + 2);
        return string.Concat(lines.Select(line =>
            $"  {line.Label.PadRight(width)}{Text(line.Value).Replace("\n", indent, StringComparison.Ordinal)}\n"));
    }

    private static string Text(object? value) => value switch
    {
        int[] shape => Tensor.Format(shape),
        Tensor<float> { Rank: 0 } scalar => FormattableString.Invariant($"{scalar[[]]}, a scalar: shape ()"),
        Tensor<bool> { Rank: 0 } scalar => $"{(scalar[[]] ? "true" : "false")}, a scalar: shape ()",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value ?? "null"}"),
    };

    /// <summary>Gets the shape of a tensor, as text; null for anything else.</summary>
    private static string? ShapeOf(object? value) => value switch
    {
        Tensor<float> tensor => $"of shape {Tensor.Format(tensor.Shape)}",
        Tensor<bool> mask => $"of shape {Tensor.Format(mask.Shape)}",
        _ => null,
    };
}
