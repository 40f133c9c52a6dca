using System.Reflection;
using Katas.Rungs;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]   // two races at a time would disturb each other

namespace Katas.Tests;

/// <summary>Proves that the timing assertions can fail: each one does, with a deliberately slow implementation in its stage's
/// place.</summary>
public sealed class SlowImplementationsFail
{
    public static TheoryData<string, Timings> Assertions =>
    [
        .. from timings in (Timings[])[new SlowLoad(), new SlowLoops(), new SlowElementwise(), new SlowNorm(), new NaiveForVectorized(),
               new SlowStretching(), new NaiveForSimd(), new RungsBelow()]
           from assertion in timings.GetType().GetMethods()
           where assertion.IsDefined(typeof(FactAttribute))
           select (assertion.Name, timings),
    ];

    [Theory]
    [MemberData(nameof(Assertions))]
    public void This_assertion_fails(string assertion, Timings slow) => Should.Throw<ShouldAssertException>(() =>
        slow.GetType().GetMethod(assertion)!.Invoke(slow, BindingFlags.DoNotWrapExceptions, null, null, null));

    private static T Repeat<T>(int times, Func<T> function)
    {
        for (int i = 1; i < times; i++)
            function();
        return function();
    }

    private sealed class SlowLoad() : LoadMnistTimings(path => Repeat(4, () => MnistLoader.Load(path)));

    private sealed class SlowLoops() : NaiveMatmulTimings((a, b) => Repeat(300, () => NaiveMatmul.Multiply(a, b)));

    private sealed class SlowElementwise() : ElementwiseTimings((a, b) => Repeat(3, () => AddByIndex(a, b)));

    private sealed class SlowNorm() : FrobeniusNormTimings(
        m => Repeat(100, () => FrobeniusNorm.ByLoops(m)), m => Repeat(100, () => FrobeniusNorm.ByElementwise(m)));

    private sealed class NaiveForVectorized() : VectorizedMatmulTimings(NaiveMatmul.Multiply);

    private sealed class SlowStretching() : BroadcastingTimings((a, b) => Repeat(3, () => AddByIndex(a, b)));

    private sealed class NaiveForSimd() : SimdMatmulTimings(NaiveMatmul.Multiply);

    private sealed class RungsBelow() : RungTimings(VectorizedMatmul.Multiply, RowVectors.Multiply, LoopOrder.Multiply);
}
