using System.Buffers.Binary;
using Razorvine.Pickle;

namespace Katas.Tests;

public sealed class LoadMnistLesson
{
    [Fact]
    public void Four_bytes_are_a_pixel_and_the_other_way_round_almost_nothing()
    {
        byte[] bytes = [0x00, 0x00, 0x7d, 0x3f];
        BinaryPrimitives.ReadSingleLittleEndian(bytes).ShouldBe(253 / 256f);
        BinaryPrimitives.ReadSingleLittleEndian(bytes).ShouldBe(0.98828125f);
        BinaryPrimitives.ReadSingleBigEndian(bytes).ShouldBe(4.5e-41f, tolerance: 1e-42);
        MnistLoader.Load(MnistFile.Path).Train.Images.Reshape(50_000, 28, 28)[0, 20, 15].ShouldBe(0.98828125f);
    }

    [Fact]
    public void The_pickle_has_303_bytes_more_than_its_arrays()
    {
        new FileInfo(MnistFile.Path).Length.ShouldBe(16_168_775);
        (70_000 * 784 * 4 + 70_000 * 8).ShouldBe(220_080_000);
        Gzip.Decompress(File.ReadAllBytes(MnistFile.Path)).Length.ShouldBe(220_080_303);
    }

    [Fact]
    public void Four_of_five_pixels_are_paper_and_the_most_frequent_digit_is_1()
    {
        Mnist mnist = MnistLoader.Load(MnistFile.Path);
        ReadOnlySpan<float> pixels = mnist.Train.Images.AsSpan();
        ((double)pixels.Count(0) / pixels.Length).ShouldBe(0.81, tolerance: 0.01);
        mnist.Test.Labels.AsSpan().ToArray().CountBy(label => label).MaxBy(count => count.Value).ShouldBe(new(1, 1135));
    }

    [Fact]
    public void A_flipped_bit_is_noticed() => Should.Throw<InvalidDataException>(MnistLoader.LoadDamaged);
}

/// <summary>The kata with all hints of the lesson pasted in, and the exercises done.</summary>
public static class MnistLoader
{
    public static Mnist Load(string path)
    {
        // katas/1-LoadMnist/README.md: 1. Report a missing file
        // katas/1-LoadMnist/README.md: 2. Read the pickle, block 1
        // katas/1-LoadMnist/README.md: 4. Report a damaged file, block 2
        // katas/1-LoadMnist/README.md: 3. Take the result apart, block 1
    }

    // katas/1-LoadMnist/README.md: 3. Take the result apart, block 2

    // katas/1-LoadMnist/README.md: 4. Report a damaged file, block 1

    /// <summary>The lines of task 2, before they are a method of their own.</summary>
    internal static object? Unpickle(byte[] file)
    {
        // katas/1-LoadMnist/README.md: 2. Read the pickle, block 2
        return content;
    }

    internal static void LoadDamaged()
    {
        // katas/1-LoadMnist/README.md: Exercises, block 1
    }

    public static int[] CountDigits(Tensor<long> labels)
    {
        int[] counts = new int[10];
        foreach (long label in labels.AsSpan())
            counts[label]++;
        return counts;
    }
}

public sealed class CountLaws : Laws
{
    // katas/1-LoadMnist/README.md: Exercises, block 2
}
