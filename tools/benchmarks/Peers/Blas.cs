using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Katas.Benchmarks;

/// <summary>
/// Calls a BLAS library, where the system has it: <c>apt install libopenblas0-pthread libblis4-pthread</c>,
/// <c>brew install openblas blis</c>.
/// </summary>
internal sealed class Blas
{
    private const int RowMajor = 101, NoTranspose = 111;

    private readonly Sgemm sgemm;
    private readonly Action<int> setThreads;

    static Blas()
    {
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) =>
            Files(name).Select(file => NativeLibrary.TryLoad(file, out nint library) ? library : 0).FirstOrDefault(found => found != 0));
        NameCore();
        All = [.. new[] { Find(OpenBlas), Find(Blis) }.OfType<Blas>()];
    }

    private Blas(string name, string version, Sgemm sgemm, Action<int> setThreads)
    {
        (Name, Version, this.sgemm, this.setThreads) = (name, version, sgemm, setThreads);
    }

    private delegate void Sgemm(int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, ref float a, int lda, ref float b, int ldb, float beta, ref float c, int ldc);

    /// <summary>Gets the libraries that are installed.</summary>
    public static IReadOnlyList<Blas> All { get; }

    /// <summary>Gets the library's name, as tables call it.</summary>
    public string Name { get; }

    /// <summary>Gets its version; OpenBLAS adds the processor core that it takes this one for.</summary>
    public string Version { get; }

    public string OneThread => $"{Name}, one thread";

    public IEnumerable<Contender> Contenders =>
    [
        new(OneThread, (a, b) => Prepare(a, b, 1)),
        new($"{Name}, all cores", (a, b) => Prepare(a, b, Environment.ProcessorCount)),
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

    private static Blas? Find(Func<Blas> library)
    {
        try
        {
            return library();
        }
        catch (DllNotFoundException)   // not installed
        {
            return null;
        }
    }

    private static Blas OpenBlas() =>
        new("OpenBLAS", Marshal.PtrToStringUTF8(openblas_get_config())!, openblas_sgemm, openblas_set_num_threads);

    private static Blas Blis() =>
        new("BLIS", $"BLIS {Marshal.PtrToStringUTF8(bli_info_get_version_str())}", blis_sgemm, count => bli_thread_set_num_threads(count));

    /// <summary>
    /// Names a core for OpenBLAS where it would not know a processor newer than itself: it would fall back to code for a Pentium 4, a
    /// quarter as fast. On AVX-512 the core is Cooper Lake, as OpenBLAS itself chooses on a Zen 4. Python inherits the choice.
    /// </summary>
    private static void NameCore()
    {
        const string variable = "OPENBLAS_CORETYPE";
        if (OperatingSystem.IsLinux() && Vector256.IsHardwareAccelerated && Environment.GetEnvironmentVariable(variable) is null
            && CoreOfOpenBlas().Contains("Prescott", StringComparison.Ordinal))
        {
            string core = Vector512.IsHardwareAccelerated ? "Cooperlake" : "Haswell";
            Environment.SetEnvironmentVariable(variable, core);   // for programs that this one starts
            _ = setenv(variable, core, overwrite: 1);             // for the library, which does not see .NET's copy of the environment
        }
    }

    /// <summary>Asks a copy of the library that is unloaded again, as it chooses when it is loaded.</summary>
    private static string CoreOfOpenBlas()
    {
        nint library = Files("openblas").Select(file => NativeLibrary.TryLoad(file, out nint found) ? found : 0)
            .FirstOrDefault(found => found != 0);
        if (library == 0)
            return "";
        GetConfig config = Marshal.GetDelegateForFunctionPointer<GetConfig>(NativeLibrary.GetExport(library, "openblas_get_config"));
        string core = Marshal.PtrToStringUTF8(config())!;
        NativeLibrary.Free(library);
        return core;
    }

    private delegate nint GetConfig();

    private static string[] Files(string name) => name switch
    {
        "openblas" => ["libopenblas.so.0", "libopenblas", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib"],
        "blis" => ["libblis.so.4", "libblis", "/opt/homebrew/opt/blis/lib/libblis.dylib"],
        _ => [],
    };

    [DllImport("libc")]
    private static extern int setenv(string name, string value, int overwrite);

    [DllImport("openblas", EntryPoint = "cblas_sgemm")]
    private static extern void openblas_sgemm(int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, ref float a, int lda, ref float b, int ldb, float beta, ref float c, int ldc);

    [DllImport("openblas")]
    private static extern void openblas_set_num_threads(int count);

    [DllImport("openblas")]
    private static extern nint openblas_get_config();

    [DllImport("blis", EntryPoint = "cblas_sgemm")]
    private static extern void blis_sgemm(int order, int transposeA, int transposeB, int m, int n, int k,
        float alpha, ref float a, int lda, ref float b, int ldb, float beta, ref float c, int ldc);

    [DllImport("blis")]
    private static extern void bli_thread_set_num_threads(nint count);

    [DllImport("blis")]
    private static extern nint bli_info_get_version_str();
}
