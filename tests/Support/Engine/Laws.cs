using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace Katas.Tests;

/// <summary>
/// The base of every class of laws. A law is a method with the attribute [<see cref="LawAttribute">Law</see>] that throws, or returns
/// false, where it does not hold.
/// </summary>
[Collection("Laws, one after another"), TestMethodOrderer(typeof(DeclarationOrder))]
public abstract class Laws(string member = "")
{
    /// <summary>By class, the law that the learner's code still runs in.</summary>
    private static readonly ConcurrentDictionary<Type, string> Hung = [];

    /// <summary>Gets the seed of this run: KATAS_SEED from the environment, or a new one.</summary>
    public static ulong SeedOfRun { get; } = FromEnvironment("KATAS_SEED") ?? (ulong)Random.Shared.Next();

    /// <summary>Gets whether this is the thorough round, which has more laws than the ordinary one: whether KATAS_THOROUGH is set.</summary>
    public static bool IsThoroughRound { get; } = Environment.GetEnvironmentVariable("KATAS_THOROUGH") is not (null or "" or "0");

    /// <summary>Gets the member of the stage that the laws are about, where there are several; empty otherwise.</summary>
    public string Member => member;

    private string Kata =>
        GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "Kata")?.Value ?? "";

    /// <summary>
    /// Checks a law as a test, with KATAS_REPEAT from the environment one seed after another; after a hang, the other laws are not run.
    /// </summary>
    /// <exception cref="LawBroken">Arguments broke the law; the message shows the smallest ones found.</exception>
    public void Run(MethodInfo law)
    {
        CheckOptions options = new() { Kata = Kata };
        if (Hung.TryGetValue(GetType(), out string? other))
            throw new LawBroken(law, [], new NotRunException(
                $"not run, because the code still hangs in the law \"{other}\". Look there first."), member, options);
        try
        {
            for (ulong repeat = 0; repeat < (FromEnvironment("KATAS_REPEAT") ?? 1); repeat++)
                Check(law, options with { Seed = SeedOfRun + repeat });
        }
        catch (LawBroken broken) when (broken.Cause is HangException)
        {
            Hung[GetType()] = LawBroken.Sentence(law.Name);
            throw;
        }
    }

    /// <summary>Checks a law once.</summary>
    /// <inheritdoc cref="Run"/>
    public void Check(MethodInfo law, CheckOptions options) => new LawCheck(this, law, options).Run();

    private static ulong? FromEnvironment(string name) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out ulong value) ? value : null;
}
