using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Katas.Tests;

/// <summary>What holds for every loader of MNIST.</summary>
public abstract class MnistLoaderLaws(Func<string, Mnist> load) : Laws
{
    private const int Patience = 60;   // seconds for the whole file

    private static readonly Mnist example = new(
        new([[0, 0.25f, 0.5f], [0.75f, 0, 255 / 256f]], [3, 7]),
        new([[0.125f, 0, 0]], [9]),
        new([[0, 0.5f, 0], [0, 0, 0], [0.5f, 0, 0.25f]], [1, 0, 4]));

    [Fact]
    public void MNIST_has_50000_10000_and_10000_images_of_784_pixels() =>
        For(MnistFile.Path, path =>
        {
            Mnist mnist = load(path);
            mnist.Train.Images.ShouldHaveShape(50_000, 784);
            mnist.Train.Labels.ShouldHaveShape(50_000);
            mnist.Validation.Images.ShouldHaveShape(10_000, 784);
            mnist.Validation.Labels.ShouldHaveShape(10_000);
            mnist.Test.Images.ShouldHaveShape(10_000, 784);
            mnist.Test.Labels.ShouldHaveShape(10_000);
        }, Patience);

    [Fact]
    public void MNIST_begins_with_a_5() =>
        For(MnistFile.Path, path =>
        {
            Split train = load(path).Train;
            train.Labels.AsSpan()[..3].ToArray().ShouldBe([5, 0, 4]);
            train.Labels.AsSpan()[^3..].ToArray().ShouldBe([8, 4, 8]);
            train.Images.Row(0)[200..210].ToArray().ShouldBe(
                [0, 0, 0, 0.19140625f, 0.9296875f, 0.98828125f, 0.98828125f, 0.98828125f, 0.98828125f, 0.98828125f]);
            train.Images.Reshape(50_000, 28, 28)[0, 20, 15].ShouldBe(0.98828125f);
        }, Patience);

    [Fact]
    public void Pixels_of_MNIST_go_from_0_to_255_over_256_and_labels_from_0_to_9() =>
        For(MnistFile.Path, path =>
        {
            Mnist mnist = load(path);
            foreach (Split split in (Split[])[mnist.Train, mnist.Validation, mnist.Test])
            {
                Range(split.Images).ShouldBe((0, 0.99609375f));
                Range(split.Labels).ShouldBe((0, 9));
            }
        }, Patience);

    [Fact]
    public void MNIST_is_loaded_to_the_last_pixel_and_label() =>
        For(MnistFile.Path, path =>
        {
            Mnist mnist = load(path);
            Checksum(mnist.Train.Images).ShouldBe("776032E7E6A9793A", "the checksum of the training images");
            Checksum(mnist.Train.Labels).ShouldBe("3FC61C21900FC0B5", "the checksum of the training labels");
            Checksum(mnist.Validation.Images).ShouldBe("04197CF3C7F94ED5", "the checksum of the validation images");
            Checksum(mnist.Validation.Labels).ShouldBe("BFDDCD2FEC192366", "the checksum of the validation labels");
            Checksum(mnist.Test.Images).ShouldBe("0194B01AC10D2940", "the checksum of the test images");
            Checksum(mnist.Test.Labels).ShouldBe("2FD8DE6BDB8D1178", "the checksum of the test labels");
        }, Patience);

    [Fact]
    public void A_small_data_set_comes_back_exactly() =>
        ForAll(MnistSets.Small, set => Load(MnistFiles.Gzip(MnistPickle.Of(set))).ShouldEqual(set));

    [Fact]
    public void A_file_compressed_in_many_pieces_is_loaded_whole() =>
        ForAll(MnistSets.Small, set => Load(MnistFiles.GzipInPieces(MnistPickle.Of(set))).ShouldEqual(set));

    [Fact]
    public void A_gzip_header_may_have_a_file_name_a_comment_and_more() =>
        ForEach(MnistFiles.GzipHeaders, header => Load(MnistFiles.Gzip(MnistPickle.Of(example), header)).ShouldEqual(example));

    [Fact]
    public void A_file_may_have_any_name() =>
        ForEach(MnistFiles.Names, file => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), load, file.Name).ShouldEqual(example));

    [Fact]
    public void A_relative_path_starts_from_the_current_folder() =>
        For(new NamedFile("mnist.pkl.gz"), file => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), path =>
        {
            MnistFiles.InFolder(Path.GetDirectoryName(path)!, () => load(file.Name)).ShouldEqual(example);
            return file;
        }, file.Name));

    [Fact]
    public void A_file_that_others_read_and_nobody_may_write_is_loaded() =>
        For(new NamedFile("mnist.pkl.gz"), file => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(example)), path =>
        {
            using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            System.IO.File.SetAttributes(path, FileAttributes.ReadOnly);
            try
            {
                load(path).ShouldEqual(example);
            }
            finally
            {
                System.IO.File.SetAttributes(path, FileAttributes.Normal);
            }
            return file;
        }, file.Name));

    [Fact]
    public void Loading_twice_gives_equal_results_that_share_nothing() =>
        ForAll(MnistSets.Small, set => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(set)), path =>
        {
            Mnist first = load(path);
            first.Train.Images.AsSpan().Fill(-1);
            first.Train.Labels.AsSpan().Fill(-1);
            load(path).ShouldEqual(set);
            return first;
        }));

    [Fact]
    public void A_file_that_has_changed_is_loaded_anew() =>
        ForAll(MnistSets.Small, set => MnistFiles.As(MnistFiles.GzipAsItIs(MnistPickle.Of(set)), path =>
        {
            load(path).ShouldEqual(set);
            Mnist other = new(Turned(set.Train), Turned(set.Validation), Turned(set.Test));
            System.IO.File.WriteAllBytes(path, MnistFiles.GzipAsItIs(MnistPickle.Of(other)));
            load(path).ShouldEqual(other);
            return other;
        }));

    [Fact]
    public void The_file_is_closed_afterwards() =>
        ForAll(MnistSets.Small, set => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(set)), path =>
        {
            Mnist mnist = load(path);
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return mnist;
        }));

    [Fact]
    public void A_missing_file_is_reported_as_missing() =>
        For("no/such/mnist.pkl.gz", path => Assertions.ShouldBeRefusedWith<FileNotFoundException>(() => load(path)));

    [Fact]
    public void A_truncated_file_is_reported_as_invalid() =>
        ForAll(MnistFiles.Truncated, ShouldBeInvalid);

    [Fact]
    public void What_is_not_a_pickle_is_reported_as_invalid() =>
        ForAll(MnistFiles.NotPickles, ShouldBeInvalid);

    [Fact]
    public void A_pickle_of_something_else_is_reported_as_invalid() =>
        ForEach(MnistFiles.OtherwiseShaped, ShouldBeInvalid);

    [Fact]
    public void A_damaged_file_is_loaded_or_reported_as_invalid() =>
        ForAll(MnistFiles.Damaged, file =>
        {
            try
            {
                file.As(load);
            }
            catch (InvalidDataException)
            {
            }
        });

    [Fact]
    public void A_length_beyond_the_end_of_the_file_takes_no_memory() =>
        For(MnistFiles.Boastful, file =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ShouldBeInvalid(file);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 << 20, "the bytes of memory that were taken");
        });

    [Fact]
    public void A_file_that_is_refused_is_closed_as_well() =>
        ForEach(MnistFiles.OtherwiseShaped, file => file.As(path =>
        {
            Assertions.ShouldBeRefusedWith<InvalidDataException>(() => load(path));
            using FileStream closed = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return path;
        }));

    private static Split Turned(Split split) => new(split.Images.Map(x => 255 / 256f - x), split.Labels.Map(label => 9 - label));

    private Mnist Load(byte[] content) => MnistFiles.As(content, load);

    private void ShouldBeInvalid(BadFile file) => Assertions.ShouldBeRefusedWith<InvalidDataException>(() => file.As(load));

    private static string Checksum<T>(Tensor<T> tensor) where T : unmanaged =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(tensor.AsSpan())))[..16];

    private static (T Least, T Most) Range<T>(Tensor<T> tensor) where T : unmanaged, INumber<T> =>
        (TensorPrimitives.Min<T>(tensor.AsSpan()), TensorPrimitives.Max<T>(tensor.AsSpan()));
}
