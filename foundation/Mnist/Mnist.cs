namespace Katas;

/// <summary>Holds the handwritten digits of MNIST: 50,000 to learn from, 10,000 to choose by, 10,000 to be judged on.</summary>
public sealed record Mnist(Split Train, Split Validation, Split Test);

/// <summary>
/// Holds n images and what they show. Images has shape (n, pixels), 28 x 28 pixels row by row in MNIST, from 0 (paper) up to
/// 255/256 (ink). Labels has shape (n): the digits 0 to 9.
/// </summary>
public sealed record Split(Tensor<float> Images, Tensor<long> Labels)
{
    /// <summary>Formats images and labels, one below the other.</summary>
    public override string ToString() => $"{Images}\n{Labels}";
}
