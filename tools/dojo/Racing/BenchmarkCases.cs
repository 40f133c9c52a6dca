using System.IO.Compression;
using System.Numerics.Tensors;
using Norm = System.Func<Katas.Tensor<float>, float>;

namespace Katas.Dojo.Racing;

/// <summary>Who runs against whom in each stage.</summary>
public static class BenchmarkCases
{
    internal const string You = "your code", Reference = "reference";

    /// <summary>
    /// Sets up the race of a stage, in which <paramref name="isRight"/> tells of an earlier stage whether the learner's own code can run.
    /// </summary>
    public static BenchmarkCase Of(Stage stage, Func<Stage, bool> isRight)
    {
        Type kata = KataAssembly.Load(stage);
        return stage.Number switch
        {
            1 => Load(kata.Method<Func<string, Mnist>>("Load")),
            2 => Matmul(kata.Method<TensorOperation>("Multiply"), NaiveMatmul.Multiply),
            3 => Add(kata.Method<TensorOperation>("Add")),
            4 => Norms(kata.Method<Norm>("ByLoops"), kata.Method<Norm>("ByElementwise"), Before(Stage.Elementwise)),
            5 => Matmul(kata.Method<TensorOperation>("Multiply"), VectorizedMatmul.Multiply, Before(Stage.NaiveMatmul)),
            6 => Matmul(kata.Method<TensorOperation>("Matmul"), Broadcasting.Matmul, Before(Stage.VectorizedMatmul)),
            7 => Matmul(kata.Method<TensorOperation>("Multiply"), SimdMatmul.Multiply, Before(Stage.VectorizedMatmul)),
            _ => throw new UserError($"{stage} has no race."),
        };

        (string, TensorOperation) Before(Stage earlier)
        {
            earlier = earlier with { Root = stage.Root };
            bool own = isRight(earlier);
            Type type = own ? KataAssembly.Load(earlier) : earlier.SolutionType;
            return ($"{(own ? "your stage" : "reference, stage")} {earlier.Number}", type.Method<TensorOperation>("Multiply"));
        }
    }

    private static BenchmarkCase Load(Func<string, Mnist> yours) => new("loading MNIST from its file",
    [
        new(You, () => yours(MnistFile.Path)),
        new(Reference, () => MnistLoader.Load(MnistFile.Path)),
        new("platform (decompression alone)", Decompress),
    ]);

    private static BenchmarkCase Add(TensorOperation yours)
    {
        Tensor<float> a = Random(20, 30, 40), b = Random(20, 30, 40);
        return new("adding two tensors of shape (20, 30, 40)",
        [
            new(You, () => yours(a, b)),
            new(Reference, () => Elementwise.Add(a, b)),
            new("platform (TensorPrimitives)", () =>
            {
                Tensor<float> c = Tensor.Zeros<float>(a.Shape);
                TensorPrimitives.Add<float>(a.AsSpan(), b.AsSpan(), c.AsSpan());
            }),
        ]);
    }

    private static BenchmarkCase Norms(Norm byLoops, Norm byElementwise, (string Name, TensorOperation Multiply) before)
    {
        Tensor<float> m = Random(300, 200);
        return new("the norm of a (300, 200) matrix",
        [
            new($"{You}, by loops", () => byLoops(m)),
            new($"{You}, elementwise", () => byElementwise(m)),
            new($"{before.Name}, summed", () => Math.Sqrt(Sum(before.Multiply(m, m)))),
            new($"{Reference}, by loops", () => FrobeniusNorm.ByLoops(m)),
            new($"{Reference}, elementwise", () => FrobeniusNorm.ByElementwise(m)),
            new("platform (TensorPrimitives)", () => TensorPrimitives.Norm<float>(m.AsSpan())),
        ]);

        static float Sum(Tensor<float> squares)
        {
            float sum = 0;
            foreach (float square in squares.AsSpan())
                sum += square;
            return sum;
        }
    }

    private static BenchmarkCase Matmul(TensorOperation yours, TensorOperation reference,
        params (string Name, TensorOperation Multiply)[] before)
    {
        Tensor<float> a = Random(256, 256), b = Random(256, 256);
        return new("a (256, 256) matrix by another",
        [
            new(You, () => yours(a, b)),
            .. before.Select(rival => new Contender(rival.Name, () => rival.Multiply(a, b))),
            new(Reference, () => reference(a, b)),
            new("platform (TensorPrimitives)", () => MultiplyByRows(a, b)),
        ]);
    }

    /// <summary>Multiplies by scaled rows, as the last lesson does it at work.</summary>
    private static void MultiplyByRows(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                TensorPrimitives.MultiplyAddEstimate<float>(b.Row(k), a[i, k], c.Row(i), c.Row(i));
    }

    private static void Decompress()
    {
        using GZipStream data = new(File.OpenRead(MnistFile.Path), CompressionMode.Decompress);
        data.CopyTo(Stream.Null, 1 << 20);
    }

    internal static Tensor<float> Random(params ReadOnlySpan<int> shape) => Tensor.RandomNormal(20, shape);
}
