using System.Diagnostics;

namespace Katas.Tests;

/// <summary>
/// What the timing assertions of all stages share: the notebook's shapes, and the verdict. A stage asserts half of what a quiet
/// machine shows, at most: that holds on a busy one as well.
/// </summary>
public abstract class Timings
{
    protected static readonly Tensor<float>
        FiveRows = Random(5, 784), AllRows = Random(50_000, 784), Weights = Random(784, 10), Square256 = Random(256, 256);

    protected static Tensor<float> Random(params ReadOnlySpan<int> shape) => Tensor.RandomNormal(20, shape);

    /// <summary>
    /// Asserts that a race is won by so much. A race of one round before it warms up: on a busy machine the JIT needs longer.
    /// </summary>
    protected static void AtLeast(double times, Func<int, Race> run, int rounds = 31)
    {
        Assert.SkipWhen(Debugger.IsAttached, "A debugger may switch the JIT's optimizations off.");
        run(1);
        Race race = run(rounds);
        TestContext.Current.TestOutputHelper?.WriteLine(race.ToString());
        race.TimesAsFast.ShouldBeGreaterThanOrEqualTo(times, $"{race}. Is the machine busy? Then try it again when it is not.");
    }
}
