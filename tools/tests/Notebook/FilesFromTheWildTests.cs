namespace Katas.Tests;

/// <summary>
/// Loads, with the reference solution, the same data as other programs store it. No learner is asked for that: stage 1's laws are
/// about the file that the notebook downloads.
/// </summary>
public sealed class FilesFromTheWildTests
{
    [Theory]
    [InlineData("numpy-*.pkl")]           // NumPy 1 and 2 name their modules differently; protocols 0 to 5
    [InlineData("float64-*.pkl")]
    [InlineData("big-endian-*.pkl")]
    [InlineData("fortran-order-*.pkl")]
    [InlineData("uint8-*.pkl")]           // 0 to 255, and so is the next
    [InlineData("int32-*.pkl")]
    public void However_it_is_stored_it_is_the_same_data(string files)
    {
        foreach (string file in Fixtures.In("Notebook", files))
        {
            MnistLoader.Load(file).ShouldEqual(Example);
            byte[] compressed = MnistFiles.Gzip(File.ReadAllBytes(file));
            MnistFiles.As(compressed, MnistLoader.Load).ShouldEqual(Example);
            MnistFiles.As([.. compressed, .. new byte[512]], MnistLoader.Load).ShouldEqual(Example);   // padded, as tar does
            MnistFiles.As([.. File.ReadAllBytes(file), .. new byte[512]], MnistLoader.Load).ShouldEqual(Example);
        }
    }

    [Fact]
    public void Zeros_after_the_pickle_are_padding_up_to_64_KB_and_anything_else_is_refused()
    {
        byte[] pickle = File.ReadAllBytes(Fixtures.In("Notebook", "numpy-*.pkl").First());
        MnistFiles.As([.. pickle, .. new byte[65_535]], MnistLoader.Load).ShouldEqual(Example);
        foreach (byte[] file in (byte[][])[[.. pickle, .. new byte[65_536]], [.. pickle, 0, 1], MnistFiles.Gzip([.. pickle, .. pickle])])
            Refusal(file).ShouldEndWith("It goes on where the pickle ends.");
    }

    [Fact]
    public void Gzip_that_its_checksum_does_not_fit_is_refused()
    {
        byte[] file = MnistFiles.Gzip(File.ReadAllBytes(Fixtures.In("Notebook", "numpy-*.pkl").First()));
        file[^8] ^= 1;   // the checksum is followed by the length, four bytes each
        Refusal(file).ShouldContain("is damaged");
    }

    private static string Refusal(byte[] file) => Should.Throw<InvalidDataException>(() => MnistFiles.As(file, MnistLoader.Load)).Message;

    /// <summary>Gets the data set that fixtures/make.py wrote.</summary>
    private static Mnist Example => new(Split(0), Split(1), Split(2));

    private static Split Split(int s)
    {
        Split split = new(Tensor.Zeros<float>(4 - s, 6), Tensor.Zeros<long>(4 - s));
        for (int i = 0; i < 4 - s; i++)
        {
            for (int j = 0; j < 6; j++)
                split.Images[i, j] = (50 * s + 7 * i + 13 * j) % 256 / 256f;
            split.Labels[i] = (s + 3 * i) % 10;
        }
        return split;
    }
}
