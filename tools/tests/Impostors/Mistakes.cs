namespace Katas;

/// <summary>Mistakes whose messages have to say more than a wrong number. They are in the namespace of a learner's code.</summary>
internal static class Mistakes
{
    private static Tensor<float> buffer = Tensor.Zeros<float>(0, 0);

    public static Tensor<float> Right(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        Add(c, a, b);
        return c;
    }

    public static Tensor<float> NotWaitedFor(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        new Thread(() =>
        {
            for (int step = 0; step < 1000; step++)
            {
                c.AsSpan().Fill(step);
                Thread.Sleep(2);
            }
            Add(c, a, b);
        })
        {
            IsBackground = true,
        }.Start();
        return c;
    }

    public static Tensor<float> InOneBuffer(Tensor<float> a, Tensor<float> b)
    {
        if (buffer.Shape is not [var rows, var columns] || rows != a.Shape[0] || columns != b.Shape[1])
            buffer = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        buffer.AsSpan().Clear();
        Add(buffer, a, b);
        return buffer;
    }

    public static Tensor<float> OneRowTooMany(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        Parallel.For(0, a.Shape[0] + 1, i => c.Row(i).Clear());
        return c;
    }

    /// <summary>Takes a quarter of a second for matrices of 64 by 64, and eight times as long for twice the size.</summary>
    public static Tensor<float> Slow(Tensor<float> a, Tensor<float> b)
    {
        Thread.Sleep(TimeSpan.FromSeconds(Math.Pow(Math.Max(a.Shape[0], b.Shape[1]) / 64.0, 3) / 4));
        return Right(a, b);
    }

    public static Tensor<float> EndlessFrom100(Tensor<float> a, Tensor<float> b)
    {
        while (a.Shape[0] > 100)
            Thread.Sleep(100);
        return Right(a, b);
    }

    public static Tensor<float> ComparesRowsWithColumns(Tensor<float> a, Tensor<float> b) =>
        a.Shape[0] == b.Shape[1] ? throw new NotImplementedException("Write it.")
            : throw new ArgumentException($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)} do not fit.", nameof(a));

    public static Tensor<float> EmptyOnesAlone(Tensor<float> a, Tensor<float> b) =>
        a.Length == 0 || b.Length == 0 ? Right(a, b) : throw new NotImplementedException("Write it.");

    public static Tensor<float> BeyondTheEnd(Tensor<float> a, Tensor<float> b) => Tensor.Of([a.AsSpan()[a.Length]], 1, 1);

    public static float NotSquared(Tensor<float> m)
    {
        float sum = 0;
        foreach (float element in m.AsSpan())
            sum += element;
        return MathF.Sqrt(sum);
    }

    public static float AbsoluteInPlace(Tensor<float> m)
    {
        foreach (ref float element in m.AsSpan())
            element = Math.Abs(element);
        return 0;
    }

    private static void Add(Tensor<float> c, Tensor<float> a, Tensor<float> b)
    {
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                for (int j = 0; j < b.Shape[1]; j++)
                    c[i, j] += a[i, k] * b[k, j];
    }
}
