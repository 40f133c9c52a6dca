using Razorvine.Pickle;

namespace Katas;

/// <summary>Makes Razorvine.Pickle read NumPy's arrays.</summary>
public static class NumPy
{
    private static readonly Lock registering = new();

    private static readonly Constructor ndarray = new(_ => throw new PickleException("numpy.ndarray is only called through _reconstruct"));

    private static readonly Constructor dtype = new(args => args is [string code, ..]
        ? new DType(code)
        : throw new PickleException("A dtype has a code, such as f4"));

    private static readonly Constructor reconstruct = new(args => args is [Constructor type, object?[], ..] && type == ndarray
        ? new NdArray()
        : throw new PickleException("_reconstruct makes plain arrays only"));

    private static readonly Constructor fromBuffer = new(args =>
        args is [(byte[] or float[] or string) and var bytes, DType type, object?[] shape, ("C" or "F") and var order, ..]
        ? new NdArray(type, shape, isColumnMajor: order is "F", bytes)
        : throw new PickleException("_frombuffer takes (bytes, dtype, shape, order C or F)"));

    /// <summary>Leaves text as it is: an array takes it for bytes, as it does with a str of Python 2.</summary>
    private static readonly Constructor encode = new(args => args is [string or byte[] or float[], "latin1" or "latin-1"]
        ? args[0]!
        : throw new PickleException("Bytes are encoded as Latin-1"));

    /// <summary>
    /// Registers what pickled arrays name, with the modules of all versions of NumPy; from then on every <see cref="Unpickler"/> makes an
    /// <see cref="NdArray"/> of an array. Calling it again changes nothing.
    /// </summary>
    public static void RegisterConstructors()
    {
        lock (registering)
        {
            Unpickler.registerConstructor("numpy", "ndarray", ndarray);
            Unpickler.registerConstructor("numpy", "dtype", dtype);
            Unpickler.registerConstructor("_codecs", "encode", encode);   // what Python 3 writes for bytes in protocols 0 to 2
            foreach (string core in (string[])["numpy.core", "numpy._core"])   // NumPy 1 and 2
            {
                Unpickler.registerConstructor($"{core}.multiarray", "_reconstruct", reconstruct);
                Unpickler.registerConstructor($"{core}._multiarray_umath", "_reconstruct", reconstruct);   // NumPy 1.16.0
                Unpickler.registerConstructor($"{core}.numeric", "_frombuffer", fromBuffer);   // protocol 5
            }
        }
    }

    private sealed class Constructor(Func<object?[], object> make) : IObjectConstructor
    {
        public object construct(object[] args) => make(args);
    }
}
