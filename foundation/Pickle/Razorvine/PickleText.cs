using System.Globalization;
using System.Numerics;
using System.Text;

namespace Razorvine.Pickle;

/// <summary>Reads the texts of protocol 0: numbers and strings as Python prints them.</summary>
internal static class PickleText
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads the text of INT: a bool as 00 or 01, an int where it fits into 32 bits, else a long.</summary>
    public static object ReadInt(this PickleInput input) => input.ReadLine() switch
    {
        "00" => false,
        "01" => true,
        string digits when int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) => n,
        string digits => ToLong(input, digits),
    };

    /// <summary>Reads the text of LONG: digits and, usually, the L of Python 2.</summary>
    public static object ReadLong(this PickleInput input) => ToLong(input, input.ReadLine().TrimEnd('L'));

    /// <summary>Reads the text of FLOAT, as repr writes it.</summary>
    public static double ReadFloat(this PickleInput input) => input.ReadLine() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        string digits when double.TryParse(digits, Decimal, CultureInfo.InvariantCulture, out double x) => x,
        _ => throw new PickleException("Not the digits of a float"),
    };

    /// <summary>Reads the index of PUT or GET.</summary>
    public static long ReadIndex(this PickleInput input) =>
        long.TryParse(input.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out long index)
            ? index
            : throw new PickleException("Not the digits of a memo index");

    /// <summary>Reads the text of STRING: Python 2's repr, in quotes, with backslash escapes.</summary>
    public static string ReadQuoted(this PickleInput input)
    {
        StringBuilder text = new();
        char quote = (char)input.ReadByte();
        if (quote is not ('\'' or '"'))
            throw new PickleException("A string without quotes");
        for (char next = (char)input.ReadByte(); next != quote; next = (char)input.ReadByte())
        {
            input.Pay(sizeof(char));
            text.Append(next switch
            {
                '\n' => throw new PickleException("A string without its closing quote"),
                '\\' => Unescape(input),
                _ => next,
            });
        }
        if (input.ReadByte() != '\n')
            throw new PickleException("More text after the closing quote of a string");
        return text.ToString();
    }

    /// <summary>Reads the text of UNICODE, in Python's encoding raw-unicode-escape: Latin-1, with \uxxxx and \Uxxxxxxxx.</summary>
    public static string ReadRawUnicode(this PickleInput input)
    {
        StringBuilder text = new();
        for (char next = (char)input.ReadByte(); next != '\n'; next = (char)input.ReadByte())
        {
            input.Pay(sizeof(char));
            if (next != '\\')
            {
                text.Append(next);
                continue;
            }
            char kind = (char)input.ReadByte();
            if (kind is not ('u' or 'U'))
                throw new PickleException($"A backslash in raw-unicode-escape, followed by neither u nor U");
            int code = ReadHex(input, kind == 'u' ? 4 : 8);
            if (code is >= 0 and <= char.MaxValue)
                text.Append((char)code);
            else if (Rune.TryCreate(code, out Rune rune))
                text.Append(rune.ToString());
            else
                throw new PickleException("Not a code point of Unicode");
        }
        return text.ToString();
    }

    private static char Unescape(PickleInput input) => (char)input.ReadByte() switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'x' => (char)ReadHex(input, 2),
        char c and ('\\' or '\'' or '"') => c,
        _ => throw new PickleException("An escape in a string that Python does not write"),
    };

    private static int ReadHex(PickleInput input, int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; i++)
        {
            char digit = (char)input.ReadByte();
            if (!char.IsAsciiHexDigit(digit))
                throw new PickleException("Not a hexadecimal digit");
            value = value << 4 | Convert.ToInt32(digit.ToString(), 16);
        }
        return value;
    }

    private static object ToLong(PickleInput input, string digits)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            return value;
        input.Pay((long)digits.Length * digits.Length / 64);   // digits take quadratic time
        if (BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger large))
            return large;
        throw new PickleException("Not the digits of an integer");
    }
}
