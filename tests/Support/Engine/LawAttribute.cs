using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Katas.Tests;

/// <summary>
/// Marks a law: a method of a class derived from <see cref="Laws"/> that holds for all arguments. FsCheck draws a hundred for each of
/// its parameters, and shrinks those that break the law; a parameter that is an enum takes all its values, one after another.
/// </summary>
/// <remarks>
/// Of the inherited options, MaxTest, MaxRejected, StartSize, EndSize and Arbitrary work, here and in [Properties] on the class, and so do
/// those of [Fact]. The others do not compile, and say what to use instead.
/// </remarks>
[AttributeUsage(AttributeTargets.Method), XunitTestCaseDiscoverer(typeof(LawDiscoverer))]
public sealed class LawAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : PropertyAttribute, IFactAttribute
{
    /// <summary>
    /// Gets or sets the name of a static member of the law's class: the only argument, or a sequence of all, the simplest first.
    /// </summary>
    public string? Of { get; set; }

    /// <summary>Gets or sets the class that has this member, if it is not the law's own.</summary>
    public Type? In { get; set; }

    /// <summary>Gets or sets how many seconds the law may take for one input.</summary>
    public int Seconds { get; set; } = 5;

    /// <summary>
    /// Gets or sets whether the law belongs to the thorough round, as it takes longer than a learner should wait at every save: it is a
    /// test only if the environment variable KATAS_THOROUGH is set.
    /// </summary>
    public bool Thorough { get; set; }

    /// <summary>Is refused: a run is replayed as a whole.</summary>
    [Obsolete("A failed law says how to replay it: with the environment variable KATAS_SEED.", error: true)]
    public new string? Replay { get; set; }

    /// <summary>Is refused: laws run one after another.</summary>
    [Obsolete("Laws run one after another; a law itself may start threads.", error: true)]
    public new int Parallelism { get; set; }

    /// <summary>Is refused: a law prints nothing.</summary>
    [Obsolete("A law prints nothing until it is broken; [Property] shows every input.", error: true)]
    public new bool Verbose { get; set; }

    /// <summary>Is refused: a law is always quiet.</summary>
    [Obsolete("A law prints nothing until it is broken.", error: true)]
    public new bool QuietOnSuccess { get; set; }

    /// <summary>Is refused: a law is timed by the input.</summary>
    [Obsolete("The limit of a law is Seconds, for each input.", error: true)]
    public new int Timeout { get; set; }

    string? IFactAttribute.SourceFilePath => file;

    int? IFactAttribute.SourceLineNumber => line;
}

/// <summary>Finds laws. xUnit's own discoverers refuse parameters without data, and FsCheck's reports failures its own way.</summary>
internal sealed class LawDiscoverer : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, IFactAttribute law)
    {
        if (method.TestClass.Class.GetConstructor([]) is null)
            return new([]);   // a class that still asks for the code which its laws are about
        if (law is LawAttribute { Thorough: true } && !Laws.IsThoroughRound)
            return new([]);
        method = LessonOrder.InItsTask(method);
        var details = TestIntrospectionHelper.GetTestCaseDetails(options, method, law);
        return new([new LawTestCase(details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit,
            details.SkipExceptions, details.SkipReason, details.SkipType, details.SkipUnless, details.SkipWhen,
            TestIntrospectionHelper.GetTraits(method, null), details.SourceFilePath, details.SourceLineNumber, details.Timeout)]);
    }
}

/// <summary>A law as a test: it runs <see cref="Laws.Run"/> on the law's class, with the law as the argument.</summary>
public sealed class LawTestCase : XunitTestCase
{
    /// <summary>Makes a test case to be deserialized, for a runner that asks for it by its id.</summary>
    [Obsolete("For xUnit alone")]
    public LawTestCase()
    {
    }

    internal LawTestCase(
        IXunitTestMethod method, string name, string id, bool isExplicit, Type[]? skipExceptions, string? skipReason, Type? skipType,
        string? skipUnless, string? skipWhen, Dictionary<string, HashSet<string>> traits, string? file, int? line, int timeout)
        : base(method, name, id, isExplicit, skipExceptions, skipReason, skipType, skipUnless, skipWhen, traits, null, file, line, timeout)
    {
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<IXunitTest>> CreateTests()
    {
        XunitTestMethod run = new(TestMethod.TestClass, typeof(Laws).GetMethod(nameof(Laws.Run))!, []);
        return new([new XunitTest(this, run, Explicit, SkipReason, SkipType, SkipUnless, SkipWhen, TestCaseDisplayName, testIndex: 0,
            TestMethod.Traits, Timeout, [TestMethod.Method], TestLabel, DisableParallelization)]);
    }
}
