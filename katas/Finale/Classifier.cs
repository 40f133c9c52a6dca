namespace Katas.Finale;

/// <summary>One layer of a network, x ↦ x W + b: W of shape (inputs, outputs), b of shape (outputs).</summary>
internal sealed record Layer(Tensor<float> Weights, Tensor<float> Bias);

/// <summary>
/// All the mathematics of the finale. m images, as rows of x, pass through the layers, and between two layers through a ReLU;
/// what comes out of the last are the logits z, of shape (m, 10). Then
/// <code>
/// softmax         p[i, j] = exp z[i, j] / Σₖ exp z[i, k]          ten probabilities for each image
/// cross-entropy   L = -1/m Σᵢ log p[i, label i]                   how surprised it is by the labels
/// its gradient    ∂L/∂z = (p - y) / m                             y: the labels, one-hot
///                 ∂L/∂W = xᵀ ∂L/∂z      ∂L/∂b = 1ᵀ ∂L/∂z          for z = x W + b
///                 ∂L/∂x = ∂L/∂z Wᵀ                                and so on, back through the layers
/// </code>
/// </summary>
/// <remarks>Bishop, Pattern Recognition and Machine Learning (2006), sections 4.3.4 and 5.3.</remarks>
internal sealed class Classifier(StageFunctions functions)
{
    private readonly TensorOperation matmul = functions.Matmul;
    private readonly ElementwiseFunctions elementwise = functions.Elementwise;
    private readonly BroadcastingFunctions broadcasting = functions.Broadcasting;
    private readonly Func<Tensor<float>, Tensor<float>> logSoftmax = functions.LogSoftmax;

    /// <summary>Computes the logits: ten numbers for each image, the larger, the likelier that digit.</summary>
    public Tensor<float> Logits(IReadOnlyList<Layer> layers, Tensor<float> x) => Forward(layers, x)[^1];

    /// <summary>Computes -log p of the right digit for each image: 0 if it is certain, log 10 = 2.3 if all ten are alike to it.</summary>
    public Tensor<float> Surprise(Tensor<float> logits, Tensor<long> labels) =>
        Surprise(logSoftmax(logits), labels.OneHot(logits.Shape[1]));

    /// <summary>Computes the cross-entropy L of some images, and its derivative by each weight and bias.</summary>
    public (float Loss, Layer[] Gradient) Differentiate(IReadOnlyList<Layer> layers, Tensor<float> x, Tensor<long> labels)
    {
        int m = x.Shape[0];
        List<Tensor<float>> inputs = Forward(layers, x);
        Tensor<float> logP = logSoftmax(inputs[^1]), y = labels.OneHot(logP.Shape[1]);

        Tensor<float> slope = Scale(elementwise.Subtract(logP.Map(MathF.Exp), y), 1f / m);   // ∂L/∂z
        Layer[] gradient = new Layer[layers.Count];
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            gradient[i] = new(matmul(inputs[i].Transpose(), slope), matmul(TensorOperations.Fill(1, 1, m), slope).Reshape(slope.Shape[1]));
            if (i > 0)   // a ReLU lets the slope pass where it let x pass
                slope = elementwise.Multiply(matmul(slope, layers[i].Weights.Transpose()), Positive(inputs[i]));
        }
        return (Surprise(logP, y).AsSpan().ToArray().Average(), gradient);
    }

    /// <summary>Takes a step down the gradient: W - rate ∂L/∂W, and b likewise.</summary>
    public Layer Descend(Layer layer, Layer gradient, float rate) => new(
        elementwise.Subtract(layer.Weights, Scale(gradient.Weights, rate)),
        elementwise.Subtract(layer.Bias, Scale(gradient.Bias, rate)));

    /// <summary>Computes how many of the images get their largest logit at their label, from 0 to 1.</summary>
    public float Accuracy(Tensor<float> logits, Tensor<long> labels) =>
        elementwise.Mean(elementwise.EqualTo(logits.LargestInRow(), labels.Map(label => (float)label)));

    /// <summary>Computes what goes into each layer, and in the end what comes out of the last one.</summary>
    private List<Tensor<float>> Forward(IReadOnlyList<Layer> layers, Tensor<float> x)
    {
        List<Tensor<float>> inputs = [x];
        foreach (Layer layer in layers)
        {
            Tensor<float> z = broadcasting.Add(matmul(inputs[^1], layer.Weights), layer.Bias);   // (m, n) + (n)
            inputs.Add(layer == layers[^1] ? z : elementwise.Multiply(z, Positive(z)));          // ReLU: z where z > 0, else 0
        }
        return inputs;
    }

    /// <summary>Picks -log p at the one in each row of y: what the product with minus ones, a sum over the row, leaves of it.</summary>
    private Tensor<float> Surprise(Tensor<float> logP, Tensor<float> y) =>
        matmul(elementwise.Multiply(logP, y), TensorOperations.Fill(-1, y.Shape[1], 1)).Reshape(y.Shape[0]);

    private Tensor<float> Positive(Tensor<float> x) => elementwise.GreaterThan(x, Tensor.Zeros<float>(x.Shape)).ToFloat();

    private Tensor<float> Scale(Tensor<float> x, float factor) => broadcasting.Multiply(x, factor);
}
