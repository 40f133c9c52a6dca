using System.Reflection;

namespace Katas.Tests;

/// <summary>Proves that the timing assertions can fail: each one does, with a deliberately slow implementation in its stage's place.</summary>
public sealed class SlowOnesFail
{
    public static TheoryData<string, Timings> Claims =>
    [
        .. from timings in new Timings[] { new SlowLoad(), new SlowLoops(), new SlowElementwise(), new SlowNorm(), new NaiveForVectorized(), new SlowStretching(), new NaiveForSimd() }
           from claim in timings.GetType().GetMethods()
           where claim.IsDefined(typeof(FactAttribute))
           select (claim.Name, timings),
    ];

    [Theory]
    [MemberData(nameof(Claims))]
    public void This_is_refuted(string claim, Timings slow) => Should.Throw<ShouldAssertException>(() =>
        slow.GetType().GetMethod(claim)!.Invoke(slow, BindingFlags.DoNotWrapExceptions, null, null, null));

    private static T Repeat<T>(int times, Func<T> function)
    {
        for (int i = 1; i < times; i++)
            function();
        return function();
    }

    private sealed class SlowLoad() : LoadMnistTimings(path => Repeat(6, () => MnistLoader.Load(path)));

    private sealed class SlowLoops() : NaiveMatmulTimings((a, b) => Repeat(300, () => NaiveMatmul.Multiply(a, b)));

    private sealed class SlowElementwise() : ElementwiseTimings((a, b) => Repeat(3, () => AddByIndex(a, b)));

    private sealed class SlowNorm() : FrobeniusNormTimings(m => Repeat(100, () => FrobeniusNorm.ByLoops(m)), m => Repeat(100, () => FrobeniusNorm.ByElementwise(m)));

    private sealed class NaiveForVectorized() : VectorizedMatmulTimings(NaiveMatmul.Multiply);

    private sealed class SlowStretching() : BroadcastingTimings((a, b) => Repeat(3, () => AddByIndex(a, b)));

    private sealed class NaiveForSimd() : SimdMatmulTimings(NaiveMatmul.Multiply);
}
