#if TORCH
using TorchSharp;

namespace Katas.Benchmarks;

/// <summary>Multiplies with PyTorch's library, through TorchSharp: 200 MB, so only with <c>-p:Torch=true</c>.</summary>
internal static class Torch
{
    public static IEnumerable<Entrant> Entrants =>
    [
        new("torch.mm, one thread", (a, b) => Prepare(a, b, 1)),
        new("torch.mm, all cores", (a, b) => Prepare(a, b, Environment.ProcessorCount)),
    ];

    private static Func<object> Prepare(Tensor<float> a, Tensor<float> b, int threads)
    {
        torch.set_num_threads(threads);
        torch.Tensor left = torch.tensor(a.AsSpan().ToArray(), a.Shape[0], a.Shape[1]);
        torch.Tensor right = torch.tensor(b.AsSpan().ToArray(), b.Shape[0], b.Shape[1]);
        return () =>
        {
            using torch.Tensor c = torch.mm(left, right);
            return c.data<float>().ToArray();
        };
    }
}
#endif
