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
    public void The_hints_together_read_the_images() =>
        Images(MnistFile.Path).Shape.ToArray().ShouldBe([50_000, 784]);

    [Fact]
    public void The_hints_together_refuse_what_is_no_pickle() =>
        Should.Throw<InvalidDataException>(() => MnistFiles.As(MnistFiles.Gzip("no pickle"u8.ToArray()), Images))
            .Message.ShouldContain("mnist.pkl.gz");

    private static Tensor<float> Images(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        object? pair = ((object[])Unpickle(path)!)[0];
        if (pair is not (object[] and [NdArray images, NdArray labels]))
            throw new InvalidDataException($"{path}: a split is a tuple of two arrays.");
        if (images.Shape is not [int count, _] || labels.Shape is not [int labelCount] || count != labelCount)
            throw new InvalidDataException($"{path}: a split has images (n, pixels) and labels (n), not {images} and {labels}.");
        return images.ToTensor<float>();
    }

    private static object? Unpickle(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        try
        {
            byte[] pickle = Gzip.Decompress(file);
            NumPy.RegisterConstructors();
            object? content = new Unpickler().loads(pickle);
            return content;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
