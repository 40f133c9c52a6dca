using System.Collections;
using Razorvine.Pickle;

namespace Katas.Tests;

/// <summary>
/// Loads, with the reference solution, the same data as other programs store it. No learner is asked for that: stage 1's laws are
/// about the file that the notebook downloads.
/// </summary>
public sealed class FilesFromTheWildTests
{
    public static TheoryData<string> Files => [.. Fixtures.In("Notebook", "*.pkl").Select(path => Path.GetFileName(path))];

    [Theory, InlineData("python-2-*.pkl", 3), InlineData("numpy-1-*.pkl", 6), InlineData("numpy-1.16.0-*.pkl", 2)]
    [InlineData("numpy-2-*.pkl", 6), InlineData("fortran-order-*.pkl", 2), InlineData("lists-*.pkl", 2), InlineData("dtype-*.pkl", 21)]
    public void No_kind_of_file_is_missing(string files, int count) => Fixtures.In("Notebook", files).Length.ShouldBe(count);

    [Theory, MemberData(nameof(Files))]
    public void However_it_is_stored_it_is_the_same_data(string file)
    {
        string path = Fixtures.In("Notebook", file).Single();
        MnistLoader.Load(path).ShouldEqual(Example(file));
        byte[] pickle = File.ReadAllBytes(path), compressed = MnistFiles.Gzip(pickle);
        MnistFiles.As(compressed, MnistLoader.Load).ShouldEqual(Example(file));
        MnistFiles.As(MnistFiles.GzipInPieces(pickle), MnistLoader.Load).ShouldEqual(Example(file));
        MnistFiles.As([.. compressed, .. new byte[512]], MnistLoader.Load).ShouldEqual(Example(file));   // padded, as tar does
        MnistFiles.As([.. pickle, .. new byte[512]], MnistLoader.Load).ShouldEqual(Example(file));
    }

    [Theory, MemberData(nameof(Files))]
    public void As_a_learner_reads_it_it_is_the_same_data_too(string file)
    {
        NumPy.RegisterConstructors();
        IList splits = (IList)new Unpickler().loads(File.ReadAllBytes(Fixtures.In("Notebook", file).Single()));
        Mnist example = Example(file);
        foreach ((object? split, Split expected) in splits.Cast<object?>().Zip([example.Train, example.Validation, example.Test]))
        {
            (NdArray images, NdArray labels) = split is IList and [NdArray x, NdArray y] ? (x, y) : throw new InvalidDataException(file);
            images.ToTensor<float>().Map(pixel => images.DType.Code[0] is 'i' or 'u' ? pixel / 256 : pixel).ShouldEqual(expected.Images);
            labels.ToTensor<long>().ShouldEqual(expected.Labels);
        }
    }

    [Fact]
    public void Numbers_that_fit_no_label_are_refused_and_not_wrapped()
    {
        foreach ((byte[] labels, string message) in (ReadOnlySpan<(byte[], string)>)
            [
                (MnistPickle.Array<ulong>("u8", [1], [ulong.MaxValue - 5]), "too large"),
                (MnistPickle.Array<long>("i8", [1], [10]), "label 0 is 10"),
                (MnistPickle.Array<sbyte>("i1", [1], [-1]), "label 0 is -1"),
                (MnistPickle.Array<float>("f4", [1], [3]), "integers"),
            ])
        {
            byte[] split = MnistPickle.Tuple(MnistPickle.Array<float>("f4", [1, 2], [0, 0.5f]), labels);
            byte[] pickle = MnistPickle.Whole(MnistPickle.Tuple(split, split, split));
            Should.Throw<InvalidDataException>(() => MnistFiles.As(pickle, MnistLoader.Load))
                .Message.ShouldMatch($"mnist.pkl.gz, train: .*{message}");
        }
    }

    [Fact]
    public void Sizes_that_are_long_integers_of_Python_2_are_read()
    {
        byte[] pickle = File.ReadAllBytes(Fixtures.In("Notebook", "python-2-protocol-2.pkl").Single());
        int rows = pickle.AsSpan().IndexOf("K\u0004KG"u8);
        MnistFiles.As([.. pickle[..rows], 0x8a, 1, 4, 0x8a, 1, 71, .. pickle[(rows + 4)..]], MnistLoader.Load).ShouldEqual(Example(""));
    }

    [Fact]
    public void MNIST_takes_little_more_memory_than_its_arrays()
    {
        const long Arrays = 70_000 * (784 * sizeof(float) + sizeof(long));
        long allocated = Allocation.Of(() => MnistLoader.Load(MnistFile.Path));   // what is allocated in all bounds the peak from above
        allocated.ShouldBeInRange(Arrays, Arrays + Arrays / 50);
    }

    /// <summary>Gets the data set that fixtures/make.py wrote.</summary>
    private static Mnist Example(string file) => file switch
    {
        "dtype-b1.pkl" => Example(modulus: 2, divisor: 1, labels: 2),
        "dtype-i1.pkl" => Example(modulus: 128, divisor: 256, labels: 10),
        _ => Example(modulus: 256, divisor: 256, labels: 10),
    };

    private static Mnist Example(int modulus, float divisor, int labels)
    {
        return new(Split(0), Split(1), Split(2));

        Split Split(int s)
        {
            Split split = new(Tensor.Zeros<float>(4 - s, 71), Tensor.Zeros<long>(4 - s));
            for (int i = 0; i < 4 - s; i++)
            {
                for (int j = 0; j < 71; j++)
                    split.Images[i, j] = (50 * s + 7 * i + 13 * j) % 256 % modulus / divisor;
                split.Labels[i] = (s + 3 * i) % 10 % labels;
            }
            return split;
        }
    }
}
