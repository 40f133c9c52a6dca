using Razorvine.Pickle;

namespace Katas;

/// <summary>Teaches the unpickler NumPy's arrays.</summary>
public static class NumPy
{
    /// <summary>
    /// Registers what pickled arrays name, with the modules of NumPy 1 and NumPy 2; from then on every <see cref="Unpickler"/>
    /// makes an <see cref="NdArray"/> of an array. Calling it again changes nothing.
    /// </summary>
    public static void RegisterConstructors()
    {
        Constructor ndarray = new(_ => throw new PickleException("numpy.ndarray is only called through _reconstruct"));
        Constructor reconstruct = new(args => args is [Constructor, object?[], ..] && args[0] == ndarray
            ? new NdArray()
            : throw new PickleException("_reconstruct makes plain arrays only"));
        Constructor dtype = new(args => args is [string code, ..]
            ? new DType(code)
            : throw new PickleException("A dtype has a code, such as f4"));
        Constructor fromBuffer = new(args => args is [byte[] data, DType type, object?[] shape, "C" or "F", ..]
            ? new NdArray(type, shape, args[3] is "F", data)
            : throw new PickleException("_frombuffer takes (bytes, dtype, shape, order C or F)"));

        Unpickler.registerConstructor("numpy", "ndarray", ndarray);
        Unpickler.registerConstructor("numpy", "dtype", dtype);
        foreach (string core in (string[])["numpy.core", "numpy._core"])
        {
            Unpickler.registerConstructor($"{core}.multiarray", "_reconstruct", reconstruct);
            Unpickler.registerConstructor($"{core}.numeric", "_frombuffer", fromBuffer);   // protocol 5
        }
    }
}
