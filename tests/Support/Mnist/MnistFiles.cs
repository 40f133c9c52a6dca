using System.IO.Compression;
using System.Security.AccessControl;
using System.Security.Principal;

namespace Katas.Tests;

/// <summary>A file that has no data set in it, or a damaged one; Content says what it has instead.</summary>
public abstract record BadFile(string Content)
{
    internal byte[] Bytes { get; init; } = [];

    /// <summary>Writes the file for as long as it takes to read it.</summary>
    public T As<T>(Func<string, T> read) => MnistFiles.As(Bytes, read);
}

/// <summary>A file that breaks off, compressed or not: what is lost is at least the last byte.</summary>
public sealed record TruncatedFile(string Content) : BadFile(Content), IInput<TruncatedFile>
{
    public static Arbitrary<TruncatedFile> Arbitrary { get; } = Arb.From(
        from set in MnistSets.Small.Generator
        from isCompressed in Gen.Elements(true, false)
        let pickle = MnistPickle.Of(set)
        let whole = isCompressed ? MnistFiles.Gzip(pickle) : pickle
        from kept in Gen.Choose(0, whole.Length - 1)
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

/// <summary>A gzip file with one bit of its last eight bytes changed, or some of them cut off: of the checksum and the length.</summary>
public sealed record DamagedTrailer(string Content) : BadFile(Content);

/// <summary>A pickle of something else.</summary>
public sealed record OtherPickle(string Content) : BadFile(Content);

/// <summary>
/// A file in which a few bytes were changed, dropped, doubled, inserted or exchanged, before compression, after it, or without any.
/// </summary>
public sealed record DamagedFile(string Content) : BadFile(Content), IInput<DamagedFile>
{
    private Mnist? ChecksumOf { get; init; }

    /// <summary>Asserts that what was loaded is what the file held before, if a checksum can tell that it was damaged.</summary>
    public void Verify(Mnist loaded)
    {
        if (ChecksumOf is not null)
            Assertions.When("as the file was before it was damaged", () => loaded.ShouldEqual(ChecksumOf));
    }

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
            ChecksumOf = way is "gzip-compressed, then damaged" ? set : null,
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

/// <summary>A data set whose arrays are stored in an unusual way.</summary>
public sealed record StoredSet(string Storage)
{
    internal byte[] Bytes { get; init; } = [];

    /// <summary>Writes the file for as long as it takes to read it.</summary>
    public T As<T>(Func<string, T> read) => MnistFiles.As(Bytes, read);
}

/// <summary>What may be at a path instead of a file.</summary>
public sealed record NoFile(string Path)
{
    internal Func<string, string, string> Make { get; init; } = (folder, _) => folder;

    /// <summary>Makes it in the folder of a data file, and gets its path.</summary>
    public string Beside(string file) => Make(System.IO.Path.GetDirectoryName(file)!, file);
}

/// <summary>A file that this user may not read.</summary>
public sealed record UnreadableFile(string Kind)
{
    internal Func<string, string> Make { get; init; } = file => file;

    /// <summary>Takes a data file, and gets the path of one that may not be read: the same one, or another.</summary>
    public string From(string file) => Make(file);
}

/// <summary>Makes data files, good ones and bad ones.</summary>
public static class MnistFiles
{
    private static readonly Lock currentFolder = new();

    /// <summary>Gets a small data set whose images are not symmetric.</summary>
    public static Mnist Unsymmetric { get; } = new(
        new([[0, 0.25f, 0.5f], [0.75f, 0, 255 / 256f]], [3, 7]),
        new([[0.125f, 0, 0]], [9]),
        new([[0, 0.5f, 0], [0, 0, 0.75f], [0.5f, 0, 0.25f], [0.125f, 1 / 256f, 0]], [1, 0, 4, 5]));

    /// <summary>Gets files that announce far more than they have: as a length, or as any other number of a pickle.</summary>
    public static OtherPickle[] Boastful { get; } = [.. Announcing()];

    /// <summary>Gets gzip files with every single bit of the last eight bytes changed, and with one to eight bytes cut off.</summary>
    public static DamagedTrailer[] DamagedTrailers { get; } = [.. WithDamagedTrailer()];

    /// <summary>Gets what a path may name that is no file.</summary>
    public static NoFile[] NoFiles { get; } =
    [
        new("a folder"),
        new("a folder, with a separator at the end") { Make = (folder, _) => folder + Path.DirectorySeparatorChar },
        new("a folder called .gz") { Make = (folder, _) => Directory.CreateDirectory(Path.Combine(folder, "mnist.gz")).FullName },
        new("nothing, in a folder that is a file") { Make = (_, file) => Path.Combine(file, "mnist.pkl.gz") },
        new("a file, with a separator at the end") { Make = (_, file) => file + Path.DirectorySeparatorChar },
        new("a name of 300 letters") { Make = (folder, _) => Path.Combine(folder, new string('m', 300)) },
        .. OperatingSystem.IsWindows() ? (NoFile[])[] :   // where links are for administrators
        [
            new("a link to nothing")
            {
                Make = (folder, _) => File.CreateSymbolicLink(Path.Combine(folder, "link"), Path.Combine(folder, "none")).FullName,
            },
            new("a link to a folder")
            {
                Make = (folder, _) => Directory.CreateSymbolicLink(Path.Combine(folder, "link"), folder).FullName,
            },
        ],
    ];

    /// <summary>
    /// Gets files that may not be read. An administrator may read everything but, on Linux, what the kernel offers for writing alone; so
    /// there may be none.
    /// </summary>
    public static UnreadableFile[] Unreadable { get; } =
    [
        .. OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess
            ? (UnreadableFile[])[new("a file without permissions") { Make = WithoutPermissions }] : [],
        .. OperatingSystem.IsLinux() && Directory.Exists("/sys/bus")
            ? (from bus in Directory.GetDirectories("/sys/bus").Order(StringComparer.Ordinal)
               let events = Path.Combine(bus, "uevent")
               where File.Exists(events)
               select new UnreadableFile($"{events}, which is for writing alone") { Make = _ => events }).Take(1)
            : [],
    ];

    /// <summary>Gets pickles of a data set whose arrays are in other orders than usual, or of larger or smaller elements.</summary>
    public static StoredSet[] Stored { get; } =
    [
        .. from isFortran in (bool[])[true, false]
           from isBigEndian in (bool[])[true, false]
           from floats in (string[])["f4", "f8", "f2"]
           from integers in (string[])["i8", "i4", "u1"]
           select new StoredSet($"{(isFortran ? "Fortran" : "C")} order, {(isBigEndian ? "big" : "little")}-endian {floats} and {integers}")
           {
               Bytes = Gzip(MnistPickle.Of(Unsymmetric, floats, integers, isBigEndian, isFortran)),
           },
    ];

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
        .. from name in (string[])
               [
                   "mnist", "mnist #1.pkl.gz", "100%.pkl.gz", "mnist%20set.gz", "MNIST.PKL.GZ", "~", "-", "%HOME%", "$HOME", "[mnist].gz",
                   "mnist;1.gz", "l'mnist.gz", "mnist+1&2=3.gz", "mnist😀.gz", "mnist..gz", new string('m', 200),
                   "mnist?.gz", "*.gz", "mnist\\1.gz", " mnist.gz ", "mnist\n1.gz", "mnist\"1.gz", "http:mnist.gz",
               ]
           where !OperatingSystem.IsWindows() || name.Trim() == name && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
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

    private static string WithoutPermissions(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            FileSecurity security = new(file, AccessControlSections.Access);
            SecurityIdentifier everyone = new(WellKnownSidType.WorldSid, null);
            security.AddAccessRule(new(everyone, FileSystemRights.ReadData, AccessControlType.Deny));
            new FileInfo(file).SetAccessControl(security);
        }
        else
            File.SetUnixFileMode(file, UnixFileMode.None);
        return file;
    }

    private static IEnumerable<OtherPickle> Announcing()
    {
        ulong[] numbers = [0x7fff_fffe, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000, 0x1_0000_002a,
            0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0xffff_ffff_ffff_ffff, 2_000_000_000];
        (string What, char Opcode, int Size)[] announced =   // as in Python's pickletools
        [
            ("a str", 'T', 4), ("a text", 'X', 4), ("bytes", 'B', 4), ("a long text", '\x8d', 8), ("long bytes", '\x8e', 8),
            ("a bytearray", '\x96', 8), ("a frame", '\x95', 8), ("an integer", '\x8b', 4), ("a place in the memo", 'r', 4),
            ("a place in the memo to read", 'j', 4),
        ];
        byte[] array = MnistPickle.Array<float>("f4", [2, 3], [0, 0.25f, 0.5f, 0, 0, 0]);
        (string Where, byte[] Before)[] places = [("at the start", []), ("behind an array", [(byte)'(', .. array])];
        foreach ((string what, char opcode, int size) in announced)
            foreach (ulong number in numbers.Where(number => size == 8 || number <= uint.MaxValue))
                foreach ((string where, byte[] before) in places)
                    yield return Other($"{what} of {number}, announced {where}",
                        [.. before, (byte)opcode, .. BitConverter.GetBytes(number).AsSpan(0, size), .. new byte[42]]);
        foreach ((int rows, int columns) in ((int, int)[])[(int.MaxValue, int.MaxValue), (int.MaxValue, 1), (65_536, 65_536), (-1, -1),
            (int.MinValue, int.MinValue), (0x4000_0000, 4), (1, int.MaxValue)])
            yield return Other($"an array of {rows} by {columns}, with 4 bytes",
                MnistPickle.Array<float>("f4", [rows, columns], [0.5f]));

        static OtherPickle Other(string content, byte[] value) => new(content) { Bytes = Gzip(MnistPickle.Whole(value)) };
    }

    private static IEnumerable<DamagedTrailer> WithDamagedTrailer()
    {
        const int Trailer = 8;
        byte[] whole = Gzip(MnistPickle.Of(Unsymmetric));
        for (int place = Trailer; place > 0; place--)
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. whole];
                changed[^place] ^= (byte)(1 << bit);
                yield return new($"a gzip file with bit {bit} of its last byte but {place - 1} changed") { Bytes = changed };
            }
        for (int lost = 1; lost <= Trailer; lost++)
            yield return new($"a gzip file without its last {lost} bytes") { Bytes = whole[..^lost] };
    }

    private static IEnumerable<OtherPickle> Others()
    {
        byte[] images = MnistPickle.Array<float>("f4", [2, 3], [0, 0.25f, 0.5f, 0, 0, 0]),
            labels = MnistPickle.Array<long>("i8", [2], [3, 7]);
        byte[] split = MnistPickle.Tuple(images, labels);
        (string What, byte[] Split)[] badSplits =
        [
            ("that is None", MnistPickle.None),
            ("of images alone", MnistPickle.Tuple(images)),
            ("of three arrays", MnistPickle.Tuple(images, labels, labels)),
            ("with labels before images", MnistPickle.Tuple(labels, images)),
            ("with numbers instead of images", MnistPickle.Tuple(MnistPickle.List(MnistPickle.Number(0), MnistPickle.Number(1)), labels)),
            ("with images without an axis for the pixels", MnistPickle.Tuple(MnistPickle.Array<float>("f4", [2], [0, 0.5f]), labels)),
            ("with images of an axis too many", MnistPickle.Tuple(MnistPickle.Array<float>("f4", [2, 1, 1], [0, 0.5f]), labels)),
            ("with labels of an axis too many", MnistPickle.Tuple(images, MnistPickle.Array<long>("i8", [2, 1], [3, 7]))),
            ("with fewer labels than images", MnistPickle.Tuple(images, MnistPickle.Array<long>("i8", [1], [3]))),
            ("with more labels than images", MnistPickle.Tuple(images, MnistPickle.Array<long>("i8", [3], [3, 7, 1]))),
        ];
        yield return Other("None", MnistPickle.None);
        yield return Other("a number", MnistPickle.Number(42));
        yield return Other("a text", MnistPickle.Text("mnist"u8));
        yield return Other("an array", images);
        yield return Other("an empty tuple", MnistPickle.Tuple());
        yield return Other("two splits", MnistPickle.Tuple(split, split));
        yield return Other("four splits", MnistPickle.Tuple(split, split, split, split));
        yield return Other("three arrays", MnistPickle.Tuple(images, images, images));
        foreach (int place in (int[])[2, 0, 1])
            foreach ((string what, byte[] bad) in badSplits)
            {
                byte[][] splits = [split, split, split];
                splits[place] = bad;
                yield return Other($"a {((string[])["train", "validation", "test"])[place]} split {what}", MnistPickle.Tuple(splits));
            }

        OtherPickle Other(string content, byte[] value) => new(content) { Bytes = Gzip(MnistPickle.Whole(value)) };
    }
}
