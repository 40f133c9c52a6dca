using System.Collections;
using System.IO.Compression;

namespace Katas;

/// <summary>Loads MNIST from the file that the notebook downloads.</summary>
public static class MnistLoader
{
    /// <summary>
    /// Loads a gzip-compressed pickle of ((images, labels), (images, labels), (images, labels)): the train, validation and test splits.
    /// </summary>
    /// <param name="path">The path of a regular file or of a link to one, but not of a pipe or a device, which may have no end.</param>
    /// <returns>A new data set, with every pixel as it is in the file, even if it is NaN, negative or above 1.</returns>
    /// <remarks>
    /// Each call reads the file as it is then, closes it, and leaves its folder as it was. An array may be stored in another order or with
    /// other elements than in MNIST: it is loaded right or refused. Several threads may load at the same time.
    /// </remarks>
    /// <exception cref="FileNotFoundException">There is no file at the path. A folder is not a file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, which gzip's checksum shows, or holds something else. The message names the file and says what is wrong. No
    /// memory is allocated for a length that the file announces but does not have.
    /// </exception>
    /// <exception cref="IOException">Another program has locked the file.</exception>
    /// <exception cref="UnauthorizedAccessException">You are not allowed to read the file.</exception>
    /// <exception cref="OutOfMemoryException">The data set does not fit in memory.</exception>
    // More than any law asks: the file need not be compressed, lists may stand for tuples, and integer pixels are taken as 0 to 255, and
    // become k / 256. Memory: for MNIST 1.1 times its arrays; whatever the file, 64 MiB and 50 times Gzip.MostBytes at most.
    public static Mnist Load(string path) =>
        Unpickle(path) is IList and [var train, var validation, var test]
            ? new(ToSplit(train, $"{path}, train"), ToSplit(validation, $"{path}, validation"), ToSplit(test, $"{path}, test"))
            : throw new InvalidDataException($"{path}: the pickle is not a tuple of three splits.");

    private static object? Unpickle(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        using FileStream file = File.OpenRead(path);
        try
        {
            using Stream pickle = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using ArrayUnpickler unpickler = new(pickle, Gzip.MostBytes(file.Length));
            return unpickler.Load();
        }
        catch (Exception e) when (e is not OutOfMemoryException)   // only the file is at fault here, whatever the libraries throw
        {
            string message = string.Concat(e.GetBaseException().Message.Select(letter => char.IsControl(letter) ? ' ' : letter));
            throw new InvalidDataException($"{path} is damaged, or no pickle that is read here: {message}", e);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        bool isGzip = file.ReadByte() == 0x1f;   // no pickle begins so
        file.Position = 0;
        return isGzip;
    }

    private static Split ToSplit(object? pair, string where)
    {
        if (pair is not (IList and [NdArray images, NdArray labels]))
            throw new InvalidDataException($"{where}: a split is a tuple of two arrays.");
        if (images.Shape is not [int count, _] || labels.Shape is not [int labelCount] || count != labelCount
            || labels.DType.Code[0] is 'f')
            throw new InvalidDataException($"{where}: images {images} and labels {labels}; there should be (n, pixels) and integers (n).");

        Tensor<float> pixels = images.ToTensor<float>();
        if (images.DType.Code[0] is 'i' or 'u')
            foreach (ref float pixel in pixels.AsSpan())
                pixel /= 256;

        Tensor<long> digits = ToDigits(labels, where);
        if (digits.AsSpan().IndexOfAnyExceptInRange(0, 9) is >= 0 and int i)
            throw new InvalidDataException($"{where}: label {i} is {digits[i]}, not a digit.");
        return new(pixels, digits);
    }

    private static Tensor<long> ToDigits(NdArray labels, string where)
    {
        try
        {
            return labels.ToTensor<long>();
        }
        catch (OverflowException e)
        {
            throw new InvalidDataException($"{where}: a label is too large for a digit.", e);
        }
    }
}
