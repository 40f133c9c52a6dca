using System.Numerics.Tensors;
using Razorvine.Pickle;

namespace Katas.Benchmarks;

/// <summary>One of ours against one of theirs, in turns: a ratio, where the tables have times.</summary>
internal sealed record Comparison(string Ours, string Theirs, string Input, Race Race)
{
    private static readonly IReadOnlyList<MatmulShape> Shapes =
    [
        MatmulShape.FiveRows, new(100, 784, 10), MatmulShape.AllRows, new(257, 129, 65), MatmulShape.Layer,
        .. ((int[])[16, 32, 64, 128, 256, 512, 1000, 1024, 2048]).Select(MatmulShape.Square),
    ];

    private static IEnumerable<MatmulShape> LargeSquares => Shapes.Where(shape => shape.IsSquare && shape.N >= 256);

    /// <summary>Runs ours against what .NET and Python have, and all cores against one.</summary>
    public static IEnumerable<Comparison> WithoutBlas(Python? python)
    {
        const int rounds = 101;   // most of them after the JIT has inlined the delegate of stage 3
        foreach (int n in (int[])[1000, 1_000_000])
        {
            Tensor<float> a = Tensor.RandomNormal(1, 1, n), b = Tensor.RandomNormal(2, 1, n);
            yield return new("3 Elementwise.Add", "TensorPrimitives.Add", $"{n:N0} elements", Race.Between(
                () => Elementwise.Add(a, b),
                () => TensorPrimitives.Add<float>(a.AsSpan(), b.AsSpan(), Tensor.Zeros<float>(1, n).AsSpan()), rounds));
            yield return new("4 FrobeniusNorm.ByLoops", "TensorPrimitives.Norm", $"{n:N0} elements", Race.Between(
                () => FrobeniusNorm.ByLoops(a), () => TensorPrimitives.Norm<float>(a.AsSpan()), rounds));
            yield return new("4 FrobeniusNorm.ByElementwise", "TensorPrimitives.Norm", $"{n:N0} elements", Race.Between(
                () => FrobeniusNorm.ByElementwise(a), () => TensorPrimitives.Norm<float>(a.AsSpan()), rounds));
        }

        foreach (MatmulShape shape in (MatmulShape[])[MatmulShape.FiveRows, .. ((int[])[256, 512, 1000, 1024]).Select(MatmulShape.Square)])
        {
            (Tensor<float> a, Tensor<float> b, _) = Operands(shape);
            yield return new(Contender.Stage5, "the same without its copy", shape.ToString(),
                Race.Between(() => VectorizedMatmul.Multiply(a, b), () => MultiplyByStride(a, b), rounds: 9));
        }

        yield return new("1 MnistLoader.Load", "gunzip alone (GZipStream, 1 MB reads)", "mnist.pkl.gz",
            Race.Between(() => MnistLoader.Load(MnistFile.Path), MnistFile.DecompressOnly));
        yield return new("1 MnistLoader.Load", "the lesson's way: Gzip.Decompress, Unpickler.loads", "mnist.pkl.gz",
            Race.Between(() => MnistLoader.Load(MnistFile.Path), AsTheLessonDoes));
        if (python is not null)
            yield return new("1 MnistLoader.Load", $"gzip and pickle ({python.Version})", "mnist.pkl.gz",
                Race.Against(TimeSpan.FromSeconds(python.Load), () => MnistLoader.Load(MnistFile.Path)));

        foreach (MatmulShape shape in (MatmulShape[])[MatmulShape.AllRows, .. LargeSquares])
        {
            (Tensor<float> a, Tensor<float> b, Tensor<float> c) = Operands(shape);
            yield return new($"7 SimdMatmul, {Environment.ProcessorCount} cores", Contender.Fastest, shape.ToString(), Race.Between(
                () => SimdMatmul.Multiply(a, b, c, Environment.ProcessorCount), () => SimdMatmul.Multiply(a, b, c, threads: 1)));
        }
    }

    /// <summary>Runs ours against NumSharp, both into new memory, as NumSharp knows no other.</summary>
    public static IEnumerable<Comparison> WithNumSharp()
    {
        foreach (MatmulShape shape in Shapes.Where(shape => shape.Flop < 3e9))
        {
            (Tensor<float> a, Tensor<float> b, _) = Operands(shape);
            Func<object> theirs = Peers.NumSharp(a, b);
            yield return new($"{Contender.Fastest}, new memory", Peers.NumSharpName, shape.ToString(),
                Race.Between(() => SimdMatmul.Multiply(a, b, threads: 1), () => theirs()));
        }
    }

    /// <summary>Runs ours against a core at its peak, which is another one in every second.</summary>
    public static IEnumerable<Comparison> WithPeak()
    {
        foreach (MatmulShape shape in LargeSquares)
        {
            (Tensor<float> a, Tensor<float> b, Tensor<float> c) = Operands(shape);
            yield return new(Contender.Fastest, FmaPeak.Name, shape.ToString(),
                Race.Between(() => SimdMatmul.Multiply(a, b, c, threads: 1), FmaPeak.Prepare(shape.Flop)));
        }
    }

    /// <summary>Runs ours against a BLAS library, on one thread. To be run after the others, as its threads may disturb them.</summary>
    public static IEnumerable<Comparison> With(Blas blas)
    {
        foreach (MatmulShape shape in Shapes)
            yield return With(blas, shape);
        (Tensor<float> a, Tensor<float> b, _) = Operands(MatmulShape.Square(256));
        Func<object> theirs = blas.Contenders.First().Prepare(a, b);
        yield return new($"{Contender.Fastest}, new memory", $"{blas.OneThread}, new memory", $"{MatmulShape.Square(256)}",
            Race.Between(() => SimdMatmul.Multiply(a, b, threads: 1), () => theirs()));
    }

    /// <summary>Runs ours against a BLAS library at one shape.</summary>
    public static Comparison With(Blas blas, MatmulShape shape, int rounds = 31)
    {
        (Tensor<float> a, Tensor<float> b, Tensor<float> c) = Operands(shape);
        Action theirs = blas.Prepare(a, b, c, threads: 1);
        return new(Contender.Fastest, blas.OneThread, shape.ToString(),
            Race.Between(() => SimdMatmul.Multiply(a, b, c, threads: 1), theirs, rounds));
    }

    /// <summary>
    /// Makes A, B, and memory for C: new memory for each result would be the same for both sides, and up to a fifth of their time.
    /// </summary>
    private static (Tensor<float> A, Tensor<float> B, Tensor<float> C) Operands(MatmulShape shape) =>
        (Tensor.RandomNormal(1, shape.M, shape.K), Tensor.RandomNormal(2, shape.K, shape.N), Tensor.Zeros<float>(shape.M, shape.N));

    /// <summary>Multiplies rows by columns, as stage 5 does, but goes down the columns by their stride.</summary>
    private static Tensor<float> MultiplyByStride(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int columns) = (a.Shape[0], b.Shape[1]);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
            {
                ReadOnlySpan<float> row = a.Row(i), column = b.AsSpan()[j..];
                float sum = 0;
                for (int k = 0; k < row.Length; k++)
                    sum += row[k] * column[k * columns];
                c[i, j] = sum;
            }
        return c;
    }

    private static void AsTheLessonDoes()
    {
        NumPy.RegisterConstructors();
        object splits = new Unpickler().loads(Gzip.Decompress(File.ReadAllBytes(MnistFile.Path)));
        foreach (object[] pair in ((object[])splits).Cast<object[]>())
        {
            ((NdArray)pair[0]).ToTensor<float>();
            ((NdArray)pair[1]).ToTensor<long>();
        }
    }
}
