using System.Text;
using Razorvine.Pickle;

namespace Katas.Tests;

public sealed class HostilePickleTests : Laws
{
    static HostilePickleTests() => NumPy.RegisterConstructors();

    [Fact]
    public void A_pickle_cut_short_anywhere_is_refused()
    {
        foreach (Pickled pickled in Pickled.All.Where(pickled => pickled.Bytes.Length < 600))
            for (int length = 0; length < pickled.Bytes.Length; length++)
                foreach (Stream stream in Streams.Of(pickled.Bytes[..length]))
                    Refused(stream, $"{pickled}, {length} bytes of it").ShouldMatch("The stream ends|are announced");
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'echo hello'\ntR.")]
    [InlineData("c__builtin__\neval\n(S'1 + 1'\ntR.")]
    [InlineData("cbuiltins\nexec\n(V1\ntR.")]
    [InlineData("csubprocess\nPopen\n(S'true'\ntR.")]
    [InlineData("\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c\u0004true\u0085R.")]
    [InlineData("ccopyreg\n_reconstructor\n(c__main__\nC\nc__builtin__\nobject\nNtR.")]
    [InlineData("c__builtin__\ngetattr\n.")]
    [InlineData("cnumpy\nload\n.")]
    [InlineData("cnumpy.core\nmultiarray.scalar\n.")]
    [InlineData("cSystem.Diagnostics\nProcess\n.")]
    public void An_unknown_global_is_refused(string pickle) => Refused(pickle).ShouldContain("is not registered");

    [Fact]
    public void A_name_with_control_characters_is_not_repeated() =>
        Refused("c\u001b[31mos\nsystem" + new string('x', 1000) + "\n.").ShouldStartWith("?[31mos.systemxxx");

    [Theory]
    [InlineData("os\nsystem\n", "i")]
    [InlineData("", "o")]
    [InlineData("", "\u0092")]
    [InlineData("\u0001", "\u0082")]
    [InlineData("x\n", "P")]
    [InlineData("", "Q")]
    [InlineData("", "\u0097")]
    [InlineData("", "\u0098")]
    public void Opcodes_that_no_array_needs_are_refused(string rest, string opcode) => Refused(opcode + rest).ShouldContain("is not supported");

    [Theory]
    [InlineData("T\u00ff\u00ff\u00ff\u007f")]
    [InlineData("T\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("B\u00ff\u00ff\u00ff\u007f")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u007f")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u007f\0\0\0\0")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u007f\0\0\0\0")]
    [InlineData("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u0096\0\0\0\0\0\0\0\u0080")]
    [InlineData("\u0096\u00c7\u00ff\u00ff\u007f\0\0\0\0")]
    [InlineData("\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f")]
    [InlineData("\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001J\u00ff\u00ff\u00ff\u001f\u0085cnumpy\ndtype\nU\u0002f4K\0K\u0001\u0087R\u0089T\u00fc\u00ff\u00ff\u007f")]
    public void A_length_beyond_the_stream_takes_no_memory(string start)
    {
        byte[] pickle = Latin1(start + "abc.");
        foreach (Stream stream in Streams.Of(pickle))
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Refused(stream, start);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
        }
    }

    [Fact]
    public void A_compression_bomb_takes_no_more_memory_than_its_size_allows()
    {
        byte[] bomb = [(byte)'B', .. BitConverter.GetBytes(500_000_000), .. new byte[200_000_000], (byte)'.'];
        using Stream stream = Streams.Gzip(bomb);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(stream, "bomb").ShouldContain("far more memory");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Theory]
    [InlineData('}', 1_000_000)]
    [InlineData(']', 10_000_000)]
    [InlineData('2', 10_000_000)]
    [InlineData('N', 100_000_000)]
    [InlineData('(', 100_000_000)]
    public void Many_small_objects_are_too_many_for_a_small_file(char opcode, int count)
    {
        using Stream stream = Streams.Gzip([(byte)'N', .. Enumerable.Repeat((byte)opcode, count), (byte)'.']);
        Refused(stream, $"{count} {opcode}").ShouldContain("far more memory");
    }

    [Fact]
    public void A_long_key_used_again_and_again_is_too_much_work()
    {
        byte[] pickle =
        [
            .. "}T"u8, .. BitConverter.GetBytes(1_000_000), .. new byte[1_000_000], .. "q\u0001"u8, .. "Ns"u8,
            .. Enumerable.Repeat("h\u0001Ns"u8.ToArray(), 300_000).SelectMany(item => item), (byte)'.',
        ];
        Refused(new MemoryStream(pickle), "a key").ShouldContain("far more memory");
    }

    [Fact]
    public void Bytes_of_which_arrays_are_made_again_and_again_are_too_much_memory()
    {
        byte[] pickle =
        [
            .. Latin1("cnumpy.core.numeric\n_frombuffer\nq\0(B"), .. BitConverter.GetBytes(1_000_000), .. new byte[1_000_000],
            .. Latin1("cnumpy\ndtype\nU\u0002f8\u0085RJ"), .. BitConverter.GetBytes(125_000), .. Latin1("\u0085U\u0001Ctq\u0001R"),
            .. Enumerable.Repeat("h\u0000h\u0001R"u8.ToArray(), 10_000).SelectMany(call => call), (byte)'.',
        ];
        Refused(new MemoryStream(pickle), "bytes").ShouldContain("far more memory");
    }

    [Fact]
    public void Long_numbers_are_too_much_memory_for_a_small_file()
    {
        byte[] number = [(byte)'I', .. Enumerable.Repeat((byte)'7', 8000), (byte)'\n'];
        using Stream stream = Streams.Gzip([.. Enumerable.Repeat(number, 10_000).SelectMany(digits => digits), (byte)'.']);
        Refused(stream, "numbers").ShouldContain("far more memory");
    }

    [Theory]
    [InlineData("", "]", "a", 2000)]
    [InlineData("", "(", "t", 2000)]
    [InlineData("", "(", "l", 2000)]
    [InlineData("N", "\u0085", "", 2000)]
    [InlineData("", "}K\0", "s", 2000)]
    [InlineData("", "(", "\u0091", 2000)]
    [InlineData("", "(", "t", 1_000_000)]
    [InlineData("N", "\u0085", "", 1_000_000)]
    public void Deep_nesting_is_refused(string first, string open, string close, int depth)
    {
        if (close is "a" or "s")
            first = "]";
        string pickle = close is "a" or "s"
            ? Repeat(open, depth) + first + Repeat(close, depth) + "."
            : first + Repeat(open, depth) + Repeat(close, depth) + ".";
        Refused(pickle).ShouldContain("deep");
    }

    [Fact]
    public void Deep_nesting_is_refused_also_where_the_outer_list_comes_first() =>
        Refused("]q\0" + Repeat("]q\u0001a0h\u0001", 2000) + "0h\0.").ShouldContain("deep");

    [Fact]
    public void Nesting_as_deep_as_Python_can_pickle_is_read() =>
        UnpicklerTests.Load(Repeat("]", 1000) + Repeat("a", 999) + ".").ShouldNotBeNull();

    [Theory]
    [InlineData(".")]                       // nothing to return
    [InlineData("NN.")]                     // two values left
    [InlineData("(.")]
    [InlineData("(N.")]                     // a mark left
    [InlineData("0.")]
    [InlineData("N00.")]
    [InlineData("1.")]
    [InlineData("t.")]
    [InlineData("Nt.")]
    [InlineData("\u0085.")]
    [InlineData("N\u0086.")]
    [InlineData("NN\u0087.")]
    [InlineData("N(\u0085.")]                 // below the mark
    [InlineData("](a.")]
    [InlineData("2.")]
    [InlineData("a.")]
    [InlineData("Na.")]
    [InlineData("NNa.")]                    // into what is no list
    [InlineData("N(Ne.")]
    [InlineData("](NNs.")]
    [InlineData("]NNs.")]
    [InlineData("]N(u.")]
    [InlineData("}(Nu.")]                   // a key without a value
    [InlineData("(Nd.")]
    [InlineData("}NNs.")]                   // None as a key
    [InlineData("N(N\u0090.")]
    [InlineData("R.")]
    [InlineData("NR.")]
    [InlineData("N)R.")]
    [InlineData("cnumpy\ndtype\nNR.")]
    [InlineData("cnumpy\ndtype\n)R.")]
    [InlineData("cnumpy\nndarray\n)R.")]
    [InlineData("Nb.")]
    [InlineData("NNb.")]
    [InlineData("](Ntb.")]                  // a state for what has none
    [InlineData("c__builtin__\nset\n)R.")]
    [InlineData("c__builtin__\nbytes\n(KatR.")]
    [InlineData("c_codecs\nencode\n(V\\u20ac\nVlatin1\ntR.")]
    [InlineData("c_codecs\nencode\n(Va\nVrot13\ntR.")]
    [InlineData("NN\u0093.")]
    [InlineData("h\u0001.")]                  // the memo is empty
    [InlineData("g1\n.")]
    [InlineData("j\u0001\0\0\0.")]
    [InlineData("Np1\n0g2\n.")]
    [InlineData("q\u0001N.")]                 // nothing to keep
    [InlineData("\u0094N.")]
    [InlineData("gx\n.")]
    [InlineData("Np-1\n.")]
    [InlineData("Np99999999999999999999\n.")]
    [InlineData("Ix\n.")]
    [InlineData("I\n.")]
    [InlineData("I1 \n.")]
    [InlineData("I1,000\n.")]
    [InlineData("Lx\n.")]
    [InlineData("F1,5\n.")]
    [InlineData("Sabc\n.")]
    [InlineData("S'abc\n.")]
    [InlineData("S'a'b'\n.")]
    [InlineData("S'\\q'\n.")]
    [InlineData("S'\\xzz'\n.")]
    [InlineData("V\\x41\n.")]
    [InlineData("V\\u12\n.")]
    [InlineData("V\\U00110000\n.")]
    [InlineData("V\\Uffffffff\n.")]
    [InlineData("X\u0001\0\0\0\u00ff.")]        // not UTF-8
    [InlineData("\u0080\u0006N.")]              // protocol 6
    [InlineData("\u00ff")]
    [InlineData("\0")]
    [InlineData("Hello, world")]
    public void What_makes_no_sense_is_refused(string pickle) => Refused(pickle);

    [Fact]
    public void A_line_without_end_is_refused() => Refused("I" + new string('1', 1_000_000) + "\n.").ShouldContain("more than");

    [Fact]
    public void Damage_ends_in_a_value_or_a_PickleException()
    {
        Arbitrary<(Pickled, int)> damaged = Arb.From(
            from pickled in Gen.Elements(Pickled.All.Where(pickled => pickled.Bytes.Length < 2000))
            from seed in Draw.Seed
            select (pickled, seed));
        for (int round = 0; round < 20; round++)
            ForAll(damaged, input =>
            {
                byte[] bytes = Damage.To(input.Item1.Bytes, new Random(input.Item2));
                foreach (Stream stream in Streams.Of(bytes))
                    try
                    {
                        new Unpickler().load(stream);
                    }
                    catch (PickleException)
                    {
                    }
            });
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static string Refused(string pickle) => Refused(new MemoryStream(Latin1(pickle)), pickle[..Math.Min(100, pickle.Length)]);

    private static string Refused(Stream stream, string what) =>
        Should.Throw<PickleException>(() => new Unpickler().load(stream), what).Message;

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();
}
