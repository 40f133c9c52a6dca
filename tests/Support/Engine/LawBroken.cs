using Katas.Tests;

#pragma warning disable IDE0130 // Of exceptions from this namespace, xUnit shows the message alone
namespace Xunit.Sdk;

/// <summary>Is thrown when a law is broken. The message is all that a learner sees: <see cref="LawReport"/>.</summary>
public sealed class LawBroken(string report, Exception cause) : Exception(report), IAssertionException
{
    /// <summary>Gets what the law ran into: a difference, a time-out, or what the implementation threw.</summary>
    public Exception Cause => cause;

    /// <summary>Gets nothing: the frames would be the framework's.</summary>
    public override string? StackTrace => "";

    /// <summary>Turns a method name into a sentence: Laws_are_sentences into "Laws are sentences".</summary>
    public static string Sentence(string name) => name.Replace('_', ' ');
}

/// <summary>Tells xUnit, by this name, that a law was broken rather than the test itself.</summary>
internal interface IAssertionException;
