using System.IO.Compression;

namespace Katas.Tests;

public abstract class LoadMnistTimings(Func<string, Mnist> load) : Timings
{
    [Fact]
    public void Loading_takes_at_most_3_times_as_long_as_decompressing_alone() =>
        AtLeast(1.0 / 3, Race.Between(() => load(MnistFile.Path), Decompress, rounds: 5));

    private static void Decompress()
    {
        using GZipStream data = new(File.OpenRead(MnistFile.Path), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 20];
        while (data.Read(buffer) > 0)
            ;
    }
}

public sealed class LoadMnistIsFast() : LoadMnistTimings(MnistLoader.Load);
