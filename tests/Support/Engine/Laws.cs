using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit;
using Xunit.Sdk;
using Result = FsCheck.TestResult;

namespace Katas.Tests;

/// <summary>
/// The base of every class of laws. A law is a method with the attribute [<see cref="LawAttribute">Law</see>] that throws where it does not
/// hold.
/// </summary>
[Collection("Laws, one after another"), TestMethodOrderer(typeof(DeclarationOrder))]
public abstract class Laws
{
    private const ulong GoldenGamma = 0x9e3779b97f4a7c15;   // the increment of a SplitMix generator (Steele, Lea and Flood, 2014)

    private static readonly ConcurrentDictionary<Type, string> Hung = [];

    /// <summary>Gets the seed of this run: KATAS_SEED from the environment, or a new one.</summary>
    public static ulong SeedOfRun { get; } = FromEnvironment("KATAS_SEED") ?? (ulong)Random.Shared.Next();

    /// <summary>Gets whether this is the thorough round, which has more laws than the ordinary one: whether KATAS_THOROUGH is set.</summary>
    public static bool IsThoroughRound { get; } = Environment.GetEnvironmentVariable("KATAS_THOROUGH") is not (null or "" or "0");

    /// <summary>Gets or sets the seed from which, with its name, a law draws its inputs.</summary>
    public ulong Seed { get; set; } = SeedOfRun;

    /// <summary>Gets or sets the most inputs that a law draws; an attribute may say fewer.</summary>
    public int MaxCases { get; set; } = int.MaxValue;

    /// <summary>Gets or sets whether inputs that break a law are made as small as can be before they are shown.</summary>
    public bool Shrinks { get; set; } = true;

    /// <summary>
    /// Gets or sets whether the watchdog has an eye on each input, so that it can be shown if it hangs, or on the law as a whole, which is
    /// faster.
    /// </summary>
    public bool WatchesEachInput { get; set; } = true;

    /// <summary>Gets or sets the file that the learner writes, relative to the repository.</summary>
    public string File { get; set; }

    /// <summary>Gets the member of the stage that the laws are about, where there are several; empty otherwise.</summary>
    public string Member { get; }

    protected Laws(string member = "") => (Member, File) = (member,
        GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "Kata")?.Value ?? "");

    /// <summary>
    /// Checks a law as a test, with KATAS_REPEAT from the environment one seed after another; after a hang, the other laws are not run.
    /// </summary>
    /// <exception cref="LawBroken">Arguments broke the law; the message shows the smallest ones found.</exception>
    public void Run(MethodInfo law)
    {
        if (Hung.TryGetValue(GetType(), out string? other))
            throw new LawBroken(law, [], new NotRunException(
                $"not run, because the code still hangs in the law \"{other}\". Look there first."), this);
        try
        {
            for (ulong repeats = FromEnvironment("KATAS_REPEAT") ?? 1; repeats > 0; repeats--, Seed++)
                Check(law);
        }
        catch (LawBroken broken) when (broken.Cause is HangException)
        {
            Hung[GetType()] = LawBroken.Sentence(law.Name);
            throw;
        }
    }

    /// <summary>Checks a law with this object's seed.</summary>
    /// <inheritdoc cref="Run"/>
    public void Check(MethodInfo law)
    {
        LawAttribute options = law.GetCustomAttribute<LawAttribute>()!;
        ParameterInfo[] parameters = law.GetParameters();
        Config quick = Config.Quick, config = quick
            .WithArbitrary([.. options.Arbitrary, typeof(Inputs)]).WithReplay(SeedOf(law.Name), GoldenGamma)
            .WithMaxTest(parameters.Length == 0 ? 1 : Math.Min(MaxCases, Either(options.MaxTest, quick.MaxTest)))
            .WithMaxRejected(Either(options.MaxRejected, quick.MaxRejected))
            .WithStartSize(Either(options.StartSize, quick.StartSize)).WithEndSize(Either(options.EndSize, quick.EndSize));
        if (options.Of is { } member)
        {
            object[] given = [.. Given(options.In ?? law.DeclaringType!, member, parameters.Single().ParameterType)];
            if (given.Length == 0)
                return;   // as not every machine has, say, a file that nobody may read
            Check(law, options, config.WithMaxTest(given.Length), Arb.From(Draw.InTurn(given).Select(argument => (object[])[argument])));
        }
        else if (parameters is [{ ParameterType.IsEnum: true } choice, .. var rest])
            foreach (object value in Enum.GetValues(choice.ParameterType))
                Check(law, options, config, Arguments(config.ArbMap, rest, value));
        else
            Check(law, options, config, Arguments(config.ArbMap, parameters));
    }

    private void Check(MethodInfo law, LawAttribute options, Config config, Arbitrary<object[]> arguments)
    {
        using Watchdog watchdog = new();
        Verdict verdict = new();
        TimeSpan limit = TimeSpan.FromSeconds(options.Seconds), forShrinking = WatchesEachInput ? limit : 5 * limit;
        Stopwatch sinceFailure = new();
        bool shrinks = Shrinks;
        if (WatchesEachInput)
            CheckAll();
        else
            watchdog.Run(CheckAll, 10 * limit);
        if (verdict.Result is Result.Failed { Item3: [object[] counterexample], Item4: Outcome.Failed { Item: var cause } })
            throw new LawBroken(law, counterexample, cause, this);
        if (!verdict.Result!.IsPassed)
            throw new InvalidOperationException($"Too few inputs: {verdict.Result}");

        void CheckAll() => FsCheck.Check.One(config.WithRunner(verdict), Prop.ForAll(Arb.From(arguments.Generator, Simpler), Holds));

        void Holds(object[] input)
        {
            try
            {
                if (WatchesEachInput)
                    watchdog.Run(() => Invoke(input), limit);
                else
                    Invoke(input);
            }
            catch (Exception exception)
            {
                shrinks &= exception is not (HangException or NotImplementedException);
                sinceFailure.Start();
                throw;
            }
        }

        void Invoke(object[] input) => law.Invoke(this, BindingFlags.DoNotWrapExceptions, null, input, null);

        // FsCheck asks for this before it runs the law, and enumerates after; it cannot be told to stop.
        IEnumerable<object[]> Simpler(object[] input)
        {
            if (shrinks)
                foreach (object[] simpler in arguments.Shrinker(input).TakeWhile(_ => shrinks && sinceFailure.Elapsed < forShrinking))
                    yield return simpler;
        }
    }

    /// <summary>Generates one argument for each parameter, after those that are fixed, and shrinks them one at a time.</summary>
    private static Arbitrary<object[]> Arguments(IArbMap map, ParameterInfo[] parameters, params object[] first)
    {
        Arbitrary<object>[] each =
        [
            .. first.Select(argument => Arb.From(Gen.Constant(argument))),
            .. parameters.Select(parameter => map.ArbFor(parameter.ParameterType)),
        ];
        return Arb.From(Gen.CollectToArray(each, argument => argument.Generator), arguments =>
            from i in Enumerable.Range(0, each.Length)
            from simpler in each[i].Shrinker(arguments[i])
            select (object[])[.. arguments[..i], simpler, .. arguments[(i + 1)..]]);
    }

    /// <summary>Gets the one value, or every value, of a static property or field.</summary>
    private static IEnumerable<object> Given(Type type, string member, Type parameter)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        object value = type.GetProperty(member, Static)?.GetValue(null) ?? type.GetField(member, Static)?.GetValue(null)
            ?? throw new MissingMemberException(type.Name, member);
        return parameter.IsInstanceOfType(value) ? [value] : ((IEnumerable)value).Cast<object>();
    }

    /// <summary>Mixes the law's name into the seed, so that laws over the same kind of input try different ones.</summary>
    private ulong SeedOf(string law) => law.Aggregate(Seed, (seed, letter) => seed * 31 + letter);

    /// <summary>Gets an option, which is negative if it was not given, or else FsCheck's own.</summary>
    private static int Either(int option, int otherwise) => option < 0 ? otherwise : option;

    private static ulong? FromEnvironment(string name) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out ulong value) ? value : null;

    /// <summary>Keeps FsCheck's result, and prints nothing.</summary>
    private sealed class Verdict : IRunner
    {
        public Result? Result { get; private set; }

        public void OnStartFixture(Type type)
        {
        }

        public void OnArguments(int test, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, Result result) => Result = result;
    }
}
