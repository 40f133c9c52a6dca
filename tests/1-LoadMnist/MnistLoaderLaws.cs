using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Katas.Tests;

/// <summary>Images of any numbers, of which some are NaN, infinite, negative or above 1.</summary>
public sealed record SpecialPixels(Tensor<float> Images) : Fitting, IInput<SpecialPixels>
{
    public static Arbitrary<SpecialPixels> Arbitrary => Of<SpecialPixels>(RealOrSpecial.Sample, ["np"]);

    internal Split Split => new(Images, Tensor.Zeros<long>(Images.Shape[0]).Map(_ => 7L));
}

/// <summary>What holds for every loader of MNIST.</summary>
public class MnistLoaderLaws(Func<string, Mnist> load) : Laws
{
    private const int Patience = 60;   // seconds for the whole file

    private static readonly Mnist example = MnistFiles.Unsymmetric;

    private static readonly NamedFile PlainName = new("mnist.pkl.gz");

    private static Tuple<Func<string, Mnist>, Mnist>? loaded;   // 220 MB, at which four laws look

    [Law(Of = nameof(MnistFile.Path), In = typeof(MnistFile), Seconds = Patience)]
    public void MNIST_has_50000_10000_and_10000_images_of_784_pixels(string path)
    {
        Mnist mnist = LoadOnce(path);
        mnist.Train.Images.ShouldHaveShape(50_000, 784);
        mnist.Train.Labels.ShouldHaveShape(50_000);
        mnist.Validation.Images.ShouldHaveShape(10_000, 784);
        mnist.Validation.Labels.ShouldHaveShape(10_000);
        mnist.Test.Images.ShouldHaveShape(10_000, 784);
        mnist.Test.Labels.ShouldHaveShape(10_000);
    }

    [Law(Of = nameof(MnistFile.Path), In = typeof(MnistFile), Seconds = Patience)]
    public void MNIST_begins_with_a_5(string path)
    {
        Split train = LoadOnce(path).Train;
        train.Labels.AsSpan()[..3].ToArray().ShouldBe([5, 0, 4]);
        train.Labels.AsSpan()[^3..].ToArray().ShouldBe([8, 4, 8]);
        train.Images.Row(0)[200..210].ToArray().ShouldBe(
            [0, 0, 0, 0.19140625f, 0.9296875f, 0.98828125f, 0.98828125f, 0.98828125f, 0.98828125f, 0.98828125f]);
        train.Images.Reshape(50_000, 28, 28)[0, 20, 15].ShouldBe(0.98828125f);
    }

    [Law(Of = nameof(MnistFile.Path), In = typeof(MnistFile), Seconds = Patience)]
    public void MNIST_pixels_range_from_0_to_255_over_256_and_labels_from_0_to_9(string path)
    {
        Mnist mnist = LoadOnce(path);
        foreach (Split split in (Split[])[mnist.Train, mnist.Validation, mnist.Test])
        {
            Range(split.Images).ShouldBe((0, 0.99609375f));
            Range(split.Labels).ShouldBe((0, 9));
        }
    }

    [Law(Of = nameof(MnistFile.Path), In = typeof(MnistFile), Seconds = Patience)]
    public void Every_pixel_and_label_of_MNIST_is_loaded(string path) => ShouldBeMnist(LoadOnce(path));

    [Law(Of = nameof(MnistFile.Path), In = typeof(MnistFile), Seconds = Patience, Thorough = true)]
    public void Loading_MNIST_twice_gives_data_sets_that_share_no_memory(string path)
    {
        Mnist first = load(path);
        foreach (Split split in (Split[])[first.Train, first.Validation, first.Test])
        {
            split.Images.AsSpan().Fill(-1);
            split.Labels.AsSpan().Fill(-1);
        }
        ShouldBeMnist(load(path));
    }

    [Law]
    public void A_small_data_set_comes_back_exactly(Mnist set) => Load(MnistFiles.Gzip(MnistPickle.Of(set))).ShouldEqual(set);

    [Law(MaxTest = 40)]
    public void Every_float_comes_back_as_it_is_even_NaN(SpecialPixels x)
    {
        Mnist loaded = Load(MnistFiles.Gzip(MnistPickle.Of(new Mnist(x.Split, x.Split, x.Split))));
        foreach (Split split in (Split[])[loaded.Train, loaded.Validation, loaded.Test])
        {
            split.Images.ShouldBeIdenticalTo(x.Images);
            split.Labels.ShouldEqual(x.Split.Labels);
        }
    }

    [Law]
    public void A_file_compressed_in_many_pieces_is_loaded_whole(Mnist set) =>
        Load(MnistFiles.GzipInPieces(MnistPickle.Of(set))).ShouldEqual(set);

    [Law(Of = nameof(MnistFiles.GzipHeaders), In = typeof(MnistFiles))]
    public void A_gzip_header_may_have_a_file_name_a_comment_and_more(GzipHeader header) =>
        Load(MnistFiles.Gzip(MnistPickle.Of(example), header)).ShouldEqual(example);

    [Law(Of = nameof(MnistFiles.Names), In = typeof(MnistFiles))]
    public void A_file_may_have_any_name(NamedFile file) =>
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), load, file.Name).ShouldEqual(example);

    [Law(Of = nameof(PlainName))]
    public void A_link_to_a_file_is_followed(NamedFile file) =>
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), path =>
        {
            if (!OperatingSystem.IsWindows())   // where links are for administrators
                load(File.CreateSymbolicLink($"{path} link", path).FullName).ShouldEqual(example);
            return file;
        }, file.Name);

    [Law(Of = nameof(PlainName))]
    public void A_relative_path_starts_from_the_current_folder(NamedFile file) =>
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), path =>
        {
            MnistFiles.InFolder(Path.GetDirectoryName(path)!, () => load(file.Name)).ShouldEqual(example);
            return file;
        }, file.Name);

    [Law(Of = nameof(PlainName))]
    public void A_read_only_file_that_others_are_reading_is_loaded(NamedFile file) =>
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), path =>
        {
            using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            File.SetAttributes(path, FileAttributes.ReadOnly);
            try
            {
                load(path).ShouldEqual(example);
                if (!File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
                    throw new Difference("a file that is still read-only", "a file that may be written to",
                        "read the file, and leave it as it is");
            }
            finally
            {
                File.SetAttributes(path, FileAttributes.Normal);
            }
            return file;
        }, file.Name);

    private Mnist LoadOnce(string path)
    {
        if (loaded is not var (loader, mnist) || loader != load)
            loaded = new(load, mnist = load(path));
        return mnist;
    }

    private Mnist Load(byte[] content) => MnistFiles.As(content, load);

    private static void ShouldBeMnist(Mnist mnist)
    {
        ShouldHaveChecksum(mnist.Train.Images, "776032E7E6A9793A", "the training images");
        ShouldHaveChecksum(mnist.Train.Labels, "3FC61C21900FC0B5", "the training labels");
        ShouldHaveChecksum(mnist.Validation.Images, "04197CF3C7F94ED5", "the validation images");
        ShouldHaveChecksum(mnist.Validation.Labels, "BFDDCD2FEC192366", "the validation labels");
        ShouldHaveChecksum(mnist.Test.Images, "0194B01AC10D2940", "the test images");
        ShouldHaveChecksum(mnist.Test.Labels, "2FD8DE6BDB8D1178", "the test labels");
    }

    private static void ShouldHaveChecksum<T>(Tensor<T> tensor, string checksum, string what) where T : unmanaged
    {
        string actual = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(tensor.AsSpan())))[..16];
        if (actual != checksum)
            throw new Difference($"the checksum {checksum}", $"the checksum {actual}", $"some of {what} are not those in the file");
    }

    private static (T Least, T Most) Range<T>(Tensor<T> tensor) where T : unmanaged, INumber<T> =>
        (TensorPrimitives.Min<T>(tensor.AsSpan()), TensorPrimitives.Max<T>(tensor.AsSpan()));
}
