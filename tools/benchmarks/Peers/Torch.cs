#if TORCH
using System.Runtime.InteropServices;
using TorchSharp;

namespace Katas.Benchmarks;

/// <summary>Multiplies with PyTorch's library, through TorchSharp: 260 MB, so only with <c>-p:Torch=true</c>.</summary>
internal static class Torch
{
    public static IEnumerable<Contender> Contenders => !Loads() ? [] :
    [
        new("torch.mm, one thread", (a, b) => Prepare(a, b, 1)),
        new("torch.mm, all cores", (a, b) => Prepare(a, b, Environment.ProcessorCount)),
    ];

    private static bool Loads()
    {
        bool loads = NativeLibrary.TryLoad("LibTorchSharp", typeof(torch).Assembly, searchPath: null, out _);
        if (!loads)
            Console.WriteLine("PyTorch's library does not load here, so it does not take part. "
                + "On Linux it needs a C++ library as new as that of Debian 13 or Ubuntu 24.04.");
        return loads;
    }

    private static Func<object> Prepare(Tensor<float> a, Tensor<float> b, int threads)
    {
        torch.set_num_threads(threads);
        torch.Tensor left = torch.tensor(a.AsSpan().ToArray(), a.Shape[0], a.Shape[1]);
        torch.Tensor right = torch.tensor(b.AsSpan().ToArray(), b.Shape[0], b.Shape[1]);
        torch.Tensor? c = null;
        Func<float[]> elements = () => [.. c!.data<float>()];   // for the check, and not timed
        return () =>
        {
            c?.Dispose();
            c = torch.mm(left, right);
            return elements;
        };
    }
}
#endif
