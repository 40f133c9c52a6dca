#:package SharpFuzz
#:project ../../solutions/1-LoadMnist/LoadMnist.csproj
#:property PublishAot=false
#:property AssemblyName=fuzz

// What AFL++ feeds with hostile files: see ./run. Any exception that leaves TryLoad is a finding.

using System.IO.Compression;
using Katas;
using SharpFuzz;

if (args is ["seeds", var repository, var seeds])
{
    WriteSeeds(repository, seeds);
    return;
}
string file = Path.GetTempFileName();
try
{
    Fuzzer.Run(stream => Try(ReadAll(stream)));   // many inputs from AFL++, or one from the standard input
}
finally
{
    File.Delete(file);
}

// The same bytes as a file, compressed, and compressed with a part of them repeated so often that the file remains small only so.
void Try(byte[] content)
{
    TryLoad(content);
    TryLoad(Compressed(content));
    TryLoad(Compressed(Repeated(content)));
}

void TryLoad(byte[] content)
{
    File.WriteAllBytes(file, content);
    long before = GC.GetAllocatedBytesForCurrentThread();
    try
    {
        MnistLoader.Load(file);
    }
    catch (InvalidDataException e) when (e.Message.StartsWith(file, StringComparison.Ordinal))
    {
    }
    const long Garbage = 3;   // lists that grow leave as much as they have behind
    long allocated = GC.GetAllocatedBytesForCurrentThread() - before, most = (64 << 20) + 50 * Garbage * Gzip.MostBytes(content.Length);
    if (allocated > most)
        throw new InvalidOperationException(
            $"{allocated:N0} bytes of memory for a file of {content.Length:N0}, where {most:N0} are the most");
}

// The last three bytes say which part is repeated, and how often.
static byte[] Repeated(byte[] content)
{
    if (content is not [.. var rest, var from, var length, var times] || rest.Length == 0)
        return content;
    int start = from % rest.Length, end = Math.Min(rest.Length, start + 1 + length % 64);
    return [.. rest[..start], .. Enumerable.Repeat(rest[start..end], 1 << (times % 20)).SelectMany(part => part).Take(4 << 20),
        .. rest[end..]];
}

static byte[] Compressed(byte[] content)
{
    using MemoryStream compressed = new();
    using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
        gzip.Write(content);
    return compressed.ToArray();
}

static byte[] ReadAll(Stream stream)
{
    using MemoryStream content = new();
    stream.CopyTo(content);
    return content.ToArray();
}

// The fixtures of the tests: a data set as versions of Python and NumPy write it, plain and compressed.
static void WriteSeeds(string repository, string seeds)
{
    const int Longest = 3500;
    Directory.CreateDirectory(seeds);
    string fixtures = Path.Combine(repository, "tools", "tests", "Notebook", "fixtures");
    byte[][] files = [.. Directory.GetFiles(fixtures, "*.pkl").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    int number = 0;
    foreach (byte[] seed in files.Append(Compressed(files[0])).Where(seed => seed.Length < Longest))
        File.WriteAllBytes(Path.Combine(seeds, $"{number++:000}"), seed);
}
