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
[TestMethodOrderer(typeof(LessonOrder))]
public abstract class Laws(string member = "")
{
    /// <summary>The laws in which code is still at work: that of a member, if it is endless, or that of a class of laws.</summary>
    private static readonly ConcurrentDictionary<object, string> StillRunning = [];

    /// <summary>The stubs that laws have named, in their own words; a concurrent set.</summary>
    private static readonly ConcurrentDictionary<string, bool> Unwritten = [];

    /// <summary>The first law that failed in this run.</summary>
    private static LawBroken? firstBroken;

    private const ulong ThoroughSeeds = 8;

    /// <summary>Gets the seed of this run: KATAS_SEED from the environment, or a new one.</summary>
    public static ulong SeedOfRun { get; } = FromEnvironment("KATAS_SEED") ?? (ulong)Random.Shared.Next();

    /// <summary>Gets whether this is the thorough round, with more laws than the ordinary one: whether KATAS_THOROUGH is set.</summary>
    public static bool IsThoroughRound { get; } = Environment.GetEnvironmentVariable("KATAS_THOROUGH") is not (null or "" or "0");

    /// <summary>Gets the member of the stage that the laws are about, where there are several; empty otherwise.</summary>
    public string Member => member;

    /// <summary>
    /// Checks a law as a test, with one seed after another if KATAS_REPEAT from the environment or the thorough round ask for it; after a
    /// hang, the other laws are not run.
    /// </summary>
    /// <exception cref="LawBroken">Arguments broke the law; the message shows the smallest ones found.</exception>
    public void Run(MethodInfo law)
    {
        CheckOptions options = new() { Kata = KataOf(GetType().Assembly) };
        object code = (options.Kata, Member);
        if (StillRunning.TryGetValue(code, out string? other) || StillRunning.TryGetValue(GetType(), out other))
        {
            NotRunException cause = new($"not run, because the code is still at work in the law\n\"{other}\".\nLook there first.");
            throw new LawBroken(new LawReport(law, member, options).Broken([], cause), cause);
        }
        try
        {
            for (ulong repeat = 0; repeat < (FromEnvironment("KATAS_REPEAT") ?? Repeats(law)); repeat++)
                Check(law, options with { Seed = SeedOfRun + repeat });
        }
        catch (LawBroken broken)
        {
            firstBroken ??= broken;
            if (broken.Cause is HangException hang)
                StillRunning[hang.IsSlow ? GetType() : code] = LawBroken.Sentence(law.Name);
            if (broken.Cause is NotImplementedException { Message: var stub } && !Unwritten.TryAdd(stub, true))
                throw new LawBroken(LawReport.Unwritten, broken.Cause);
            throw;
        }
        finally
        {
            LastWords.Are(firstBroken?.Cause is NotImplementedException { Message: var next } ? $"The next step: {next}\n" : "");
        }
    }

    /// <summary>Checks a law once.</summary>
    /// <inheritdoc cref="Run"/>
    public void Check(MethodInfo law, CheckOptions options) => new LawCheck(this, law, options).Run();

    /// <summary>Gets the path of the file that an assembly of laws is about, relative to the repository; empty if there is none.</summary>
    internal static string KataOf(Assembly laws) =>
        laws.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "Kata")?.Value ?? "";

    /// <summary>Gets how often a law is checked: in the thorough round again and again, but for those that are of that round.</summary>
    private static ulong Repeats(MethodInfo law) =>
        IsThoroughRound && !law.GetCustomAttribute<LawAttribute>()!.Thorough ? ThoroughSeeds : 1;

    private static ulong? FromEnvironment(string name) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out ulong value) ? value : null;
}
