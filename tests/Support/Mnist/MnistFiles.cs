using System.IO.Compression;

namespace Katas.Tests;

/// <summary>A file that has no data set in it, or a damaged one; Content says what it has instead.</summary>
public abstract record BadFile(string Content)
{
    internal byte[] Bytes { get; init; } = [];

    /// <summary>Writes the file for as long as it takes to read it.</summary>
    public T As<T>(Func<string, T> read) => MnistFiles.As(Bytes, read);
}

/// <summary>A file that breaks off, compressed or not: what is lost is at least the last byte of the pickle.</summary>
public sealed record TruncatedFile(string Content) : BadFile(Content), IInput<TruncatedFile>
{
    // Checksum and length take 8 bytes; the code of the pickle's last byte ends less than 3 bytes before them.
    private const int GzipTrailer = 11;

    public static Arbitrary<TruncatedFile> Arbitrary { get; } = Arb.From(
        from set in MnistSets.Small.Generator
        from isCompressed in Gen.Elements(true, false)
        let pickle = MnistPickle.Of(set)
        let whole = isCompressed ? MnistFiles.Gzip(pickle) : pickle
        from kept in Gen.Choose(0, whole.Length - (isCompressed ? GzipTrailer : 1))
        let kind = isCompressed ? "gzip-compressed pickle" : "pickle"
        select new TruncatedFile($"the first {kept} of the {whole.Length} bytes of a {kind}") { Bytes = whole[..kept] });
}

/// <summary>A file that holds no pickle, compressed or not.</summary>
public sealed record NoPickle(string Content) : BadFile(Content), IInput<NoPickle>
{
    public static Arbitrary<NoPickle> Arbitrary { get; } = Arb.From(
        from file in Gen.OneOf(
            Gen.Constant(new NoPickle("nothing")),
            Gen.Constant(new NoPickle("a page that a server sent instead")
            {
                Bytes = "<!DOCTYPE html><title>404 Not Found</title>"u8.ToArray(),
            }),
            Gen.Constant(new NoPickle("the original IDX format") { Bytes = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255] }),
            from seed in Draw.Seed
            from length in Gen.Choose(1, 1000)
            let bytes = RandomBytes(seed, length)
            select new NoPickle($"{length} random bytes from {bytes[0]:x2}") { Bytes = bytes })
        from isCompressed in Gen.Elements(true, false)
        select isCompressed ? new NoPickle($"{file.Content}, gzip-compressed") { Bytes = MnistFiles.Gzip(file.Bytes) } : file);

    private static byte[] RandomBytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

/// <summary>A pickle of something else.</summary>
public sealed record OtherPickle(string Content) : BadFile(Content);

/// <summary>
/// A file in which a few bytes were changed, dropped, doubled, inserted or exchanged, before compression, after it, or without any.
/// </summary>
public sealed record DamagedFile(string Content) : BadFile(Content), IInput<DamagedFile>
{
    public static Arbitrary<DamagedFile> Arbitrary { get; } = Arb.From(
        from set in MnistSets.Small.Generator
        from seed in Draw.Seed
        from way in Gen.Elements("damaged", "gzip-compressed, then damaged", "damaged, then gzip-compressed")
        let pickle = MnistPickle.Of(set)
        select new DamagedFile($"a pickle of {pickle.Length} bytes, {way} with seed {seed}")
        {
            Bytes = way switch
            {
                "damaged" => Damage.To(pickle, new Random(seed)),
                "gzip-compressed, then damaged" => Damage.To(MnistFiles.Gzip(pickle), new Random(seed)),
                _ => MnistFiles.Gzip(Damage.To(pickle, new Random(seed))),
            },
        });
}

/// <summary>Names what a gzip header may have beyond its ten bytes, by their flags (https://www.rfc-editor.org/rfc/rfc1952).</summary>
[Flags]
public enum GzipFields
{
    HeaderChecksum = 2,
    ExtraField = 4,
    FileName = 8,
    Comment = 16,
}

/// <summary>A gzip header with some of the optional fields.</summary>
public sealed record GzipHeader(GzipFields Fields);

/// <summary>The name of a data file.</summary>
public sealed record NamedFile(string Name);

/// <summary>Makes data files, good ones and bad ones.</summary>
public static class MnistFiles
{
    private static readonly Lock currentFolder = new();

    /// <summary>Gets a file that announces far more than it has.</summary>
    public static OtherPickle Boastful { get; } = new("a pickle of 50 bytes, which announces a text of 2,000,000,000")
    {
        Bytes = Gzip(MnistPickle.Whole([(byte)'T', .. BitConverter.GetBytes(2_000_000_000), .. new byte[42]])),
    };

    /// <summary>Gets pickles of something else.</summary>
    public static OtherPickle[] OtherwiseShaped { get; } = [.. Others()];

    /// <summary>Compresses a file.</summary>
    public static byte[] Gzip(byte[] content) => Gzip(content, CompressionLevel.Fastest);

    /// <summary>Wraps a file as gzip does, but without compression, so that as many bytes give as many bytes.</summary>
    public static byte[] GzipAsItIs(byte[] content) => Gzip(content, CompressionLevel.NoCompression);

    private static byte[] Gzip(byte[] content, CompressionLevel level)
    {
        using MemoryStream file = new();
        using (GZipStream gzip = new(file, level))
            gzip.Write(content);
        return file.ToArray();
    }

    /// <summary>Gets headers with every combination of fields.</summary>
    public static GzipHeader[] GzipHeaders { get; } =
        [.. from fields in Enumerable.Range(1, 15) select new GzipHeader((GzipFields)(2 * fields))];

    /// <summary>Gets names without an ending, or with what means something else in an address.</summary>
    public static NamedFile[] Names { get; } =
    [
        .. from name in (string[])["mnist", "mnist #1.pkl.gz", "100%.pkl.gz", "mnist%20set.gz", "mnist?.gz"]
           where !OperatingSystem.IsWindows() || !name.Contains('?')
           select new NamedFile(name),
    ];

    /// <summary>Compresses a file, and puts more than is necessary into the header.</summary>
    public static byte[] Gzip(byte[] content, GzipHeader header)
    {
        byte[] plain = Gzip(content);
        List<byte> start = [.. plain[..3], (byte)header.Fields, .. plain[4..10]];
        if (header.Fields.HasFlag(GzipFields.ExtraField))
            start.AddRange([6, 0, (byte)'k', (byte)'a', 2, 0, 0x1f, 0x8b]);
        if (header.Fields.HasFlag(GzipFields.FileName))
            start.AddRange("mnist.pkl\0"u8);
        if (header.Fields.HasFlag(GzipFields.Comment))
            start.AddRange("handwritten digits\0"u8);
        if (header.Fields.HasFlag(GzipFields.HeaderChecksum))
            start.AddRange(Gzip([.. start])[^8..^6]);   // half of the CRC-32 that gzip writes behind a content
        return [.. start, .. plain[10..]];
    }

    /// <summary>
    /// Compresses each few bytes on their own. As the format has it, that is one file; but no read gives more than those bytes.
    /// </summary>
    public static byte[] GzipInPieces(byte[] content) => [.. content.Chunk(50).SelectMany(Gzip)];

    /// <summary>Writes a file, with spaces and letters beyond ASCII in its path, for as long as it takes to read it.</summary>
    public static T As<T>(byte[] content, Func<string, T> read, string name = "mnist.pkl.gz")
    {
        string folder = Directory.CreateTempSubdirectory("katas ä ").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            File.WriteAllBytes(path, content);
            return read(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Makes a folder the current one for as long as a function takes. A process has only one, so callers wait for each other.
    /// </summary>
    public static T InFolder<T>(string folder, Func<T> function)
    {
        lock (currentFolder)
        {
            string before = Environment.CurrentDirectory;
            Environment.CurrentDirectory = folder;
            try
            {
                return function();
            }
            finally
            {
                Environment.CurrentDirectory = before;
            }
        }
    }

    private static IEnumerable<OtherPickle> Others()
    {
        byte[] images = MnistPickle.Array<float>("f4", [2, 3], [0, 0.25f, 0.5f, 0, 0, 0]),
            labels = MnistPickle.Array<long>("i8", [2], [3, 7]);
        byte[] split = MnistPickle.Tuple(images, labels);
        yield return Other("None", MnistPickle.None);
        yield return Other("a number", MnistPickle.Number(42));
        yield return Other("a text", MnistPickle.Text("mnist"u8));
        yield return Other("an array", images);
        yield return Other("an empty tuple", MnistPickle.Tuple());
        yield return Other("two splits", MnistPickle.Tuple(split, split));
        yield return Other("four splits", MnistPickle.Tuple(split, split, split, split));
        yield return Other("three arrays", MnistPickle.Tuple(images, images, images));
        yield return Last("a test split that is None", MnistPickle.None);
        yield return Last("a test split of images alone", MnistPickle.Tuple(images));
        yield return Last("a test split of three arrays", MnistPickle.Tuple(images, labels, labels));
        yield return Last("test labels before test images", MnistPickle.Tuple(labels, images));
        yield return Last("numbers instead of test images",
            MnistPickle.Tuple(MnistPickle.List(MnistPickle.Number(0), MnistPickle.Number(1)), labels));
        yield return Last("test images without an axis for the pixels",
            MnistPickle.Tuple(MnistPickle.Array<float>("f4", [2], [0, 0.5f]), labels));
        yield return Last("test images with an axis too many",
            MnistPickle.Tuple(MnistPickle.Array<float>("f4", [2, 1, 1], [0, 0.5f]), labels));
        yield return Last("test labels with an axis too many", MnistPickle.Tuple(images, MnistPickle.Array<long>("i8", [2, 1], [3, 7])));
        yield return Last("fewer test labels than test images", MnistPickle.Tuple(images, MnistPickle.Array<long>("i8", [1], [3])));
        yield return Last("more test labels than test images", MnistPickle.Tuple(images, MnistPickle.Array<long>("i8", [3], [3, 7, 1])));

        OtherPickle Other(string content, byte[] value) => new(content) { Bytes = Gzip(MnistPickle.Whole(value)) };
        OtherPickle Last(string content, byte[] test) => Other(content, MnistPickle.Tuple(split, split, test));
    }
}
