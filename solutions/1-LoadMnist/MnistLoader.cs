using System.IO.Compression;
using Razorvine.Pickle;

namespace Katas;

/// <summary>Loads MNIST from the file that the notebook downloads.</summary>
public static class MnistLoader
{
    private const int MostPadding = 1 << 16;

    static MnistLoader() => NumPy.RegisterConstructors();

    /// <summary>Loads a gzip'd pickle of ((images, labels), (images, labels), (images, labels)): the train, validation and test splits.</summary>
    /// <remarks>More than any law asks: the file need not be compressed, and integer pixels are taken as 0 to 255, and become k / 256.</remarks>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something else; the message says what, and where.</exception>
    public static Mnist Load(string path) =>
        Unpickle(path) is object[] and [var train, var validation, var test]
            ? new(ToSplit(train, $"{path}, train"), ToSplit(validation, $"{path}, validation"), ToSplit(test, $"{path}, test"))
            : throw new InvalidDataException($"{path}: the pickle is not a tuple of three splits.");

    private static object? Unpickle(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        using FileStream file = File.OpenRead(path);
        try
        {
            using Stream data = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            object? content = new Unpickler().load(data);
            CheckEnd(data);
            return content;
        }
        catch (Exception e) when (e is not OutOfMemoryException)   // only the file is at fault here, whatever the libraries throw
        {
            throw new InvalidDataException($"{path} is damaged, or no pickle that is read here: {e.Message}", e);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        bool isGzip = file.ReadByte() == 0x1f;   // no pickle begins so
        file.Position = 0;
        return isGzip;
    }

    /// <summary>Reads on to the end, where gzip keeps the checksum of all it holds. Zeros may follow the pickle: some archives pad files.</summary>
    private static void CheckEnd(Stream data)
    {
        Span<byte> rest = new byte[MostPadding];
        rest = rest[..data.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false)];
        if (rest.Length == MostPadding || rest.ContainsAnyExcept((byte)0))
            throw new InvalidDataException("It goes on where the pickle ends.");
    }

    private static Split ToSplit(object? pair, string where)
    {
        if (pair is not (object[] and [NdArray images, NdArray labels]))
            throw new InvalidDataException($"{where}: a split is a tuple of two arrays.");
        if (images.Shape is not [int count, _] || labels.Shape is not [int labelCount] || count != labelCount || !labels.DType.IsInteger)
            throw new InvalidDataException($"{where}: images {images} and labels {labels}, where there should be (n, pixels) and integers (n).");

        Tensor<float> pixels = images.ToTensor<float>();
        if (images.DType.IsInteger)
            foreach (ref float pixel in pixels.AsSpan())
                pixel /= 256;

        Tensor<long> digits = labels.ToTensor<long>();
        if (digits.AsSpan().IndexOfAnyExceptInRange(0, 9) is >= 0 and int i)
            throw new InvalidDataException($"{where}: label {i} is {digits[i]}, not a digit.");
        return new(pixels, digits);
    }
}
