namespace Katas.Tests;

public abstract class LoadMnistTimings(Func<string, Mnist> load) : Timings
{
    /// <remarks>Fifteen rounds, as a load takes 200 MB of new memory, which a virtual machine is slow to give at first: three of five
    /// rounds took six times as long, once in a hundred runs.</remarks>
    [Fact]
    public void Loading_takes_at_most_3_times_as_long_as_decompressing_alone() =>
        AtLeast(1.0 / 3, rounds => Race.Between(() => load(MnistFile.Path), MnistFile.DecompressOnly, rounds), rounds: 15);
}

public sealed class LoadMnistIsFast() : LoadMnistTimings(MnistLoader.Load);
