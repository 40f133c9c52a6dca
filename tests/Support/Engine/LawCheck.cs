using System.Diagnostics;
using System.Reflection;
using FsCheck.Xunit;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Sdk;
using Result = FsCheck.TestResult;

namespace Katas.Tests;

/// <summary>Checks one law: FsCheck draws its arguments, and proposes simpler ones as soon as some have broken it.</summary>
internal sealed class LawCheck(Laws laws, MethodInfo law, CheckOptions options)
{
    private const ulong GoldenGamma = 0x9e3779b97f4a7c15;   // the increment of a SplitMix generator (Steele, Lea and Flood, 2014)

    private const int Others = 25;   // arguments to try where some are not written yet

    private readonly LawAttribute attribute = law.GetCustomAttribute<LawAttribute>()!;
    private readonly LawReport report = new(law, laws.Member, options);
    private readonly Stopwatch sinceFailure = new();
    private (object[] Arguments, Exception Cause)? failure;   // the last one, which is the simplest
    private bool shrinks = options.Shrinks;
    private bool? isBegun;

    private TimeSpan Limit => TimeSpan.FromSeconds(attribute.Seconds);

    /// <summary>Checks the law.</summary>
    /// <exception cref="LawBroken">Arguments broke the law.</exception>
    /// <exception cref="NotSupportedException">The law returns something that nobody would look at.</exception>
    public void Run()
    {
        if (law.ReturnType != typeof(void) && law.ReturnType != typeof(bool))
            throw new NotSupportedException($"A law returns nothing, or a bool: {law.Name} returns {law.ReturnType.Name}.");
        LawArguments arguments = new(law, attribute);
        Config config = Configure(arguments);
        try
        {
            foreach (Arbitrary<object[]> each in arguments.Draw(config.ArbMap))
                Run(each, config);
        }
        finally
        {
            LastWords.Are("");
        }
    }

    /// <summary>Takes the options of [Law], or else those of [Properties] on the class of laws, or else FsCheck's own.</summary>
    private Config Configure(LawArguments arguments)
    {
        PropertyAttribute[] given = [attribute, .. laws.GetType().GetCustomAttributes<PropertiesAttribute>()];
        int Option(Func<PropertyAttribute, int> get, int otherwise) =>
            given.Select(get).Where(option => option >= 0).Append(otherwise).First();

        Config quick = Config.Quick;
        return quick
            .WithArbitrary([.. given.SelectMany(options => options.Arbitrary), typeof(Inputs)])
            .WithReplay(Seed(), GoldenGamma)
            .WithMaxTest(arguments.Count ?? Math.Min(options.MaxCases, Option(options => options.MaxTest, quick.MaxTest)))
            .WithMaxRejected(Option(options => options.MaxRejected, quick.MaxRejected))
            .WithStartSize(Option(options => options.StartSize, quick.StartSize))
            .WithEndSize(Option(options => options.EndSize, quick.EndSize));
    }

    /// <summary>Mixes the law's name into the seed, so that laws over the same kind of input try different ones.</summary>
    private ulong Seed() => law.Name.Aggregate(options.Seed, (seed, letter) => seed * 31 + letter);

    private void Run(Arbitrary<object[]> arguments, Config config)
    {
        using Watchdog watchdog = new();
        SilentRunner runner = new();
        Property property = Prop.ForAll(
            Arb.From(arguments.Generator, each => Simpler(arguments, each)), each => Try(each, arguments.Generator, watchdog));
        void Check() => FsCheck.Check.One(config.WithRunner(runner), property);

        if (options.WatchesEachInput)
            Check();
        else
            watchdog.Run(Check, 10 * Limit);
        if (failure is (var counterexample, var cause))
        {
            if (cause is HangException)
                (counterexample, cause) = new Slowness(Invoke, Limit).Explain(counterexample);
            throw new LawBroken(report.Broken(counterexample, cause), cause);
        }
        if (!runner.Result!.IsPassed)
            throw new InvalidOperationException($"Too few inputs: {runner.Result}");
    }

    private void Try(object[] arguments, Gen<object[]> others, Watchdog watchdog)
    {
        try
        {
            Invoke(arguments, watchdog);
            isBegun = true;
        }
        catch (Exception thrown)
        {
            Exception cause = thrown;
            if (thrown is NotImplementedException unwritten && IsBegun(others, watchdog))
                cause = unwritten is LetThroughException letThrough ? letThrough.Difference : new UnfinishedException(unwritten);
            failure = (arguments, cause);
            shrinks &= cause is not (HangException or NotImplementedException);
            sinceFailure.Start();
            throw;
        }
    }

    /// <summary>Tells whether the code is written for some arguments, so that it matters for which it is not.</summary>
    private bool IsBegun(Gen<object[]> arguments, Watchdog watchdog)
    {
        return isBegun ??= law.GetParameters() is not [] && arguments.Sample(Others).Any(IsWritten);

        bool IsWritten(object[] other)
        {
            try
            {
                Invoke(other, watchdog);
                return true;
            }
            catch (Exception exception)
            {
                return exception is not NotImplementedException;
            }
        }
    }

    private void Invoke(object[] arguments, Watchdog watchdog)
    {
        if (options.WatchesEachInput)
            watchdog.Run(() => Invoke(arguments), Limit);
        else
            Invoke(arguments);
    }

    private void Invoke(object[] arguments)
    {
        if (LastWords.AreKept && options.WatchesEachInput)
            LastWords.Are(report.Died(arguments));
        Returned.Forget();
        if (law.Invoke(laws, BindingFlags.DoNotWrapExceptions, null, arguments, null) is false)
            throw new Difference("true", "false", "the law returned false");
    }

    /// <summary>
    /// Proposes simpler arguments as long as there is time. FsCheck asks for them before it runs the law, enumerates after, and cannot be
    /// told to stop otherwise.
    /// </summary>
    private IEnumerable<object[]> Simpler(Arbitrary<object[]> arbitrary, object[] arguments)
    {
        TimeSpan time = options.WatchesEachInput ? Limit : 5 * Limit;
        if (shrinks)
            foreach (object[] simpler in arbitrary.Shrinker(arguments).TakeWhile(_ => shrinks && sinceFailure.Elapsed < time))
                yield return simpler;
    }

    /// <summary>Keeps FsCheck's result, and prints nothing.</summary>
    private sealed class SilentRunner : IRunner
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
