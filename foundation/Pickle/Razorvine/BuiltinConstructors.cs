using System.Collections;
using System.Text;
using Katas;

namespace Razorvine.Pickle;

/// <summary>Makes built-in types where the protocol has no opcode of its own and names a global instead.</summary>
internal static class BuiltinConstructors
{
    private static readonly IObjectConstructor set = new Constructor(Set), bytes = new Constructor(Bytes);

    /// <summary>Gets the constructors by full name. The module builtins is __builtin__ in Python 2 and in protocols 0 to 2.</summary>
    public static Dictionary<string, IObjectConstructor> All { get; } = new()
    {
        ["builtins.set"] = set,
        ["builtins.frozenset"] = set,
        ["builtins.bytes"] = bytes,
        ["builtins.bytearray"] = bytes,
        ["__builtin__.set"] = set,
        ["__builtin__.frozenset"] = set,
        ["__builtin__.bytes"] = bytes,
        ["__builtin__.bytearray"] = bytes,
        ["_codecs.encode"] = bytes,
    };

    private static HashSet<object?> Set(object?[] args) => args switch
    {
        [ArrayList items] => new(items.ToArray(), SaltedComparer.Instance),
        _ => throw new PickleException("A set is made from one list"),
    };

    private static byte[] Bytes(object?[] args) => args switch
    {
        [] => [],
        [byte[] content] => content,
        [string text, "latin1" or "latin-1" or "iso-8859-1"] when !text.AsSpan().ContainsAnyExceptInRange('\0', '\xff') =>
            Encoding.Latin1.GetBytes(text),
        _ => throw new PickleException("Bytes are made from nothing, from bytes, or from a string in Latin-1"),
    };
}
