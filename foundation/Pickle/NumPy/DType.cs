using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Razorvine.Pickle;

namespace Katas;

/// <summary>Says how the elements of an array are stored, as numpy.dtype does: what kind of number, of how many bytes, in which order.</summary>
public sealed class DType
{
    internal DType(string code)
    {
        Code = code;
        ElementType = code switch
        {
            "f4" => new ElementType<float>(),
            "f8" => new ElementType<double>(),
            "u1" => new ElementType<byte>(),
            "i4" => new ElementType<int>(),
            "i8" => new ElementType<long>(),
            _ => throw new PickleException("A dtype that is not read here; f4, f8, u1, i4 and i8 are"),
        };
    }

    /// <summary>Gets the kind and the number of bytes as NumPy writes them: f4, f8, u1, i4 or i8.</summary>
    public string Code { get; }

    /// <summary>Tells whether the elements are integers; else they are floating-point numbers.</summary>
    public bool IsInteger => Code[0] != 'f';

    /// <summary>Tells whether the most significant byte of an element comes first.</summary>
    public bool IsBigEndian { get; private set; }

    internal ElementType ElementType { get; }

    /// <summary>Takes (version, byte order, sub-array, names, fields, ...) from the pickle.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "Python's name")]
    public void __setstate__(object?[] state)
    {
        if (state is not [int, "<" or ">" or "|", null, null, null, ..])
            throw new PickleException("A dtype with an unknown byte order, with fields or with sub-arrays");
        IsBigEndian = state[1] is ">";
    }

    /// <inheritdoc/>
    public override string ToString() => (IsBigEndian ? ">" : "") + Code;
}
