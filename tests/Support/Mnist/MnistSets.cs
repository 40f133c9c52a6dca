namespace Katas.Tests;

/// <summary>Generates small data sets: splits of different sizes, not as many rows as columns, pixels k / 256, labels 0 to 9.</summary>
public static class MnistSets
{
    /// <summary>Gets any of them.</summary>
    public static Arbitrary<Mnist> Small { get; } = Arb.From(
        from sizes in Draw.Dimensions(4)
        from seed in Draw.Seed
        let random = new Random(seed)
        select new Mnist(Split(random, sizes[0], sizes[3]), Split(random, sizes[1], sizes[3]), Split(random, sizes[2], sizes[3])),
        Shrunk);

    /// <summary>Changes every split in the same way.</summary>
    public static Mnist Each(this Mnist set, Func<Split, Split> change) => new(change(set.Train), change(set.Validation), change(set.Test));

    /// <summary>Turns pixels and labels over: what was 0 is the largest.</summary>
    public static Mnist TurnedOver(this Mnist set) =>
        set.Each(split => new(split.Images.Map(x => 255 / 256f - x), split.Labels.Map(label => 9 - label)));

    private static Split Split(Random random, int count, int pixels) =>
        new(Draw.Tensor(random, k => k.Next(256) / 256f, count, pixels), Tensor.Zeros<long>(count).Map(_ => random.NextInt64(10)));

    private static IEnumerable<Mnist> Shrunk(Mnist set)
    {
        foreach (Split train in Shrunk(set.Train))
            yield return set with { Train = train };
        foreach (Split validation in Shrunk(set.Validation))
            yield return set with { Validation = validation };
        foreach (Split test in Shrunk(set.Test))
            yield return set with { Test = test };
        foreach ((int start, int count) in Parts(set.Train.Images.Shape[1]))
            yield return set.Each(split => split with { Images = split.Images.Cut(1, start, count) });
    }

    private static IEnumerable<Split> Shrunk(Split split)
    {
        foreach ((int start, int count) in Parts(split.Images.Shape[0]))
            yield return new(split.Images.Cut(0, start, count), Tensor.Of(split.Labels.AsSpan().Slice(start, count).ToArray(), count));
        foreach (Tensor<float> images in Simpler(split.Images, 0.5f))
            yield return split with { Images = images };
        foreach (Tensor<long> labels in Simpler(split.Labels, 1))
            yield return split with { Labels = labels };
    }

    private static IEnumerable<(int Start, int Count)> Parts(int size) => size == 0 ? [] : Shrink.Axis(size).Prepend((0, 0));

    /// <summary>Proposes zero for all elements, then zero or a simple number for one.</summary>
    private static IEnumerable<Tensor<T>> Simpler<T>(Tensor<T> tensor, T simple) where T : unmanaged
    {
        const int FewElements = 64;
        Tensor<T> zeros = Tensor.Zeros<T>(tensor.Shape);
        if (tensor == zeros)
            yield break;
        yield return zeros;
        for (int i = 0; tensor.Length <= FewElements && i < tensor.Length; i++)
            foreach (T simpler in (T[])[default, simple])
            {
                if (tensor.AsSpan()[i].Equals(default(T)) || tensor.AsSpan()[i].Equals(simple))
                    continue;
                Tensor<T> shrunk = tensor.Copy();
                shrunk.AsSpan()[i] = simpler;
                yield return shrunk;
            }
    }
}
