using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;

namespace Katas.Tests;

/// <summary>
/// The base of every stage's laws. A law holds for all inputs of a kind: <see cref="ForAll{T}"/> draws a hundred of them, and when one
/// breaks the law, shrinks it to the smallest that still does and shows it.
/// </summary>
[Collection("Laws, one after another"), TestMethodOrderer(typeof(DeclarationOrder))]
public abstract class Laws
{
    private const int FsCheckSize = 50;   // none of our generators depends on it

    /// <summary>Gets the seed of this run: KATAS_SEED from the environment, or a new one.</summary>
    public static ulong SeedOfRun { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("KATAS_SEED"), CultureInfo.InvariantCulture, out ulong seed)
            ? seed : (ulong)Random.Shared.Next();

    /// <summary>Gets how many seeds, one after another, each law is tried with: KATAS_REPEAT from the environment, or one.</summary>
    private static ulong Repeats { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("KATAS_REPEAT"), CultureInfo.InvariantCulture, out ulong repeats) ? repeats : 1;

    /// <summary>Gets or sets the seed from which, with its name, a law draws its inputs.</summary>
    public ulong Seed { get; set; } = SeedOfRun;

    /// <summary>Gets or sets how many inputs a law tries.</summary>
    public int Cases { get; set; } = 100;

    /// <summary>Gets or sets whether an input that breaks a law is made as small as can be before it is shown.</summary>
    public bool Shrinks { get; set; } = true;

    /// <summary>Gets or sets the file that the learner writes, relative to the repository.</summary>
    public string File { get; set; }

    protected Laws() =>
        File = GetType().Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "Kata")?.Value ?? "";

    /// <summary>Checks a law on a hundred inputs, from small to large; each may take five seconds, or <paramref name="seconds"/>.</summary>
    /// <exception cref="LawBroken">An input broke the law; the message shows the smallest one found.</exception>
    protected void ForAll<T>(Arbitrary<T> inputs, Action<T> law, int seconds = 5, [CallerMemberName] string name = "") =>
        Check(inputs, Cases, law, seconds, name);

    /// <summary>Checks a law on one input.</summary>
    /// <inheritdoc cref="ForAll{T}"/>
    protected void For<T>(T input, Action<T> law, int seconds = 5, [CallerMemberName] string name = "") =>
        Check(Arb.From(Gen.Constant(input)), 1, law, seconds, name);

    /// <summary>Checks a law on every one of some inputs, given from the simplest on.</summary>
    /// <inheritdoc cref="ForAll{T}"/>
    protected void ForEach<T>(IEnumerable<T> inputs, Action<T> law, int seconds = 5, [CallerMemberName] string name = "")
    {
        T[] all = [.. inputs];
        Check(Arb.From(Draw.InTurn(all)), all.Length, law, seconds, name);
    }

    private void Check<T>(Arbitrary<T> inputs, int cases, Action<T> law, int seconds, string name)
    {
        ulong first = Seed;
        for (Seed = first; Seed < first + Repeats; Seed++)
            CheckOnce(inputs, cases, law, seconds, name);
        Seed = first;
    }

    private void CheckOnce<T>(Arbitrary<T> inputs, int cases, Action<T> law, int seconds, string name)
    {
        Watchdog watchdog = new(GetType(), name, TimeSpan.FromSeconds(seconds));
        (T Input, Exception Exception)? failure = null;
        try
        {
            watchdog.Run(() => failure = FirstFailure());
        }
        catch (Hang hang)
        {
            throw new LawBroken(name, hang.Input, hang, this);
        }
        if (failure is (var counterexample, var exception))
            throw new LawBroken(name, counterexample, exception, this);

        // FsCheck draws and shrinks; the loop is ours, so that a stack overflow in the law shows the law and little else.
        (T, Exception)? FirstFailure()
        {
            for (int i = 0; i < cases; i++)
                if (Failure(inputs.Generator.Sample(1, new Rnd(SeedOf(name) + (ulong)i), FsCheckSize).Single()) is { } found)
                    return Shrinks ? Smallest(found) : found;
            return null;
        }

        (T, Exception) Smallest((T Input, Exception) found)
        {
            while (inputs.Shrinker(found.Input).Select(Failure).FirstOrDefault(failure => failure is not null) is { } simpler)
                found = simpler;
            return found;
        }

        (T Input, Exception)? Failure(T input)
        {
            try
            {
                watchdog.Time(input, () => law(input));
                return null;
            }
            catch (Exception exception)
            {
                return (input, exception);
            }
        }
    }

    /// <summary>Mixes the law's name into the seed, so that laws over the same kind of input try different ones.</summary>
    private ulong SeedOf(string law) => law.Aggregate(Seed, (seed, letter) => seed * 31 + letter);
}
