using System.IO.Compression;

namespace Katas.Tests;

/// <summary>The ways in which bytes can arrive.</summary>
internal static class Streams
{
    public static IEnumerable<Stream> Of(byte[] bytes) => [new MemoryStream(bytes), new OneByOne(bytes), Gzip(bytes)];

    public static GZipStream Gzip(byte[] bytes) => new(new MemoryStream(MnistFiles.Gzip(bytes)), CompressionMode.Decompress);

    /// <summary>Gives one byte a read, and does not know how many there are.</summary>
    private sealed class OneByOne(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
