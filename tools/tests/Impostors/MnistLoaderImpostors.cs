using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
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
        }).From("OpenMathLib/OpenBLAS#1755"),
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
        Loading("counts unchecked", "more images than labels are no matter", path => Load(path, isChecked: false)),
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
