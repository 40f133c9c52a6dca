using System.Runtime.InteropServices;

namespace Katas.Benchmarks;

/// <summary>Calls OpenBLAS, where the system has it: <c>apt install libopenblas0-pthread</c>, <c>brew install openblas</c>.</summary>
internal sealed class OpenBlas
{
    public const string OneThread = "OpenBLAS, one thread";

    private const int RowMajor = 101, NoTranspose = 111;

    private static readonly string[] Names = ["libopenblas.so.0", "libopenblas", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib"];

    private readonly Sgemm sgemm;
    private readonly SetThreads setThreads;

    private OpenBlas(nint library)
    {
        sgemm = Marshal.GetDelegateForFunctionPointer<Sgemm>(NativeLibrary.GetExport(library, "cblas_sgemm"));
        Version = Marshal.PtrToStringUTF8(Marshal.GetDelegateForFunctionPointer<GetText>(NativeLibrary.GetExport(library, "openblas_get_config"))())!;
        setThreads = Marshal.GetDelegateForFunctionPointer<SetThreads>(NativeLibrary.GetExport(library, "openblas_set_num_threads"));
    }

    private delegate void Sgemm(int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, ref float a, int lda, ref float b, int ldb, float beta, ref float c, int ldc);

    private delegate void SetThreads(int count);

    private delegate nint GetText();

    /// <summary>Gets its version, and the processor core that it takes this one for: <c>OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY Cooperlake</c>.</summary>
    public string Version { get; }

    /// <summary>Finds the library, or returns null when it is not installed.</summary>
    public static OpenBlas? Find()
    {
        foreach (string name in Names)
            if (NativeLibrary.TryLoad(name, out nint library))
                return new(library);
        return null;
    }

    public IEnumerable<Entrant> Entrants =>
    [
        new(OneThread, (a, b) => Prepare(a, b, 1)),
        new("OpenBLAS, all cores", (a, b) => Prepare(a, b, Environment.ProcessorCount)),
    ];

    /// <summary>Returns an action that stores the product of A and B in C.</summary>
    public Action Prepare(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        setThreads(threads);
        return () => Multiply(a, b, c);
    }

    private Func<object> Prepare(Tensor<float> a, Tensor<float> b, int threads)
    {
        setThreads(threads);
        return () =>
        {
            Tensor<float> c = Tensor.Uninitialized<float>(a.Shape[0], b.Shape[1]);
            Multiply(a, b, c);
            return c;
        };
    }

    private void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c)
    {
        (int m, int k, int n) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        sgemm(RowMajor, NoTranspose, NoTranspose, m, n, k, 1, ref a.AsSpan()[0], k, ref b.AsSpan()[0], n, 0, ref c.AsSpan()[0], n);
    }
}
