using System.Runtime.InteropServices;
using System.Text;
using Razorvine.Pickle;

namespace Katas;

/// <summary>
/// Unpickles arrays from a stream, each read straight to where it will stay. The unpickler gets an outline of the pickle, without what is
/// long: that is handed over by <see cref="nextBuffer"/>, as protocol 5 does with data out of band (https://peps.python.org/pep-0574).
/// The outline has only opcodes that arrays are made of, and not many; so whatever the pickle says, the unpickler has little to do.
/// </summary>
/// <param name="pickle">The pickle.</param>
/// <param name="most">The number of bytes that everything long may have in all.</param>
internal sealed class ArrayUnpickler(Stream pickle, int most) : Unpickler
{
    private const int MostOpcodes = 10_000;   // six arrays take some hundred
    private const int Short = 255, MostPadding = 1 << 16;
    private const char ShortBytes = 'C', ShortText = '\x8c', ShortPython2Text = 'U', NextBuffer = '\x97', Stop = '.';

    private readonly BinaryReader input = new(new BufferedStream(pickle));
    private readonly Queue<Array> buffers = [];
    private int left = most;

    static ArrayUnpickler() => NumPy.RegisterConstructors();

    /// <summary>Unpickles arrays in tuples or lists, and reads on to the end of the stream, where gzip keeps a checksum.</summary>
    /// <exception cref="Exception">The pickle is damaged, or of something else. The unpickler throws many types then.</exception>
    public object? Load()
    {
        object? content = loads(Outline());
        Span<byte> rest = new byte[MostPadding];   // zeros, if an archive padded the file
        rest = rest[..input.BaseStream.ReadAtLeast(rest, MostPadding, throwOnEndOfStream: false)];
        if (rest.Length == MostPadding || rest.ContainsAnyExcept((byte)0))
            throw new InvalidDataException("It goes on where the pickle ends.");
        return content;
    }

    /// <inheritdoc/>
    public override object nextBuffer() => buffers.Dequeue();

    private byte[] Outline()
    {
        List<byte> outline = [];
        for (int opcodes = 0; opcodes < MostOpcodes; opcodes++)
        {
            char opcode = (char)input.ReadByte();
            outline.AddRange(Part(opcode));
            if (opcode == Stop)
                return [.. outline];
        }
        throw new InvalidDataException($"The pickle has more than {MostOpcodes:N0} opcodes, and six arrays far fewer.");
    }

    /// <summary>Gets what the outline has of an opcode and its argument. They are as in Python's pickletools.</summary>
    private byte[] Part(char opcode) => opcode switch
    {
        '(' or 't' or ')' or '\x85' or '\x86' or '\x87' or 'l' or ']' or 'a' or 'e' => [(byte)opcode],   // tuples and lists
        'N' or '\x88' or '\x89' or '\x93' or '\x94' or 'R' or 'b' or Stop => [(byte)opcode],             // None, bools, names, memo, calls
        'K' or 'h' or 'q' or '\x80' => [(byte)opcode, .. Read(1)],
        'M' => [(byte)opcode, .. Read(2)],
        'J' or 'j' or 'r' => [(byte)opcode, .. Read(4)],
        '\x95' => [(byte)opcode, .. Read(8)],
        'I' or 'L' or 'g' or 'p' => [(byte)opcode, .. ReadLine(Short)],
        'c' => [(byte)opcode, .. ReadLine(Short), .. ReadLine(Short)],
        'S' or 'V' => Line(opcode),
        ShortBytes or ShortText or ShortPython2Text or '\x8a' => Data(opcode, input.ReadByte()),
        'B' => Data(ShortBytes, input.ReadUInt32()),
        '\x8e' or '\x96' => Data(ShortBytes, input.ReadUInt64()),
        'T' => Data(ShortPython2Text, input.ReadUInt32()),
        'X' => Data(ShortText, input.ReadUInt32()),
        '\x8d' => Data(ShortText, input.ReadUInt64()),
        _ => throw new InvalidDataException($"Arrays are not pickled with the opcode 0x{(int)opcode:x2}."),
    };

    /// <summary>Takes so many bytes from the pickle: into the outline if they are few, out of band if not.</summary>
    private byte[] Data(char opcode, ulong length)
    {
        if (length <= Short)
            return [(byte)opcode, (byte)length, .. Read((int)length)];
        Take(length);
        if (opcode == ShortText)
            buffers.Enqueue(PickleUtils.str2bytes(Encoding.UTF8.GetString(Read((int)length))));
        else if (length % sizeof(float) != 0)
            buffers.Enqueue(Read((int)length));
        else
        {
            float[] elements = GC.AllocateUninitializedArray<float>((int)length / sizeof(float));   // what most of MNIST is
            input.ReadExactly(MemoryMarshal.AsBytes(elements.AsSpan()));
            buffers.Enqueue(elements);
        }
        return [(byte)NextBuffer];
    }

    /// <summary>Takes text of protocol 0: a line, in which some characters are written as escapes.</summary>
    private byte[] Line(char opcode)
    {
        byte[] part = [(byte)opcode, .. ReadLine(left)];
        if (part.Length <= Short)
            return part;
        Take((ulong)part.Length);
        buffers.Enqueue(PickleUtils.str2bytes((string)new Unpickler().loads([.. part, (byte)Stop])));
        return [(byte)NextBuffer];
    }

    private void Take(ulong length)
    {
        if (length > (ulong)left)
            throw new InvalidDataException($"{length:N0} bytes are announced, where there can be {left:N0} at most.");
        left -= (int)length;
    }

    private byte[] ReadLine(int most)
    {
        List<byte> line = [];
        do
            line.Add(line.Count < most ? input.ReadByte() : throw new InvalidDataException($"A line is longer than {most:N0} bytes."));
        while (line[^1] != '\n');
        return [.. line];
    }

    private byte[] Read(int length)
    {
        byte[] bytes = new byte[length];
        input.ReadExactly(bytes);
        return bytes;
    }
}
