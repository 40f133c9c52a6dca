using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Katas.Tests;

/// <summary>Writes values as fixtures/make.py does, types included.</summary>
internal static class Shown
{
    public static string Show(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        int n => string.Create(CultureInfo.InvariantCulture, $"int {n}"),
        long n => string.Create(CultureInfo.InvariantCulture, $"long {n}"),
        BigInteger n => string.Create(CultureInfo.InvariantCulture, $"big {n}"),
        double.NaN => "float nan",
        double x => $"float {BitConverter.DoubleToInt64Bits(x):X16}",
        string text => $"str {Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}",
        byte[] bytes => $"bytes {Convert.ToHexString(bytes)}",
        object?[] items => $"({List(items)})",
        ArrayList items => $"[{List(items)}]",
        Hashtable dict => $"{{{Sorted(dict.Cast<DictionaryEntry>().Select(item => $"{Show(item.Key)}: {Show(item.Value)}"))}}}",
        HashSet<object?> set => $"set {{{Sorted(set.Select(Show))}}}",
        NdArray array => $"{array} [{List(array.ToTensor<double>().AsSpan().ToArray().Cast<object>())}]",
        _ => throw new ArgumentException($"{value.GetType()} is nothing that Python pickles", nameof(value)),
    };

    private static string List(IEnumerable items) => string.Join(", ", items.Cast<object?>().Select(Show));

    private static string Sorted(IEnumerable<string> items) => string.Join(", ", items.Order(StringComparer.Ordinal));
}
