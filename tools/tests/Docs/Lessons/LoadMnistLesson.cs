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
        Mnist mnist = Load(MnistFile.Path);
        ReadOnlySpan<float> pixels = mnist.Train.Images.AsSpan();
        ((double)pixels.Count(0) / pixels.Length).ShouldBe(0.81, tolerance: 0.01);
        mnist.Test.Labels.AsSpan().ToArray().CountBy(label => label).MaxBy(count => count.Value).ShouldBe(new(1, 1135));
    }

    [Fact]
    public void The_hints_together_refuse_what_is_no_pickle() =>
        Should.Throw<InvalidDataException>(() => MnistFiles.As(MnistFiles.Gzip("no pickle"u8.ToArray()), Load))
            .Message.ShouldContain("mnist.pkl.gz");

    [Fact]
    public void A_flipped_bit_is_noticed()
    {
        byte[] damaged = File.ReadAllBytes(MnistFile.Path);
        damaged[damaged.Length / 2] ^= 1;
        Should.Throw<InvalidDataException>(() => Gzip.Decompress(damaged));
    }

    private static Mnist Load(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        byte[] file = File.ReadAllBytes(path);
        object? content = Unpickle(file, path);
        if (content is not (object[] and [var train, var validation, var test]))
            throw new InvalidDataException($"{path}: the pickle is not a tuple of three splits.");
        return new(ToSplit(train, path), ToSplit(validation, path), ToSplit(test, path));
    }

    private static Split ToSplit(object? pair, string path)
    {
        if (pair is not (object[] and [NdArray images, NdArray labels]))
            throw new InvalidDataException($"{path}: a split is a tuple of two arrays.");
        if (images.Shape is not [int count, _] || labels.Shape is not [int labelCount] || count != labelCount)
            throw new InvalidDataException($"{path}: a split has images (n, pixels) and labels (n), not {images} and {labels}.");
        return new(images.ToTensor<float>(), labels.ToTensor<long>());
    }

    private static object? Unpickle(byte[] file, string path)
    {
        try
        {
            byte[] pickle = Gzip.Decompress(file);
            NumPy.RegisterConstructors();
            return new Unpickler().loads(pickle);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The lines of task 2, before they are a method of their own.</summary>
    internal static object? Unpickle(byte[] file)
    {
        byte[] pickle = Gzip.Decompress(file);
        NumPy.RegisterConstructors();
        object? content = new Unpickler().loads(pickle);
        return content;
    }

    /// <summary>The lines of the exercise.</summary>
    internal static void DamageACopy()
    {
        byte[] damaged = File.ReadAllBytes(MnistFile.Path);
        damaged[damaged.Length / 2] ^= 1;
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, damaged);
        MnistLoader.Load(path);
    }
}

public sealed class CountLaws : Laws
{
    [Law]
    public void Every_label_is_counted(Mnist set)
    {
        int[] counts = MnistLoader.CountDigits(set.Train.Labels);
        for (int digit = 0; digit < 10; digit++)
            counts[digit].ShouldBe(set.Train.Labels.AsSpan().Count((long)digit));
    }

    /// <summary>What a learner has after the exercise.</summary>
    private static class MnistLoader
    {
        public static int[] CountDigits(Tensor<long> labels)
        {
            int[] counts = new int[10];
            foreach (long label in labels.AsSpan())
                counts[label]++;
            return counts;
        }
    }
}
