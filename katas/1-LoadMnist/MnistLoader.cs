namespace Katas;

/// <summary>Loads MNIST from the file that the notebook downloads.</summary>
public static class MnistLoader
{
    /// <summary>
    /// Loads a gzip-compressed pickle of ((images, labels), (images, labels), (images, labels)): the train, validation and test splits.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or holds something else. The message names the file and says what is wrong. No memory is allocated for a
    /// length that the file announces but does not have.
    /// </exception>
    /// <exception cref="IOException">Another program is writing to the file.</exception>
    /// <exception cref="UnauthorizedAccessException">You are not allowed to read the file.</exception>
    public static Mnist Load(string path) =>
        throw new NotImplementedException(
            "Write MnistLoader.Load in katas/1-LoadMnist/MnistLoader.cs; README.md beside it explains how.");
}
