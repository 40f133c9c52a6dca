using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.MemoryMappedFiles;
using Razorvine.Pickle;

namespace Katas.Tests;

public sealed class MnistLoaderImpostors() : ImpostorSuite<Func<string, Mnist>>("katas/1-LoadMnist/MnistLoader.cs",
    ("by 255", nameof(MnistLoaderLaws.A_small_data_set_comes_back_exactly), 2),
    load => new MnistLoaderLaws(load), load => new MnistLoaderContract(load), load => new MnistLoaderLimits(load))
{
    static MnistLoaderImpostors() => NumPy.RegisterConstructors();

    /// <remarks>Each input is a file.</remarks>
    protected override int Cases => 25;

    protected override Candidate<Func<string, Mnist>>[] Impostors { get; } =
    [
        Pixel("by 255", "the bytes are divided by 255", x => x * 256 / 255),
        Pixel("big-endian", "the bytes of each float in reverse",
            x => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReverseEndianness(BitConverter.SingleToInt32Bits(x)))),
        Set("train and validation swapped", "the splits in another order", x => new(x.Validation, x.Train, x.Test)),
        Splits("transposed", "one image a column", x => x with { Images = x.Images.Transpose() }),
        Splits("last image blank", "the last image is not read",
            x => Spoiled(x, images => { if (images.Shape[0] > 0) images.Row(images.Shape[0] - 1).Clear(); })),
        Splits("labels shifted", "each image has the label of the next", x => x with { Labels = Rotated(x.Labels) }),
        Splits("labels as a column", "of shape (n, 1)", x => x with { Labels = x.Labels.Reshape(x.Labels.Length, 1) }),
        Splits("784 assumed", "the number of pixels is not read",
            x => x.Images.Shape[1] == 784 ? x : throw new InvalidDataException("not 784")),
        Splits("at most 64", "a buffer holds 64 images", x => x.Labels.Length <= 64 ? x : First(x, 64)),
        Splits("nothing is empty", "a split without images is refused",
            x => x.Labels.Length > 0 ? x : throw new InvalidDataException("empty")),
        Splits("10,000 at most", "a buffer holds 10,000 images", x => x.Labels.Length <= 10_000 ? x : First(x, 10_000)),
        Splits("65,535 at most", "images are counted in 16 bits", x => x.Labels.Length <= ushort.MaxValue ? x : First(x, ushort.MaxValue))
            .DiesOf(nameof(MnistLoaderLimits.A_data_set_may_have_more_images_than_MNIST)),
        Splits("28 by 28 if 784", "images of 784 pixels become squares",
            x => x.Images.Shape[1] == 784 ? x with { Images = x.Images.Reshape(x.Images.Shape[0], 28, 28) } : x),
        Splits("labels of 4 bytes", "each label is read as two, of which the second is zero",
            x => x with { Labels = Some(x.Labels.AsSpan().ToArray().SelectMany(label => new[] { label, 0 }).Take(x.Labels.Length)) }),
        Remembering("cached by length", "files of the same length are taken for the same", () =>
        {
            ConcurrentDictionary<long, Mnist> cache = [];
            return path => File.Exists(path) ? Copied(cache.GetOrAdd(new FileInfo(path).Length, _ => Load(path))) : Load(path);
        }),
        Remembering("cached by path, length and time", "a file of the same length and time of writing is taken for unchanged", () =>
        {
            ConcurrentDictionary<(string, long, DateTime), Mnist> cache = [];
            return path => !File.Exists(path) ? Load(path)
                : Copied(cache.GetOrAdd((path, new FileInfo(path).Length, File.GetLastWriteTimeUtc(path)), _ => Load(path)));
        }),
        Remembering("large files kept", "a file of more than a megabyte is kept as long as its length and time are the same", () =>
        {
            ConcurrentDictionary<(string, long, DateTime), Mnist> cache = [];
            return path => !File.Exists(path) || new FileInfo(path).Length < 1 << 20 ? Load(path)
                : cache.GetOrAdd((path, new FileInfo(path).Length, File.GetLastWriteTimeUtc(path)), _ => Load(path));
        }).DiesOf(nameof(MnistLoaderLaws.Loading_MNIST_twice_gives_data_sets_that_share_no_memory)),
        Remembering("one buffer for all", "all callers read their files into the same buffer", () =>
        {
            byte[] buffer = [];
            return path => Load(path, file =>
            {
                if (buffer.Length < file.Length)
                    buffer = new byte[file.Length];
                byte[] shared = buffer;
                file.ReadExactly(shared, 0, (int)file.Length);
                return Open(new MemoryStream(shared, 0, (int)file.Length));
            });
        }).From("OpenMathLib/OpenBLAS#1755").DiesOf(nameof(MnistLoaderLimits.Two_callers_at_once_get_their_own_data_sets)),
        Remembering("dirty buffer", "where a pixel is zero, the one of the last file stays", () =>
        {
            float[] last = [];
            return path =>
            {
                Mnist set = Load(path);
                Split train = Spoiled(set.Train, images =>
                {
                    for (int i = 0; i < Math.Min(images.Length, last.Length); i++)
                        if (images.AsSpan()[i] == 0)
                            images.AsSpan()[i] = last[i];
                });
                last = train.Images.AsSpan().ToArray();
                return set with { Train = train };
            };
        }),
        Refusing("left open if refused", "only a good file is closed", (path, refusal) =>
        {
            LeftOpen.Add(File.OpenRead(path));
            throw refusal;
        }),
        Loading("plain headers", "a gzip header has ten bytes, and no name", path =>
            File.Exists(path) && File.ReadAllBytes(path) is [0x1f, _, _, not 0, ..]
                ? throw new InvalidDataException("a header with fields") : Load(path)),
        Loading("an address", "a path is taken for an address", path =>
            Load(Path.IsPathRooted(path) ? new Uri("file://" + path).LocalPath : path)),
        Loading("by its ending", "what is not called .gz is taken for a pickle", path =>
            path.EndsWith(".gz", StringComparison.Ordinal) ? Load(path) : Load(path, file => file)),
        Loading("beside the program", "a relative path starts from the program",
            path => Load(Path.Combine(AppContext.BaseDirectory, path))),
        Loading("File.Open", "the file is opened for writing as well, and nobody else may read it", path =>
        {
            Exists(path);
            using FileStream file = File.Open(path, FileMode.Open);
            return ToMnist(Content(file, Open), isChecked: true);
        }),
        Splits("an error in the middle", "one pixel of a large file is another", x =>
            x.Labels.Length < 10_000 ? x : Spoiled(x, images => images[x.Labels.Length / 2, 300] += 1 / 256f)),
        Loading("load", "the unpickler reads from the stream", path => Load(path, unpickle: data => new Unpickler().load(data))),
        Loading("never gzip", "the file is taken for a pickle as it is", path => Load(path, file => file)),
        Loading("one read", "a read is taken to give all there is",
            path => Load(path, file => Open(file) is GZipStream gzip ? OneRead(gzip) : file)),
        Loading("left open", "the file is not closed", path =>
        {
            if (File.Exists(path))
                LeftOpen.Add(File.OpenRead(path));
            return Load(path);
        }),
        Remembering("cached by path", "a path is read once", () =>
        {
            Dictionary<string, Mnist> cache = [];
            return path => cache.TryGetValue(path, out Mnist? mnist) ? mnist : cache[path] = Load(path);
        }),
        Refusing("null for bad files", "returns null instead of throwing", (_, _) => null!),
        Refusing("libraries' exceptions", "what the libraries throw goes through", (_, refusal) => throw refusal.InnerException ?? refusal),
        Loading("InvalidCastException", "the content is cast, not checked", path =>
        {
            object?[] splits = (object?[])Content(path, Open)!;
            return new(Cast(splits[0]), Cast(splits[1]), Cast(splits[2]));

            static Split Cast(object? split) =>
                new(((NdArray)((object?[])split!)[0]!).ToTensor<float>(), ((NdArray)((object?[])split)[1]!).ToTensor<long>());
        }),
        Loading("two splits are enough", "a missing test split is left empty", path =>
            Content(path, Open) is object?[] and [var train, var validation] ? new(ToSplit(train), ToSplit(validation), Nothing)
                : Load(path)),
        Loading("test split alone", "images and labels are counted in the test split alone", path =>
            ToMnist(Content(path, Open), isChecked: false) is var set && set.Test.Images.Shape[0] == set.Test.Labels.Length ? set
                : throw new InvalidDataException("counts differ")),
        Loading("counts unchecked", "more images than labels are no matter", path => Load(path, isChecked: false)),
        Pixel("never NaN", "a pixel that is NaN becomes 0", x => float.IsNaN(x) ? 0 : x),
        Pixel("clamped", "pixels are kept between 0 and 1", x => Math.Clamp(x, 0, 1)),
        Pixel("in 256 steps", "pixels are rounded to k / 256", x => MathF.Round(x * 256) / 256),
        Pixel("unsigned zero", "adds 0, so that -0 becomes 0", x => x + 0f),
        Loading("always C order", "whether an array is in Fortran order is not read", path =>
            Load(path, unpickle: data => Unpickle(Replaced(data, [0x88, (byte)'T'], [0x89, (byte)'T'])))),
        Loading("always little-endian", "the byte order of a dtype is not read", path =>
            Load(path, unpickle: data => Unpickle(Replaced(data, [1, 0, 0, 0, (byte)'>'], [1, 0, 0, 0, (byte)'<'])))),
        Loading("no checksum", "the compressed data are read as they are, and what follows them is not", path =>
            Load(path, file => WithoutChecksum(InMemory(file).ToArray()))),
        Loading("an overflow", "that a length ends within the pickle is checked in int, from its position on", path =>
            Load(path, unpickle: data => Unpickle(Trusting(InMemory(data).ToArray())))),
        Loading("all is damage", "whatever is thrown when the file is read says that it is damaged", path =>
        {
            Exists(path);
            try
            {
                return Load(path);
            }
            catch (Exception e)
            {
                throw new InvalidDataException(e.Message, e);
            }
        }),
        Loading("locked is damage", "an IOException says that the file is damaged", path =>
        {
            try
            {
                return Load(path);
            }
            catch (IOException e) when (e is not FileNotFoundException)
            {
                throw new InvalidDataException(e.Message, e);
            }
        }),
        Loading("locked is missing", "whatever cannot be opened is reported as missing", path =>
        {
            try
            {
                return Load(path);
            }
            catch (IOException e)
            {
                throw new FileNotFoundException(e.Message, path, e);
            }
        }),
        Loading("forbidden is missing", "a file that may not be read is reported as missing", path =>
        {
            try
            {
                return Load(path);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new FileNotFoundException(e.Message, path, e);
            }
        }),
        Loading("forbidden is damage", "a file that may not be read is reported as damaged", path =>
        {
            try
            {
                return Load(path);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new InvalidDataException(e.Message, e);
            }
        }),
        Loading("opened at once", "a missing folder is thought of, but not a folder instead of a file", path =>
        {
            try
            {
                using FileStream file = File.OpenRead(path);
                return ToMnist(Content(file, Open), isChecked: true);
            }
            catch (DirectoryNotFoundException e)
            {
                throw new FileNotFoundException(e.Message, path, e);
            }
        }),
        Loading("a folder is damaged", "what is there and is no file is invalid", path =>
            Directory.Exists(path) ? throw new InvalidDataException("a folder") : Load(path)),
        Loading("no links", "a link is no file", path =>
            File.Exists(path) && new FileInfo(path).LinkTarget is not null ? throw new FileNotFoundException("a link", path) : Load(path)),
        Loading("a link to nothing is damaged", "that a file exists is taken to mean that it can be opened", path =>
        {
            Exists(path);
            try
            {
                return Load(path);
            }
            catch (FileNotFoundException e)
            {
                throw new InvalidDataException(e.Message, e);
            }
        }),
        Remembering("missing for ever", "a file that was missing once stays missing", () =>
        {
            ConcurrentDictionary<string, bool> missing = [];
            return path => Load(missing.GetOrAdd(path, _ => !File.Exists(path)) ? "no/such/file" : path);
        }),
        Remembering("there for ever", "a file that has gone is answered from the last call", () =>
        {
            ConcurrentDictionary<string, Mnist> last = [];
            return path => File.Exists(path) || !last.TryGetValue(path, out Mnist? set) ? Copied(last[path] = Load(path)) : Copied(set);
        }),
        Loading("a copy beside it", "the file is decompressed into its own folder", path =>
            Load(path, file =>
            {
                MemoryStream pickle = InMemory(Open(file));
                File.WriteAllBytes(Path.ChangeExtension(path, null), pickle.ToArray());
                return pickle;
            })),
        Loading("a copy left if refused", "the file is decompressed into its own folder, and the copy is deleted in the end", path =>
        {
            Mnist set = Load(path, file =>
            {
                MemoryStream pickle = InMemory(Open(file));
                File.WriteAllBytes(path + ".pkl", pickle.ToArray());
                return pickle;
            });
            File.Delete(path + ".pkl");
            return set;
        }),
        Loading("no longer read-only", "a file that may not be written to is made one that may", path =>
        {
            Exists(path);
            File.SetAttributes(path, FileAttributes.Normal);
            return Load(path);
        }),
        Loading("touched", "the file's time becomes that of the call", path =>
        {
            Mnist set = Load(path);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return set;
        }),
        Loading("a copy for all", "every file is decompressed into the same temporary file", path => Load(path, file =>
        {
            string copy = Path.Combine(Path.GetTempPath(), $"katas-{Environment.ProcessId}.pkl");
            File.WriteAllBytes(copy, InMemory(Open(file)).ToArray());
            return new MemoryStream(File.ReadAllBytes(copy));
        })).DiesOf(nameof(MnistLoaderLimits.Many_callers_at_once_get_their_own_small_data_sets)),
        Loading("variables", "names of environment variables in a path are replaced", path =>
        {
            Environment.SetEnvironmentVariable("HOME", Environment.GetEnvironmentVariable("HOME") ?? "/");   // as is usual
            return Load(Environment.ExpandEnvironmentVariables(path));
        }),
        Loading("trimmed", "spaces around a name are cut off", path => Load(path.Trim())),
        Loading("slashes", "a path may be written as on Windows", path => Load(path.Replace('\\', '/'))),
        Loading("a pattern", "the first file that a name matches", path =>
            Path.GetDirectoryName(path) is { Length: > 0 } folder && Directory.Exists(folder)
                ? Load(Directory.GetFiles(folder, Path.GetFileName(path)).Append(path).First()) : Load(path)),
        Refusing("is damaged", "refuses every file with the same words", (path, _) =>
            throw new InvalidDataException($"{path} is damaged or holds something else.")),
        Code("no name", "refuses a file without saying which", path => Load(path)),
        Refusing("name alone", "refuses a file without saying what is wrong", (path, _) => throw new InvalidDataException(path)),
        Loading("missing is invalid", "an InvalidDataException for a missing file",
            path => File.Exists(path) ? Load(path) : throw new InvalidDataException("nothing there")),
        Loading("missing is empty", "a missing file is loaded as an empty set",
            path => File.Exists(path) ? Load(path) : new(Nothing, Nothing, Nothing)),
    ];

    protected override Candidate<Func<string, Mnist>>[] RightOnes { get; } =
    [
        Loading("as the file comes", "through a stream", path => Load(path)),
        Loading("bounded", "with what foundation gives",
            path => Load(path, file => new MemoryStream(Gzip.Decompress(InMemory(file).ToArray())))),
        Loading("gzip only", "a file that is not compressed is refused",
            path => Load(path, file => new GZipStream(file, CompressionMode.Decompress))),
        Loading("all at once", "the file in memory, then decompressed in memory", path => Load(path, file => Open(InMemory(file)))),
        Loading("shared with writers", "the file is opened so that others may write to it, and in small reads", path =>
        {
            Exists(path);
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return ToMnist(Content(file, Open), isChecked: true);
        }),
        Loading("mapped", "the file is mapped into memory", path =>
        {
            Exists(path);
            using FileStream opened = File.OpenRead(path);   // a FileInfo would have the length of a link
            if (opened.Length == 0)
                throw new InvalidDataException("nothing in it");
            using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            using Stream file = map.CreateViewStream(0, opened.Length, MemoryMappedFileAccess.Read);
            return ToMnist(Content(file, Open), isChecked: true);
        }),
        Loading("asynchronous", "read on other threads, and waited for", path =>
        {
            Exists(path);
            byte[] bytes = Task.Run(() => File.ReadAllBytesAsync(path)).GetAwaiter().GetResult();
            return ToMnist(Content(new MemoryStream(bytes), Open), isChecked: true);
        }),
        Loading("only as in MNIST", "arrays that are stored in another way are refused", path =>
        {
            object? content = Content(path, Open);
            return content is object?[] parts && parts.OfType<object?[]>().SelectMany(part => part).OfType<NdArray>()
                .Any(array => array.ToString() is not ['f' or 'i', '4' or '8', ..]) ? throw new InvalidDataException("f4 and i8 alone")
                : ToMnist(content, isChecked: true);
        }),
        Loading("in parallel", "splits converted on threads of the pool", path =>
        {
            if (Content(path, Open) is not (object?[] and { Length: 3 } parts))
                throw new InvalidDataException("not three");
            Split[] splits = new Split[3];
            try
            {
                Parallel.For(0, 3, i => splits[i] = ToSplit(parts[i]));
            }
            catch (AggregateException e)
            {
                throw new InvalidDataException(e.InnerException!.Message, e);
            }
            return new(splits[0], splits[1], splits[2]);
        }),
    ];

    private static readonly ConcurrentBag<FileStream> LeftOpen = [];

    private static Split Nothing => new(Tensor.Zeros<float>(0, 0), Tensor.Zeros<long>(0));

    /// <summary>Names the file in a refusal.</summary>
    private static Func<string, Mnist> Naming(Func<string, Mnist> load) => path =>
    {
        try
        {
            return load(path);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    };

    private static Candidate<Func<string, Mnist>> Loading(string name, string remark, Func<string, Mnist> load) =>
        Code(name, remark, Naming(load));

    private static Candidate<Func<string, Mnist>> Remembering(string name, string remark, Func<Func<string, Mnist>> make) =>
        Stateful(name, remark, () => Naming(make()));

    private static Candidate<Func<string, Mnist>> Refusing(string name, string remark, Func<string, InvalidDataException, Mnist> refused) =>
        Loading(name, remark, path =>
        {
            try
            {
                return Load(path);
            }
            catch (InvalidDataException e)
            {
                return refused(path, e);
            }
        });

    private static Candidate<Func<string, Mnist>> Set(string name, string remark, Func<Mnist, Mnist> change) =>
        Loading(name, remark, path => change(Load(path)));

    private static Candidate<Func<string, Mnist>> Splits(string name, string remark, Func<Split, Split> change) =>
        Set(name, remark, set => set.Each(change));

    private static Candidate<Func<string, Mnist>> Pixel(string name, string remark, Func<float, float> change) =>
        Splits(name, remark, split => split with { Images = split.Images.Map(change) });

    // Loading as one should, in parts that an impostor can exchange

    private static Mnist Load(
        string path, Func<Stream, Stream>? open = null, bool isChecked = true, Func<Stream, object?>? unpickle = null) =>
        ToMnist(Content(path, open ?? Open, unpickle), isChecked);

    private static void Exists(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
    }

    private static object? Content(string path, Func<Stream, Stream> open, Func<Stream, object?>? unpickle = null)
    {
        Exists(path);
        using FileStream file = File.OpenRead(path);
        return Content(file, open, unpickle);
    }

    private static object? Content(Stream file, Func<Stream, Stream> open, Func<Stream, object?>? unpickle = null)
    {
        try
        {
            using Stream data = open(file);
            return unpickle is null ? new Unpickler().loads(InMemory(data).ToArray()) : unpickle(data);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static MemoryStream InMemory(Stream stream)
    {
        MemoryStream copy = new();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    private static Stream Open(Stream file)
    {
        bool isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static Mnist ToMnist(object? content, bool isChecked) => content is object?[] and [var train, var validation, var test]
        ? new(ToSplit(train, isChecked), ToSplit(validation, isChecked), ToSplit(test, isChecked))
        : throw new InvalidDataException("not three splits");

    private static Split ToSplit(object? pair, bool isChecked = true)
    {
        if (pair is not (object?[] and [NdArray images, NdArray labels]) || images.Shape is not [int count, _]
            || labels.Shape is not [int labelCount] || labels.DType.Code[0] == 'f')
            throw new InvalidDataException("not a split");
        if (isChecked && count != labelCount)
            throw new InvalidDataException("counts differ");
        Tensor<float> pixels = images.ToTensor<float>();
        Tensor<long> digits = labels.ToTensor<long>();
        if (digits.AsSpan().ContainsAnyExceptInRange(0, 9))
            throw new InvalidDataException("not a digit");
        return new(images.DType.Code[0] != 'f' ? pixels.Map(x => x / 256) : pixels, digits);
    }

    private static object? Unpickle(byte[] pickle) => new Unpickler().loads(pickle);

    private static byte[] Replaced(Stream data, byte[] old, byte[] replacement)
    {
        byte[] bytes = InMemory(data).ToArray();
        for (int i = 0; i <= bytes.Length - old.Length; i++)
            if (bytes.AsSpan(i).StartsWith(old))
                replacement.CopyTo(bytes, i);
        return bytes;
    }

    /// <summary>Decompresses a file of one piece without its checksum, any other file as one should.</summary>
    private static Stream WithoutChecksum(byte[] file)
    {
        try
        {
            return InMemory(Open(new MemoryStream(file)));
        }
        catch (InvalidDataException) when (file is [0x1f, 0x8b, _, 0, ..])
        {
            return new DeflateStream(new MemoryStream(file, 10, file.Length - 10), CompressionMode.Decompress);
        }
    }

    /// <summary>Allocates what a text announces if its end, computed in int, is within the pickle.</summary>
    private static byte[] Trusting(byte[] pickle)
    {
        for (int i = 0; i < pickle.Length - 5; i++)
            if (pickle[i] is (byte)'T' or (byte)'X' && BitConverter.ToInt32(pickle, i + 1) is var length and > 1 << 30
                && unchecked(i + 5 + length) < pickle.Length)
                GC.KeepAlive(GC.AllocateUninitializedArray<byte>(length));
        return pickle;
    }

    private static MemoryStream OneRead(Stream stream)
    {
        byte[] buffer = new byte[1 << 20];
        return new(buffer, 0, stream.Read(buffer));
    }

    // Changing splits

    private static Split First(Split split, int count) =>
        new(split.Images.Cut(0, 0, count), Some(split.Labels.AsSpan()[..count].ToArray()));

    private static Mnist Copied(Mnist set) => set.Each(split => new(split.Images.Copy(), split.Labels.Copy()));

    private static Split Spoiled(Split split, Action<Tensor<float>> spoil)
    {
        Tensor<float> images = split.Images.Copy();
        spoil(images);
        return split with { Images = images };
    }

    private static Tensor<long> Rotated(Tensor<long> labels) =>
        labels.Length == 0 ? labels : Some([.. labels.AsSpan()[1..], labels[0]]);

    private static Tensor<long> Some(IEnumerable<long> labels)
    {
        long[] elements = [.. labels];
        return Tensor.Of(elements, elements.Length);
    }
}
