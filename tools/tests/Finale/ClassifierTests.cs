using Katas.Finale;

namespace Katas.Tests;

public sealed class ClassifierTests
{
    private const int Images = 7, Pixels = 6, Classes = 4;

    private readonly Classifier classifier = new(Reference.Functions);

    [Theory]
    [InlineData(Pixels, Classes)]
    [InlineData(Pixels, 5, Classes)]
    [InlineData(Pixels, 5, 3, Classes)]
    public void The_loss_is_the_definitions_and_the_gradient_is_what_central_differences_say(params int[] sizes)
    {
        const double H = 1e-5;
        for (int seed = 0; seed < 20; seed++)
        {
            (Layer[] layers, Tensor<float> x, Tensor<long> labels) = Draw(seed, sizes);
            (float loss, Layer[] gradient) = classifier.Differentiate(layers, x, labels);
            double[][] parameters = Flatten(layers), slopes = Flatten(gradient);
            ((double)loss).ShouldBe(Loss(parameters, sizes, x, labels), 1e-5);
            for (int p = 0; p < parameters.Length; p++)
                for (int i = 0; i < parameters[p].Length; i++)
                {
                    double center = parameters[p][i];
                    parameters[p][i] = center + H;
                    double above = Loss(parameters, sizes, x, labels);
                    parameters[p][i] = center - H;
                    double below = Loss(parameters, sizes, x, labels);
                    parameters[p][i] = center;
                    slopes[p][i].ShouldBe((above - below) / (2 * H), 1e-5, $"seed {seed}, parameter {i} of tensor {p}");
                }
        }
    }

    [Fact]
    public void A_step_down_the_gradient_lowers_the_loss()
    {
        (Layer[] layers, Tensor<float> x, Tensor<long> labels) = Draw(1, [Pixels, 5, Classes]);
        (float loss, Layer[] gradient) = classifier.Differentiate(layers, x, labels);
        Layer[] lower = [.. layers.Zip(gradient, (layer, slope) => classifier.Descend(layer, slope, 0.01f))];
        classifier.Differentiate(lower, x, labels).Loss.ShouldBeLessThan(loss);
    }

    [Fact]
    public void Logits_beyond_the_range_of_exp_neither_overflow_nor_vanish()
    {
        Tensor<float> surprise =
            classifier.Surprise([[1000, 0, -1000], [-1000, -1000, -1000], [0, 1000, 0]], Tensor.Of<long>([1, 2, 1], 3));
        surprise[0].ShouldBe(1000);
        surprise[1].ShouldBe(MathF.Log(3), 1e-6);
        surprise[2].ShouldBe(0);
    }

    [Fact]
    public void Accuracy_is_the_share_of_rows_whose_largest_logit_is_at_the_label() =>
        classifier.Accuracy([[1, 2, 0], [3, 2, 1], [0, 0, 1], [5, 6, 7]], Tensor.Of<long>([1, 0, 0, 2], 4)).ShouldBe(0.75f);

    private static (Layer[] Layers, Tensor<float> X, Tensor<long> Labels) Draw(int seed, int[] sizes)
    {
        Random random = new(seed);
        Layer[] layers = [.. sizes.Zip(sizes[1..], (inputs, outputs) =>
            new Layer(Tensor.RandomNormal(random.Next(), inputs, outputs), Tensor.RandomNormal(random.Next(), outputs)))];
        return (layers, Tensor.RandomNormal(random.Next(), Images, sizes[0]),
            Tensor.Of<long>([.. Enumerable.Range(0, Images).Select(_ => random.NextInt64(sizes[^1]))], Images));
    }

    private static double[][] Flatten(Layer[] layers) =>
        [.. layers.SelectMany(layer => new[] { layer.Weights, layer.Bias })
            .Select(tensor => tensor.AsSpan().ToArray().Select(x => (double)x).ToArray())];

    /// <summary>Computes the cross-entropy in double, by the definition. Parameters are W and b of each layer, in turn.</summary>
    private static double Loss(double[][] parameters, int[] sizes, Tensor<float> x, Tensor<long> labels)
    {
        double loss = 0;
        for (int image = 0; image < labels.Length; image++)
        {
            double[] z = [.. x.Row(image).ToArray().Select(value => (double)value)];
            for (int layer = 0; layer < sizes.Length - 1; layer++)
            {
                double[] input = layer == 0 ? z : [.. z.Select(value => Math.Max(0, value))];
                z = [.. Enumerable.Range(0, sizes[layer + 1]).Select(j =>
                    parameters[2 * layer + 1][j]
                        + input.Select((value, i) => value * parameters[2 * layer][i * sizes[layer + 1] + j]).Sum())];
            }
            loss -= Math.Log(Math.Exp(z[labels[image]]) / z.Sum(Math.Exp)) / labels.Length;
        }
        return loss;
    }
}
