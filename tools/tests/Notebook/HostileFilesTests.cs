using System.Text;
using FsCheck.Xunit;

namespace Katas.Tests;

/// <summary>
/// Gives the reference solution files that are damaged, or made by somebody who wishes us ill. Each ends in an InvalidDataException that
/// names the file, without a call of what the file names, and without much memory.
/// </summary>
public sealed class HostileFilesTests
{
    private static readonly byte[][] pickles = [.. Fixtures.In("Notebook", "*.pkl").Select(File.ReadAllBytes)];

    [Theory, InlineData("numpy-1-*.pkl"), InlineData("python-2-*.pkl")]
    public void A_file_cut_short_anywhere_is_refused(string files)
    {
        foreach (byte[] pickle in Fixtures.In("Notebook", files).Select(File.ReadAllBytes))
            for (int length = 0; length < pickle.Length; length += 1 + length / 20)
            {
                Refused(pickle[..length]);
                Refused(MnistFiles.Gzip(pickle[..length]));
            }
    }

    [Theory, InlineData("cos\nsystem\n(S'echo hello'\ntR."), InlineData("c__builtin__\neval\n(S'1 + 1'\ntR.")]
    [InlineData("cbuiltins\nexec\n(V1\ntR."), InlineData("csubprocess\nPopen\n(S'true'\ntR.")]
    [InlineData("\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c\u0004true\u0085R.")]
    [InlineData("ccopyreg\n_reconstructor\n(c__main__\nC\nc__builtin__\nobject\nNtR."), InlineData("cnumpy\nload\n(S'x.npy'\ntR.")]
    [InlineData("cSystem.Diagnostics\nProcess\n(S'true'\ntR.")]
    public void What_a_file_names_is_not_called(string pickle) => Refused(pickle).ShouldContain("unsupported/unregistered class");

    [Fact]
    public void Names_come_without_control_characters_and_whole_into_no_message() =>
        Refused("c\u001b[31mos\nsystem\n(I1\ntR.").ShouldContain(" [31mos.system");

    [Theory, InlineData("ios\nsystem\n"), InlineData("(cos\nsystem\no"), InlineData("cos\nsystem\n)\u0081")]
    [InlineData("cos\nsystem\n)}\u0092"), InlineData("\u0082\u0001"), InlineData("Px\n"), InlineData("NQ"), InlineData("\u0097")]
    [InlineData("\u0098"), InlineData("}"), InlineData("(NNd"), InlineData("\u008f"), InlineData("(N\u0091"), InlineData("N2")]
    [InlineData("N0"), InlineData("(1"), InlineData("F1.5\n"), InlineData("G\0\0\0\0\0\0\0\0")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u007f"), InlineData("\u00ff"), InlineData("\0"), InlineData("Hello, world")]
    [InlineData("<!DOCTYPE html>")]
    public void Opcodes_that_no_array_needs_are_refused(string pickle) => Refused(pickle + ".").ShouldContain("opcode 0x");

    [Theory, InlineData("T\u00ff\u00ff\u00ff\u007f"), InlineData("T\u00ff\u00ff\u00ff\u00ff"), InlineData("X\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("B\u00ff\u00ff\u00ff\u007f"), InlineData("B\u0080\u0084\u001e\0"), InlineData("\u008d\u00ff\u00ff\u00ff\u007f\0\0\0\0")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u007f\0\0\0\0"), InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u0096\0\0\0\0\0\0\0\u0080"), InlineData("\u0096\u00c7\u00ff\u00ff\u007f\0\0\0\0")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001J\u00ff\u00ff\u00ff\u001f\u0085"
        + "cnumpy\ndtype\nU\u0002f4K\0K\u0001\u0087R\u0089T\u00fc\u00ff\u00ff\u007f")]
    public void A_length_beyond_the_file_takes_no_memory(string start)
    {
        byte[] pickle = Latin1(start + "abc.");
        foreach (byte[] file in (byte[][])[pickle, MnistFiles.Gzip(pickle)])
            Allocation.Of(() => Refused(file).ShouldContain("are announced")).ShouldBeLessThan(1 << 20);
    }

    [Theory, InlineData("B\u0000\u0065\u00cd\u001d", '\0', "are announced"), InlineData("S'", 'x', "A line is longer")]
    [InlineData("I", '7', "A line is longer"), InlineData("c", 'x', "A line is longer"), InlineData("N.", '\0', "goes on")]
    [InlineData("", '(', "more than 10,000 opcodes"), InlineData("", ']', "more than 10,000 opcodes")]
    [InlineData("", 'N', "more than 10,000 opcodes")]
    public void A_gzip_bomb_is_refused_early(string start, char filling, string message)
    {
        byte[] file = MnistFiles.Gzip([.. Latin1(start), .. Enumerable.Repeat((byte)filling, 30_000_000), (byte)'.']);
        Allocation.Of(() => Refused(file).ShouldContain(message)).ShouldBeLessThan((8 << 20) + 4L * Gzip.MostBytes(file.Length));
    }

    [Fact]
    public void Many_pieces_are_bounded_together()
    {
        byte[] piece = [(byte)'B', .. BitConverter.GetBytes(1_000_000), .. new byte[1_000_000]];
        Refused(MnistFiles.Gzip([.. piece, .. piece, .. piece])).ShouldContain("1,000,000 bytes are announced");
        byte[] line = Latin1($"S'{new string('x', 1_000_000)}'\n");
        Refused(MnistFiles.Gzip([.. line, .. line, .. line])).ShouldContain("A line is longer");
    }

    [Theory, InlineData(10_000, 254, 0), InlineData(10_001, 255, 1)]
    public void What_is_at_a_limit_is_read_and_what_is_beyond_it_is_refused(int opcodes, int digits, int beyond)
    {
        bool isRefused = beyond > 0;
        string announced = $"B{Encoding.Latin1.GetString(BitConverter.GetBytes(Gzip.MostBytes(9) + beyond))}abc.";   // nine bytes

        Refused($"{new string('(', opcodes - 1)}.").Contains("opcodes", StringComparison.Ordinal).ShouldBe(isRefused);
        Refused($"I{new string('7', digits)}\n.").Contains("A line is longer", StringComparison.Ordinal).ShouldBe(isRefused);
        Refused(announced).Contains("are announced", StringComparison.Ordinal).ShouldBe(isRefused);
    }

    [Fact]
    public void Names_used_again_and_again_take_no_memory() =>
        Allocation.Of(() => Refused($"({string.Concat(Enumerable.Range(0, 255).Select(i => $"U\u00ff{new string('x', 255)}q{(char)i}"))}"
            + $"{string.Concat(Enumerable.Range(0, 2000).Select(i => $"h{(char)(i % 255)}h{(char)(i * 7 % 255)}\u0093"))}t."))
            .ShouldBeLessThan(16 << 20);

    [Fact]
    public void Bytes_used_in_every_array_take_a_multiple_of_the_file_at_most()
    {
        const int n = 4_000_000;
        byte[] pickle =
        [
            .. Latin1("cnumpy.core.numeric\n_frombuffer\nq\u0000(B"), .. BitConverter.GetBytes(n), .. new byte[n],
            .. Latin1("q\u0001cnumpy\ndtype\nU\u0002u1\u0085Rq\u0002J"), .. BitConverter.GetBytes(n),
            .. Latin1("K\u0001\u0086U\u0001FtRq\u0003"),
            .. Latin1("h\u0000(h\u0001h\u0002J"), .. BitConverter.GetBytes(n), .. Latin1("\u0085U\u0001CtRq\u0004"),
            .. Latin1("\u0086h\u0003h\u0004\u0086h\u0003h\u0004\u0086\u0087."),
        ];
        Mnist? mnist = null;
        Allocation.Of(() => mnist = MnistFiles.As(pickle, MnistLoader.Load)).ShouldBeLessThan((64 << 20) + 50L * pickle.Length);
        mnist!.Test.Images.ShouldHaveShape(n, 1);
    }

    [Theory, InlineData("."), InlineData("(."), InlineData("t."), InlineData("Nt.")]   // nothing to return, no mark, too few items
    [InlineData("\u0085."), InlineData("N\u0086."), InlineData("NN\u0087."), InlineData("a.")]
    [InlineData("NNa."), InlineData("N(Ne.")]   // into what is no list
    [InlineData("R."), InlineData("NR."), InlineData("N)R."), InlineData("cnumpy\ndtype\nNR."), InlineData("cnumpy\ndtype\n)R.")]
    [InlineData("cnumpy\ndtype\nU\u0002O8\u0085R."), InlineData("cnumpy\ndtype\nU\u0003f16\u0085R.")]
    [InlineData("cnumpy\ndtype\nU\u0002f4\u0085R(K\u0003U\u0001!NNNtb."), InlineData("cnumpy\nndarray\n)R.")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\ndtype\nK\0\u0085U\u0001b\u0087R.")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087RNb.")]
    [InlineData("cnumpy.core.numeric\n_frombuffer\n(NNNNtR.")]
    [InlineData("Nb."), InlineData("NNb."), InlineData("](Ntb.")]   // a state for what has none
    [InlineData("c_codecs\nencode\n(Va\nVrot13\ntR."), InlineData("NN\u0093.")]
    [InlineData("h\u0001."), InlineData("g1\n."), InlineData("j\u0001\0\0\0.")]   // the memo is empty
    [InlineData("q\u0001N."), InlineData("\u0094N."), InlineData("gx\n."), InlineData("Np99999999999999999999\n.")]
    [InlineData("Ix\n."), InlineData("I\n."), InlineData("Lx\n."), InlineData("Sabc\n."), InlineData("S'abc\n."), InlineData("S'\\q'\n.")]
    [InlineData("V\\u12\n."), InlineData("V\\Uffffffff\n.")]
    [InlineData("\u0080\u0006N.")]   // protocol 6
    public void What_makes_no_sense_is_refused(string pickle) => Refused(pickle);

    [Theory, InlineData("K\u0004K\u0047", "J\u00ff\u00ff\u00ff\u00ffK\u0047", "not a size")]
    [InlineData("K\u0004K\u0047", "NK\u0047", "not a size"), InlineData("K\u0004K\u0047", "K\u0004K\u0048", "takes 1,152 bytes, not 1,136")]
    [InlineData("K\u0004K\u0047", "K\u0004K\u0046", "takes 1,120 bytes, not 1,136")]
    [InlineData("K\u0004K\u0047\u0086", "(J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007ft", "overflow")]
    [InlineData("U\u0002f4", "U\u0002c8", "dtype")]
    public void Arrays_that_contradict_themselves_are_refused(string part, string instead, string message)
    {
        byte[] pickle = File.ReadAllBytes(Fixtures.In("Notebook", "python-2-protocol-2.pkl").Single());
        int at = pickle.AsSpan().IndexOf(Latin1(part));
        Refused([.. pickle[..at], .. Latin1(instead), .. pickle[(at + part.Length)..]]).ShouldContain(message);
    }

    [Fact]
    public void Text_that_is_no_bytes_is_no_array()
    {
        string pickle = Encoding.Latin1.GetString(File.ReadAllBytes(Fixtures.In("Notebook", "numpy-1-protocol-0.pkl").Single()));
        foreach (string text in (string[])["\\u0000", "\u0003\\u0000"])   // within pixels, which are long, and labels, which are short
            Refused(pickle.Replace(text, text.Replace("0000", "20ac", StringComparison.Ordinal),
                StringComparison.Ordinal)).ShouldContain("char");
    }

    [Fact]
    public void Nothing_but_some_zeros_may_follow_the_pickle()
    {
        byte[] pickle = File.ReadAllBytes(Fixtures.In("Notebook", "numpy-1-protocol-2.pkl").Single());
        MnistFiles.As([.. pickle, .. new byte[65_535]], MnistLoader.Load).ShouldNotBeNull();
        foreach (byte[] file in (byte[][])[[.. pickle, .. new byte[65_536]], [.. pickle, 0, 1], MnistFiles.Gzip([.. pickle, .. pickle])])
            Refused(file).ShouldEndWith("It goes on where the pickle ends.");
    }

    [Fact]
    public void Gzip_that_its_checksum_does_not_fit_is_refused()
    {
        byte[] file = MnistFiles.Gzip(File.ReadAllBytes(Fixtures.In("Notebook", "numpy-1-protocol-2.pkl").Single()));
        file[^8] ^= 1;   // the checksum is followed by the length, four bytes each
        Refused(file).ShouldContain("is damaged");
    }

    [Property(MaxTest = 1000)]
    public void A_damaged_file_is_loaded_or_refused(DoNotSize<int> seed, bool compressed)
    {
        Random random = new(seed.Item);
        byte[] damaged = Damage.To(random.GetItems(pickles, 1).Single(), random);
        try
        {
            MnistFiles.As(compressed ? MnistFiles.Gzip(damaged) : damaged, MnistLoader.Load);
        }
        catch (InvalidDataException)
        {
        }
    }

    [Fact]
    public void What_is_no_readable_file_is_refused_with_an_exception_that_says_so()
    {
        Should.Throw<FileNotFoundException>(() => MnistLoader.Load("no/such/mnist.pkl.gz")).Message.ShouldContain("no/such/mnist.pkl.gz");
        Should.Throw<FileNotFoundException>(() => MnistLoader.Load(Path.GetTempPath())).Message.ShouldContain(Path.GetTempPath());
        Refused([]).ShouldContain("end of the stream");
        MnistFiles.As([0], path =>
        {
            using FileStream writing = new(path, FileMode.Open, FileAccess.Write, FileShare.None);
            return Should.Throw<IOException>(() => MnistLoader.Load(path)).Message;
        }).ShouldContain("mnist.pkl.gz");
    }

    [Fact]
    public void A_file_without_permission_is_refused_with_an_exception_that_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Here everything may be read.");
        MnistFiles.As([0], path =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.None);
            return Should.Throw<UnauthorizedAccessException>(() => MnistLoader.Load(path)).Message;
        }).ShouldContain("mnist.pkl.gz");
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static string Refused(string pickle) => Refused(Latin1(pickle));

    private static string Refused(byte[] file)
    {
        string message = Should.Throw<InvalidDataException>(() => MnistFiles.As(file, MnistLoader.Load)).Message;
        message.ShouldContain("mnist.pkl.gz");
        return message;
    }
}
