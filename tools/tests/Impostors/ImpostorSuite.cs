using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]   // some laws measure memory, which impostors of other suites would let grow

namespace Katas.Tests;

/// <summary>Tests the laws of one stage: every impostor must break one, whatever the seed, and no right implementation may.</summary>
/// <param name="file">The file that a learner writes, such as katas/2-NaiveMatmul/NaiveMatmul.cs.</param>
/// <param name="example">The name of the impostor, and of the law, whose failure is kept in the snapshot as learners see it; and the most
/// elements that its smallest input has.</param>
/// <param name="bindings">What binds each class of the stage's laws to an implementation; null if it does not implement what they are
/// about.</param>
public abstract class ImpostorSuite<TCode>(string file, (string Impostor, string Law, int Elements) example, params Func<TCode,
    Laws?>[] bindings)
{
    private const ulong SeedOfSnapshots = 1;
    private const int FewCases = 25;

    /// <summary>Gets the seeds to try: that of the run, and as many after it as KATAS_SEEDS says.</summary>
    private static IEnumerable<ulong> Seeds { get; } =
        Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("KATAS_SEEDS"), CultureInfo.InvariantCulture, out int seeds)
            ? seeds : 1)
            .Select(seed => Laws.SeedOfRun + (ulong)seed);

    /// <summary>Gets wrong implementations, each with the mistake that it models.</summary>
    protected abstract Candidate<TCode>[] Impostors { get; }

    /// <summary>Gets right implementations, as different from one another as can be. The first is complete.</summary>
    protected abstract Candidate<TCode>[] RightOnes { get; }

    /// <summary>Gets how many inputs each law tries.</summary>
    protected virtual int Cases => 100;

    private string Stage => file.Split('/')[1];

    private Law[] StageLaws =>
    [
        .. from binding in bindings
           let laws = binding(RightOnes[0].Make())!
           from method in laws.GetType().GetMethods().Where(method => method.IsDefined(typeof(LawAttribute))).OrderBy(LessonOrder.Of)
           select new Law(method, binding, (laws.Member is "" ? "" : $"{laws.Member}: ") + LawBroken.Sentence(method.Name),
               method.GetCustomAttribute<LawAttribute>()!),
    ];

    protected static Candidate<TCode> Code(string name, string remark, TCode code) => new(name, remark, () => code);

    /// <summary>Makes a candidate that remembers something between calls: each law gets a fresh one.</summary>
    protected static Candidate<TCode> Stateful(string name, string remark, Func<TCode> make) => new(name, remark, make);

    [Fact]
    public void There_are_enough_of_them()
    {
        Impostors.Length.ShouldBeGreaterThanOrEqualTo(12);
        RightOnes.Length.ShouldBeGreaterThanOrEqualTo(5);
        Impostors.Concat(RightOnes).Select(candidate => candidate.Name).ShouldBeUnique();
    }

    [Fact]
    public void Every_impostor_breaks_a_law() => ShouldBeNone(
        from impostor in EachOnItsOwn(Impostors)
        let laws = LawsFor(impostor).ToArray()
        from seed in SeedsWithout(laws, impostor)
        select $"{(laws is [var only] ? $"\"{only.Sentence}\" is not" : "No law is")} broken with seed {seed} by {impostor}");

    [Fact]
    public void Every_right_implementation_keeps_every_law() => ShouldBeNone(
        from trial in EachOnItsOwn(
            from law in StageLaws
            from right in RightOnes
            where right == RightOnes[0] || !law.IsSlow
            select (Law: law, Right: right))
        from seed in trial.Law.Options.Of is null ? Seeds : Seeds.Take(1)
        let broken = Break(trial.Law, trial.Right, seed, shrink: true)
        where broken is not null
        select $"{trial.Right}\n{broken.Message}");

    [Fact]
    public void A_failure_reads_as_in_the_snapshot()
    {
        Candidate<TCode> impostor = Impostors.Single(impostor => impostor.Name == example.Impostor);
        string message = Message(SeedOfSnapshots);

        new Snapshot($"Messages/{Stage}.txt").ShouldSay(Regex.Replace(message, @"(?<=\.cs, line )\d+", "..."));
        message.Split('\n').Length.ShouldBeLessThanOrEqualTo(15);
        for (ulong seed = SeedOfSnapshots; seed < SeedOfSnapshots + 10; seed++)
            Elements(Message(seed)).ShouldBeLessThanOrEqualTo(example.Elements,
                $"whatever is drawn, it should shrink to the smallest input that fails:\n{Message(seed)}");

        string Message(ulong seed) => StageLaws.Where(law => law.Method.Name == example.Law)
            .Select(law => Break(law, impostor, seed, shrink: true)).First(broken => broken is not null)!.Message;
    }

    /// <summary>Writes into artifacts/verdicts which impostor breaks which laws: for those who add a law or an impostor.</summary>
    [Fact(Explicit = true)]
    public void The_verdicts_are_written()
    {
        Law[] laws = StageLaws;
        bool[][] broken = [.. Impostors.AsParallel().AsOrdered().Select(impostor => BrokenBy(impostor, laws))];
        string folder = Path.Combine(Repository.Root, "artifacts", "verdicts");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{Stage}.md"), Verdicts(laws, broken));
    }

    /// <summary>Gets the law that an impostor is there for, or else all, the quickest first: that it breaks one is enough.</summary>
    private IEnumerable<Law> LawsFor(Candidate<TCode> impostor) => impostor.Law is { } name
        ? StageLaws.Where(law => law.Method.Name == name)
        : StageLaws.OrderBy(law => law.IsSlow).ThenByDescending(law => law.IsGiven);

    /// <summary>Tries every law on an impostor, on few inputs; slow laws only if no other is broken.</summary>
    private bool[] BrokenBy(Candidate<TCode> impostor, Law[] laws)
    {
        bool[] broken = [.. laws.Select(law => !law.IsSlow && IsBroken(law))];
        return broken.Contains(true) ? broken : [.. laws.Select(law => law.IsSlow && IsBroken(law))];

        bool IsBroken(Law law) => Break(law, impostor, SeedOfSnapshots, FewCases) is not null;
    }

    /// <summary>Finds the seeds with which an impostor breaks no law. If given inputs reject it, no seed has to be tried.</summary>
    private IEnumerable<ulong> SeedsWithout(Law[] laws, Candidate<TCode> impostor)
    {
        foreach (ulong seed in Seeds)
        {
            Law? broken = laws.FirstOrDefault(law => Break(law, impostor, seed) is not null);
            if (broken is null)
                yield return seed;
            else if (broken.IsGiven)
                yield break;
        }
    }

    private LawBroken? Break(Law law, Candidate<TCode> candidate, ulong seed, int? cases = null, bool shrink = false)
    {
        if (law.Binding(candidate.Make()) is not { } laws)
            return null;
        CheckOptions options = new()
        {
            Seed = seed,
            MaxCases = cases ?? Cases,
            Shrinks = shrink,
            WatchesEachInput = false,
            Kata = file,
        };
        return Turns.Take(law.MeasuresTheProcess, () =>
        {
            try
            {
                laws.Check(law.Method, options);
                return null;
            }
            catch (LawBroken broken)
            {
                return broken;
            }
        });
    }

    /// <summary>Counts the elements of an input as a message shows it: (2, 3) is the shape of six.</summary>
    private static int Elements(string message) =>
        Regex.Matches(Regex.Split(message, "\n  (expected|thrown|so)")[0], @"  \(([\d, ]*)\) ")
            .Sum(shape => shape.Groups[1].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Aggregate(1, (length, size) =>
                length * int.Parse(size, CultureInfo.InvariantCulture)));

    /// <summary>Enumerates in parallel, one item at a time, because some take a thousand times as long as others.</summary>
    private static ParallelQuery<T> EachOnItsOwn<T>(IEnumerable<T> items) =>
        Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering).AsParallel();

    private static void ShouldBeNone(IEnumerable<string> found)
    {
        if (string.Join('\n', found) is not "" and var list)
            Assert.Fail(list);
    }

    private string Verdicts(Law[] laws, bool[][] broken) => string.Join('\n',
        [
            $"# {Stage}: {laws.Length} laws, {Impostors.Length} impostors, {RightOnes.Length} right implementations", "",
            "| no. | law | broken by |", "|---:|---|---:|",
            .. laws.Select((law, i) => $"| {i + 1} | {law.Sentence} | {broken.Count(row => row[i])} |"), "",
            "| impostor | mistake | breaks |", "|---|---|---|",
            .. Impostors.Zip(broken, (impostor, row) => $"| {Cell(impostor.Name)} | {Cell(impostor.Remark)}"
                + $"{(impostor.Source is "" ? "" : $" ({impostor.Source})")} | "
                + $"{string.Join(", ", Enumerable.Range(1, row.Length).Where(law => row[law - 1]))} |"), "",
            "| right implementation | what is different |", "|---|---|",
            .. RightOnes.Select(right => $"| {Cell(right.Name)} | {Cell(right.Remark)} |"),
        ]);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private sealed record Law(MethodInfo Method, Func<TCode, Laws?> Binding, string Sentence, LawAttribute Options)
    {
        /// <summary>
        /// Tells whether the law may be slow, as those of the thorough round are. It tries impostors that no other law rejects, and the
        /// first right one.
        /// </summary>
        public bool IsSlow => Options.Thorough || Options.Seconds > 5;

        /// <summary>Tells whether the law measures the memory of the whole process, so that nothing else may run meanwhile.</summary>
        public bool MeasuresTheProcess => Method.Name == nameof(MatmulCallers.Memory_does_not_grow_from_call_to_call);

        /// <summary>Tells whether the law always finds the same, as its inputs are given and no other thread is involved.</summary>
        public bool IsGiven => Options.Of is not null && !Method.Name.Contains("_callers_", StringComparison.Ordinal);
    }
}

/// <summary>Lets laws of all stages run side by side, and some alone.</summary>
internal static class Turns
{
    private static readonly ReaderWriterLockSlim turns = new();

    public static T Take<T>(bool alone, Func<T> function)
    {
        if (alone)
            turns.EnterWriteLock();
        else
            turns.EnterReadLock();
        try
        {
            return function();
        }
        finally
        {
            if (alone)
                turns.ExitWriteLock();
            else
                turns.ExitReadLock();
        }
    }
}

/// <summary>An implementation, right or wrong: its name, what is wrong or different about it, and how to make a fresh one.</summary>
public sealed record Candidate<TCode>(string Name, string Remark, Func<TCode> Make)
{
    /// <summary>Gets where the mistake was published: a repository and the number of an issue or pull request, or an address.</summary>
    public string Source { get; private init; } = "";

    /// <summary>Gets the name of the law that the impostor is there for, which has to reject it; null if any law may.</summary>
    public string? Law { get; private init; }

    /// <summary>Says which law the impostor is there for.</summary>
    public Candidate<TCode> DiesOf(string law) => this with { Law = law };

    /// <summary>Says where the mistake was published.</summary>
    public Candidate<TCode> From(string source) => this with { Source = source };

    public override string ToString() => $"{Name}: {Remark}";
}
