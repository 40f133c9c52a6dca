global using Comparison = System.Func<Katas.Tensor<float>, Katas.Tensor<float>, Katas.Tensor<bool>>;
global using Operation = System.Func<Katas.Tensor<float>, Katas.Tensor<float>, Katas.Tensor<float>>;

namespace Katas.Finale;

/// <summary>What the seven stages give to the finale: whatever it computes with tensors, it computes with these.</summary>
/// <param name="Mnist">What stage 1 has loaded.</param>
/// <param name="Matmul">The product of two matrices, by one of the stages 2, 5, 6 and 7.</param>
/// <param name="Elementwise">What stage 3 gives.</param>
/// <param name="FrobeniusNorm">What stage 4 gives.</param>
/// <param name="Broadcasting">What stage 6 gives.</param>
internal sealed record Stages(Mnist Mnist, Operation Matmul, Elementwise Elementwise, Func<Tensor<float>, float> FrobeniusNorm,
    Broadcasting Broadcasting);

/// <summary>The members of stage 3 that serve here.</summary>
internal sealed record Elementwise(Operation Subtract, Operation Multiply, Comparison GreaterThan, Comparison EqualTo,
    Func<Tensor<bool>, float> Mean);

/// <summary>The members of stage 6 that serve here.</summary>
internal sealed record Broadcasting(Func<Tensor<float>, int, Tensor<float>> Unsqueeze, Operation Add, Operation Multiply);
