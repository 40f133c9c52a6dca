using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Katas;
using Katas.Tests;

#pragma warning disable IDE0130 // Of exceptions from this namespace, xUnit shows the message alone
namespace Xunit.Sdk;

/// <summary>
/// Tells a learner which law is broken, by which input, what was expected, what came out, which file to open, and how to run it
/// again with the same numbers.
/// </summary>
public sealed class LawBroken : Exception, IAssertionException
{
    internal LawBroken(MethodInfo law, object[] arguments, Exception cause, string member, CheckOptions options)
        : base(Describe(law, arguments, cause, member, options)) => Cause = cause;

    /// <summary>Gets what the law ran into: a difference, a time-out, or what the implementation threw.</summary>
    public Exception Cause { get; }

    /// <summary>Gets nothing: the frames would be the framework's.</summary>
    public override string? StackTrace => "";

    /// <summary>Turns a method name into a sentence: Laws_are_sentences into "Laws are sentences".</summary>
    public static string Sentence(string name) => name.Replace('_', ' ');

    private static string Describe(MethodInfo law, object[] arguments, Exception cause, string member, CheckOptions options)
    {
        if (cause is NotImplementedException)
            return $"Not written yet. {cause.Message}";

        (string Label, object? Value)[]
            what = [.. arguments.Zip(law.GetParameters(), (argument, parameter) => Inputs(argument, parameter.Name!)).SelectMany(x => x),
                .. Findings(cause)],
            next = [("open", options.Kata), ("replay", Replay(options))];
        string of = member is "" ? "" : $" ({member})";
        int width = what.Max(line => line.Label.Length);
        return $"Broken law: {Sentence(law.Name)}{of}.\n\n{Lines(what, width)}\n{Lines(next, width)}".TrimEnd();
    }

    private static (string Label, object? Value)[] Findings(Exception cause) => cause switch
    {
        Difference difference => [difference.Expected, difference.Actual, ("so", difference.Message)],
        NotRunException or HangException => [("so", cause.Message)],
        ShouldAssertException => [("so", string.Join(' ', cause.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))],
        _ => [("thrown", $"{cause.GetType().Name}: {cause.Message}{Place(cause)}")],
    };

    /// <summary>Names the parts of an argument as the law does: the properties of a record, or the parameter.</summary>
    private static IEnumerable<(string Label, object? Value)> Inputs(object argument, string parameter) =>
        Parts.Of(argument) is { Length: > 0 } parts
            ? parts.Select(part => (part.Name.ToLowerInvariant(), part.Value))
            : [(parameter, argument)];

    /// <summary>Gets the command that runs the same again: the same tree, seed and vectors.</summary>
    private static string Replay(CheckOptions options)
    {
        string stage = options.Kata.Split('/') is [_, var folder, _] ? folder : "";
        string tree = options.Kata.StartsWith("solutions/", StringComparison.Ordinal) ? " -p:Solved=true" : "";
        IEnumerable<string> vectors =
            from DictionaryEntry variable in Environment.GetEnvironmentVariables()
            where $"{variable.Key}".StartsWith("DOTNET_Enable", StringComparison.OrdinalIgnoreCase)
            orderby variable.Key
            select $" -e {variable.Key}={variable.Value}";
        return $"dotnet test tests/{stage}{tree} -e KATAS_SEED={options.Seed}{string.Concat(vectors)}";
    }

    /// <summary>Puts labels in one column, of eight letters or more, and values in the other.</summary>
    private static string Lines((string Label, object? Value)[] lines, int width)
    {
        width = Math.Max(width, 8) + 2;
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

    /// <summary>
    /// Finds the line of the learner's own code that threw, or the method alone where the JIT's check of an index did, which keeps no line.
    /// </summary>
    private static string Place(Exception cause)
    {
        StackFrame[] frames = new StackTrace(cause, fNeedFileInfo: true).GetFrames();
        int own = Array.FindIndex(frames, frame =>
            frame.GetMethod()?.DeclaringType is { Namespace: "Katas" } type && type.Assembly != typeof(Tensor).Assembly);
        if (own < 0 || frames[own].GetFileName() is not { } file)
            return "";
        return own > 0 && frames[own - 1].GetMethod()?.DeclaringType is { Namespace: "Internal.Runtime.CompilerHelpers" }
            ? $"\nin {Path.GetFileName(file)}, {frames[own].GetMethod()!.Name.TrimStart('<').Split('>')[0]}"
            : $"\nat {Path.GetFileName(file)}, line {frames[own].GetFileLineNumber()}";
    }
}

/// <summary>Tells xUnit, by this name, that a law was broken rather than the test itself.</summary>
internal interface IAssertionException;
