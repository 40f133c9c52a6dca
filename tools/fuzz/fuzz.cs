#:package SharpFuzz
#:project ../../solutions/1-LoadMnist/LoadMnist.csproj
#:property PublishAot=false
#:property AssemblyName=fuzz

// What AFL++ feeds with hostile files: see ./run. Any exception that leaves a Try is a finding.

using System.IO.Compression;
using Katas;
using Razorvine.Pickle;
using SharpFuzz;

if (args is ["seeds", var repository, var seeds])
{
    WriteSeeds(repository, seeds);
    return;
}
string file = Path.GetTempFileName();
try
{
    Fuzzer.Run(stream => Try(ReadAll(stream), file));   // many inputs from AFL++, or one from the standard input
}
finally
{
    File.Delete(file);
}

// The same bytes as a pickle, as a data file, as a compressed one, and with a part of them repeated so often that only compression keeps the file small.
static void Try(byte[] content, string file)
{
    NumPy.RegisterConstructors();
    Bounded(content.Length, () => new Unpickler().loads(content), e => e is PickleException);
    TryLoad(content, file);
    TryLoad(Gzip(content), file);
    TryLoad(Gzip(Repeated(content)), file);
}

static void TryLoad(byte[] content, string file)
{
    File.WriteAllBytes(file, content);
    Bounded(content.Length, () => MnistLoader.Load(file), e => e is InvalidDataException and not { InnerException: NullReferenceException or IndexOutOfRangeException });
}

static void Bounded(long fileSize, Func<object?> read, Func<Exception, bool> isDocumented)
{
    const long Allowance = 64 << 20, AllowancePerByte = 128, Garbage = 3;   // lists that grow leave half of themselves behind
    long before = GC.GetAllocatedBytesForCurrentThread();
    try
    {
        read();
    }
    catch (Exception e) when (isDocumented(e))
    {
    }
    long allocated = GC.GetAllocatedBytesForCurrentThread() - before, most = Garbage * (Allowance + AllowancePerByte * fileSize);
    if (allocated > most)
        throw new InvalidOperationException($"{allocated:N0} bytes of memory for a file of {fileSize:N0}, where {most:N0} are the most");
}

// The last three bytes say which part is repeated, and how often.
static byte[] Repeated(byte[] content)
{
    if (content is not [.. var rest, var from, var length, var times] || rest.Length == 0)
        return content;
    int start = from % rest.Length, end = Math.Min(rest.Length, start + 1 + length % 64);
    return [.. rest[..start], .. Enumerable.Repeat(rest[start..end], 1 << (times % 20)).SelectMany(part => part).Take(4 << 20), .. rest[end..]];
}

static byte[] Gzip(byte[] content)
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

// The fixtures of the tests: what Python's pickle and NumPy write, in all protocols, plain and compressed.
static void WriteSeeds(string repository, string seeds)
{
    const int Longest = 2000;
    Directory.CreateDirectory(seeds);
    IEnumerable<byte[]> pickles = Directory.GetFiles(Path.Combine(repository, "tools", "tests", "Pickle", "fixtures"), "*.txt").SelectMany(File.ReadLines)
        .Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => Convert.FromBase64String(line[4..]));
    byte[][] files = [.. Directory.GetFiles(Path.Combine(repository, "tools", "tests", "Notebook", "fixtures"), "*.pkl").Select(File.ReadAllBytes)];
    int number = 0;
    foreach (byte[] seed in pickles.Concat(files).Append(Gzip(files[0])).Where(seed => seed.Length < Longest))
        File.WriteAllBytes(Path.Combine(seeds, $"{number++:000}"), seed);
}
