using System.IO.Compression;
using Razorvine.Pickle;

namespace Katas.Tests;

public sealed class MnistMemoryTests
{
    /// <summary>What is allocated in all bounds the peak from above.</summary>
    [Fact]
    public void Reading_MNIST_takes_little_more_memory_than_its_arrays()
    {
        const long Arrays = 70_000 * (784 * sizeof(float) + sizeof(long));
        NumPy.RegisterConstructors();
        using GZipStream file = new(File.OpenRead(MnistFile.Path), CompressionMode.Decompress);

        long before = GC.GetAllocatedBytesForCurrentThread();
        new Unpickler().load(file).ShouldNotBeNull();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeInRange(Arrays, Arrays + Arrays / 100);
    }
}
