namespace Katas.Finale;

/// <summary>How to train.</summary>
/// <param name="Hidden">Units of a hidden layer; without one, the classifier is a softmax of x W + b.</param>
/// <param name="Epochs">How many times each image is shown.</param>
/// <param name="Batch">How many images make a step.</param>
/// <param name="Rate">How long the first step is, in gradients; the rate falls evenly, to zero after the last one.</param>
/// <param name="Seed">What the first weights and the order of the images are drawn from.</param>
internal sealed record Hyperparameters(int? Hidden, int Epochs, int Batch, float Rate, int Seed);

/// <summary>
/// What a step of the training has seen: the loss of its images, and how large the gradient by the first layer's weights was.
/// </summary>
internal sealed record Step(int Epoch, float Loss, float GradientNorm);

/// <summary>Trains a classifier by stochastic gradient descent: a batch of images, one step down its gradient, the next batch.</summary>
internal sealed class Training(StageFunctions functions, Split images, Hyperparameters hyperparameters)
{
    private readonly Classifier classifier = new(functions);

    public Layer[] Layers { get; private set; } = Initial(hyperparameters, images.Images.Shape[1]);

    public int StepsPerEpoch { get; } = (images.Labels.Length + hyperparameters.Batch - 1) / hyperparameters.Batch;

    public int StepCount => StepsPerEpoch * hyperparameters.Epochs;

    /// <summary>Takes a step each time the caller asks for one. The same hyperparameters and functions give the same bits.</summary>
    public IEnumerable<Step> Steps()
    {
        Random random = new(hyperparameters.Seed);
        int[] order = [.. Enumerable.Range(0, images.Labels.Length)];
        for (int step = 0; step < StepCount; step++)
        {
            int first = step % StepsPerEpoch * hyperparameters.Batch;
            if (first == 0)
                random.Shuffle(order);
            Split batch = images.Take(order.AsSpan(first, Math.Min(hyperparameters.Batch, order.Length - first)));
            (float loss, Layer[] gradient) = classifier.Differentiate(Layers, batch.Images, batch.Labels);
            float rate = hyperparameters.Rate * (1 - (float)step / StepCount);
            Layers = [.. Layers.Zip(gradient, (layer, slope) => classifier.Descend(layer, slope, rate))];
            yield return new(step / StepsPerEpoch, loss, functions.FrobeniusNorm(gradient[0].Weights));
        }
    }

    /// <summary>
    /// Draws the first weights. The last layer starts at zero: all digits are alike to it. Hidden units must differ from each other, or
    /// they would learn the same for ever: their weights are normal, of variance 2 / inputs, which keeps the size of what passes through
    /// a ReLU (He et al., 2015).
    /// </summary>
    private static Layer[] Initial(Hyperparameters hyperparameters, int pixels)
    {
        const int Digits = 10;
        if (hyperparameters.Hidden is not int hidden)
            return [new(Tensor.Zeros<float>(pixels, Digits), Tensor.Zeros<float>(Digits))];
        float deviation = MathF.Sqrt(2f / pixels);
        return
        [
            new(Tensor.RandomNormal(hyperparameters.Seed, pixels, hidden).Map(z => deviation * z), Tensor.Zeros<float>(hidden)),
            new(Tensor.Zeros<float>(hidden, Digits), Tensor.Zeros<float>(Digits)),
        ];
    }
}
