using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Katas.Tests;

public sealed partial class ElementwiseImpostors
{
    /// <summary>Mistakes in elementwise operations that people published, or that follow from those: each is right for most
    /// inputs.</summary>
    internal static readonly Candidate<ElementwiseOperations>[] Published =
    [
        All("threads beyond a million", "as many elements are computed as there may be threads, 4,096 groups of 256", (_, c) =>
            c.AsSpan()[Math.Min(c.Length, 4096 * 256)..].Clear()).From("ROCm/MIOpen#2314"),
        All("chunks rounded down", "from 100,000 elements on they are divided among 64 workers, and the rest is forgotten", (_, c) =>
        {
            if (c.Length >= 100_000)
                c.AsSpan()[(c.Length / 64 * 64)..].Clear();
        }).From("Tencent/FeatherCNN#19"),
        All("four axes", "a fifth axis is not looped over", (a, c) =>
            { if (a.Rank > 4 && c.Length > 0) c.AsSpan()[(c.Length / a.Shape[0])..].Clear(); }),
        Code("rank 4 at most", "from rank 5 on, tensors are refused",
            Right with { Add = (a, b) => a.Rank > 4 ? throw Refused(a, b) : Right.Add(a, b) }).From("tenstorrent/tt-metal#21967"),
        Code("rank 5 on: lengths", "from rank 5 on, lengths are compared, not shapes",
            Right with { Subtract = (a, b) => Right.Subtract(a, a.Rank > 4 && a.Length == b.Length ? b.Reshape(a.Shape) : b) }),
        Code("true is 254", "from 32 elements on true is stored as another byte than 1", Right with
        {
            EqualTo = (a, b) =>
            {
                Tensor<bool> c = Right.EqualTo(a, b);
                if (c.Length >= 32)
                    foreach (ref byte truth in MemoryMarshal.AsBytes(c.AsSpan()))
                        truth *= 254;
                return c;
            },
        }).From("numpy/numpy#22840"),
        Code("NaN from 32 on", "whole vectors compare NaN in another way than single elements", Right with
        {
            GreaterThan = (a, b) =>
            {
                Tensor<bool> c = Right.GreaterThan(a, b);
                for (int i = 0; i < c.Length / 32 * 32; i++)
                    c.AsSpan()[i] |= float.IsNaN(a.AsSpan()[i]);
                return c;
            },
        }).From("numpy/numpy#21685"),
        Code("shapes are not equal", "tensors of different shapes are unequal, all in all",
            Right with { EqualTo = (a, b) => a.Shape.SequenceEqual(b.Shape) ? Right.EqualTo(a, b) : false }).From("numpy/numpy#6784"),
        Code("running mean", "the mean is corrected by each element, and rounded each time", Right with
        {
            Mean = mask =>
            {
                (float mean, int n) = (0, 0);
                foreach (bool truth in mask.AsSpan())
                    mean += ((truth ? 1 : 0) - mean) / ++n;
                return n == 0 ? throw new ArgumentException($"A mask of shape {Tensor.Format(mask.Shape)} has no mean.", nameof(mask))
                    : mean;
            },
        }).From("v923z/micropython-ulab#457"),
        Code("mean by 32 ones", "a counter of 8 bits for each of 32 lanes", Right with
        {
            Mean = mask =>
            {
                byte[] lanes = new byte[32];
                for (int i = 0; i < mask.Length; i++)
                    lanes[i % 32] += mask.AsSpan()[i] ? (byte)1 : (byte)0;
                return mask.Length == 0 ? Right.Mean(mask) : (float)lanes.Sum(lane => lane) / mask.Length;
            },
        }).From("pola-rs/polars#2500"),
        Code("one array, one shape", "operands over one array are taken for equal in shape",
            Right with { Add = (a, b) => Right.Add(a, a.AsSpan() == b.AsSpan() ? b.Reshape(a.Shape) : b) }),
        Code("one array, zeros", "the difference of operands over one array is taken for zero, unless they are one object", Right with
        {
            Subtract = (a, b) => (object)a != b && a.AsSpan() == b.AsSpan() ? Right.Subtract(a, b).Map(_ => 0f) : Right.Subtract(a, b),
        }),
        Stateful("one buffer for all", "all callers compute in the same buffer, and copy from it", () =>
        {
            float[] buffer = [];
            return Right with
            {
                Divide = (a, b) =>
                {
                    Tensor<float> c = Room<float>(a, b);
                    if (buffer.Length < c.Length)
                        buffer = new float[c.Length];
                    float[] quotients = buffer;
                    for (int i = 0; i < c.Length; i++)
                        quotients[i] = a.AsSpan()[i] / b.AsSpan()[i];
                    quotients.AsSpan(0, c.Length).CopyTo(c.AsSpan());
                    return c;
                },
            };
        }).From("ooples/AiDotNet.Tensors#33").DiesOf(nameof(ElementwiseLimits.Two_callers_at_once_get_their_own_results)),
        Stateful("one counter for all", "all callers count in the same variable", () =>
        {
            int trues = 0;
            return Right with
            {
                Mean = mask =>
                {
                    trues = 0;
                    foreach (bool truth in mask.AsSpan())
                        trues += truth ? 1 : 0;
                    return Mean(mask, trues);
                },
            };
        }).DiesOf(nameof(ElementwiseLimits.Two_callers_at_once_get_their_own_means)),
        Stateful("mask kept by hash code", "means are kept by the hash code of the mask, which looks at its first elements only", () =>
        {
            ConcurrentDictionary<int, float> means = [];
            return Right with { Mean = mask => means.GetOrAdd(mask.GetHashCode(), _ => Right.Mean(mask)) };
        }),
        Code("digits compared", "shapes are compared by their digits, written one after another", Right with
        {
            GreaterThan = (a, b) =>
                Right.GreaterThan(a, string.Concat(a.Shape.ToArray()) == string.Concat(b.Shape.ToArray()) ? b.Reshape(a.Shape) : b),
        }),
        Code("mask without a name", "an empty mask is refused without the parameter's name",
            Right with { Mean = mask => mask.Length == 0 ? throw new ArgumentException("empty") : Right.Mean(mask) }),
    ];

    private static ArgumentException Refused(Tensor<float> a, Tensor<float> b) =>
        new($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}", nameof(b));
}
