using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Razorvine.Pickle;

/// <summary>
/// Reads what Python's pickle module wrote, in any of its protocols 0 to 5, without ever executing anything: a global that is
/// not registered is refused.
/// </summary>
/// <remarks>
/// <para>The names and the types are those of the NuGet package Razorvine.Pickle: None is <c>null</c>, bool <c>bool</c>, int
/// <c>int</c>, long <c>long</c> or <see cref="System.Numerics.BigInteger"/>, float <c>double</c>, str <c>string</c> (Python 2's
/// bytes as Latin-1), bytes and bytearray <c>byte[]</c>, tuple <c>object[]</c>, list <see cref="System.Collections.ArrayList"/>,
/// dict <see cref="System.Collections.Hashtable"/>, set and frozenset <see cref="HashSet{T}"/> of <c>object</c>.</para>
/// <para>Not one byte is read beyond the pickle's STOP. Memory and time are bounded by the size of the stream, and every pickle
/// that is malformed, hostile or too deep ends in a <see cref="PickleException"/>. Exceptions of the stream itself pass through.</para>
/// <para>Source of the format: Python's Lib/pickletools.py.</para>
/// </remarks>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance methods in Razorvine.Pickle")]
public class Unpickler
{
    private static readonly ConcurrentDictionary<string, IObjectConstructor> constructors = new(BuiltinConstructors.All);

    /// <summary>Registers what makes the objects of a Python class or function, by its module and name.</summary>
    public static void registerConstructor(string module, string classname, IObjectConstructor constructor) =>
        constructors[$"{module}.{classname}"] = constructor;

    /// <summary>Reads one pickle from a stream.</summary>
    /// <exception cref="PickleException">The stream does not hold a pickle that can be read here.</exception>
    public object? load(Stream stream) => new PickleMachine(stream).Run();

    /// <summary>Reads one pickle from an array.</summary>
    /// <exception cref="PickleException">The array does not hold a pickle that can be read here.</exception>
    public object? loads(byte[] pickledata) => load(new MemoryStream(pickledata, writable: false));

    internal static IObjectConstructor ConstructorOf(string module, string name) =>
        constructors.TryGetValue($"{module}.{name}", out IObjectConstructor? constructor)
            ? constructor
            : throw new PickleException($"{Printable(module)}.{Printable(name)} is not registered, and nothing else is ever called");

    /// <summary>Makes a name from a stream fit for a message: short, without control characters.</summary>
    private static string Printable(string name) =>
        string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '?' : c)) + (name.Length > 80 ? "..." : "");
}
