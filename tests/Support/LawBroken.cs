using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
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
    private const int Column = 10;

    internal LawBroken(string law, object? input, Exception cause, Laws laws) : base(Describe(law, input, cause, laws)) => Cause = cause;

    /// <summary>Gets what the law ran into: a difference, a time-out, or what the implementation threw.</summary>
    public Exception Cause { get; }

    /// <summary>Gets nothing: the frames would be the framework's.</summary>
    public override string? StackTrace => "";

    /// <summary>Turns a method name into a sentence: Laws_are_sentences into "Laws are sentences".</summary>
    public static string Sentence(string name) => name.Replace('_', ' ');

    private static string Describe(string law, object? input, Exception cause, Laws laws)
    {
        if (cause is NotImplementedException)
            return $"Not written yet. {cause.Message}";

        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Broken law: {Sentence(law)}.\n\n");
        foreach ((string label, object? value) in Inputs(input))
            Append(text, label, value);
        switch (cause)
        {
            case Difference difference:
                Append(text, "expected", difference.Expected);
                Append(text, "actual", difference.Actual);
                Append(text, "so", difference.Message);
                break;
            case Hang:
                Append(text, "so", cause.Message.Trim());
                break;
            case ShouldAssertException:
                Append(text, "so", string.Join(' ', cause.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
                break;
            default:
                Append(text, "thrown", $"{cause.GetType().Name}: {cause.Message}{Place(cause)}");
                break;
        }
        string stage = laws.File.Split('/') is [_, var folder, _] ? folder : "";
        string tree = laws.File.StartsWith("solutions/", StringComparison.Ordinal) ? " -p:Solved=true" : "";
        text.Append('\n');
        Append(text, "open", laws.File);
        Append(text, "replay", $"dotnet test tests/{stage}{tree} -e KATAS_SEED={laws.Seed}");
        return text.ToString().TrimEnd();
    }

    /// <summary>Names the tensors of an input as the law does: the properties of its record, or "input".</summary>
    private static IEnumerable<(string Label, object? Value)> Inputs(object? input)
    {
        if (input is null)
            return [];
        PropertyInfo[] properties = input.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        return input.GetType().GetMethod("<Clone>$") is null
            ? [("input", input)]
            : properties.Select(property => (property.Name.ToLowerInvariant(), property.GetValue(input)));
    }

    private static void Append(StringBuilder text, string label, object? value)
    {
        if (value is int[] shape)
            value = $"({string.Join(", ", shape)})";
        string indent = "\n" + new string(' ', Column + 2);
        text.Append("  ").Append(label.PadRight(Column - 1)).Append(' ');
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{value ?? "null"}").Replace("\n", indent, StringComparison.Ordinal)).Append('\n');
    }

    /// <summary>Finds the line of the learner's own code that threw.</summary>
    private static string Place(Exception cause)
    {
        StackFrame? frame = new StackTrace(cause, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetMethod()?.DeclaringType is { Namespace: "Katas" } type && type.Assembly != typeof(Tensor).Assembly);
        return frame?.GetFileName() is { } file ? $"\nat {Path.GetFileName(file)}, line {frame.GetFileLineNumber()}" : "";
    }
}

/// <summary>Tells xUnit, by this name, that a law was broken rather than the test itself.</summary>
internal interface IAssertionException;
