using System.IO.Compression;
using System.Numerics.Tensors;
using Binary = System.Func<Katas.Tensor<float>, Katas.Tensor<float>, Katas.Tensor<float>>;
using Norm = System.Func<Katas.Tensor<float>, float>;

namespace Katas.Dojo.Racing;

/// <summary>Who runs against whom in each stage.</summary>
public static class Heats
{
    private const string You = "your code", Reference = "reference";

    /// <summary>Sets up the race of a stage, in which <paramref name="isDone"/> tells of an earlier stage whether the learner's own code can run.</summary>
    public static Heat Of(Stage stage, Func<Stage, bool> isDone)
    {
        Kata kata = new(stage);
        return stage.Name switch
        {
            "LoadMnist" => Load(kata.Method<Func<string, Mnist>>("Load")),
            "NaiveMatmul" => Matmul(kata.Method<Binary>("Multiply"), NaiveMatmul.Multiply),
            "Elementwise" => Add(kata.Method<Binary>("Add")),
            "FrobeniusNorm" => Norms(kata.Method<Norm>("ByLoops"), kata.Method<Norm>("ByElementwise"), Before(3, "Multiply", Elementwise.Multiply)),
            "VectorizedMatmul" => Matmul(kata.Method<Binary>("Multiply"), VectorizedMatmul.Multiply, Before(2, "Multiply", NaiveMatmul.Multiply)),
            "Broadcasting" => Matmul(kata.Method<Binary>("Matmul"), Broadcasting.Matmul, Before(5, "Multiply", VectorizedMatmul.Multiply)),
            "SimdMatmul" => Matmul(kata.Method<Binary>("Multiply"), SimdMatmul.Multiply, Before(6, "Matmul", Broadcasting.Matmul)),
            _ => throw new Refusal($"{stage} has no race."),
        };

        (string, Binary) Before(int number, string method, Binary reference)
        {
            Stage before = stage.Workspace.Stages[number - 1];
            return isDone(before) ? ($"your stage {number}", new Kata(before).Method<Binary>(method)) : ($"reference, stage {number}", reference);
        }
    }

    private static Heat Load(Func<string, Mnist> yours) => new("loading MNIST from its file",
    [
        new(You, () => yours(MnistFile.Path)),
        new(Reference, () => MnistLoader.Load(MnistFile.Path)),
        new("platform (decompression alone)", Decompress),
    ]);

    private static Heat Add(Binary yours)
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

    private static Heat Norms(Norm byLoops, Norm byElementwise, (string Name, Binary Multiply) before)
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

    private static Heat Matmul(Binary yours, Binary reference, params (string Name, Binary Multiply)[] before)
    {
        Tensor<float> a = Random(256, 256), b = Random(256, 256);
        return new("a (256, 256) matrix by another",
        [
            new(You, () => yours(a, b)),
            .. before.Select(rival => new Entrant(rival.Name, () => rival.Multiply(a, b))),
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
        byte[] buffer = new byte[1 << 20];
        while (data.Read(buffer) > 0)
            ;
    }

    private static Tensor<float> Random(params ReadOnlySpan<int> shape) => Tensor.RandomNormal(20, shape);
}
