namespace Katas.Finale;

/// <summary>What the finale computes with: functions of the learner's stages, or of the reference solutions.</summary>
/// <param name="Matmul">The product of two matrices, by one of the stages 2, 5, 6 and 7.</param>
/// <param name="Elementwise">Functions of stage 3.</param>
/// <param name="FrobeniusNorm">The norm, by stage 4.</param>
/// <param name="Broadcasting">Functions of stage 6.</param>
/// <param name="LogSoftmax">The logarithm of the softmax of each row.</param>
internal sealed record StageFunctions(TensorOperation Matmul, ElementwiseFunctions Elementwise, Func<Tensor<float>, float> FrobeniusNorm,
    BroadcastingFunctions Broadcasting, Func<Tensor<float>, Tensor<float>> LogSoftmax);

/// <summary>The functions of stage 3 that serve here.</summary>
internal sealed record ElementwiseFunctions(
    TensorOperation Subtract,
    TensorOperation Multiply,
    Func<Tensor<float>, Tensor<float>, Tensor<bool>> GreaterThan,
    Func<Tensor<float>, Tensor<float>, Tensor<bool>> EqualTo,
    Func<Tensor<bool>, float> Mean);

/// <summary>The functions of stage 6 that serve here.</summary>
internal sealed record BroadcastingFunctions(TensorOperation Add, TensorOperation Multiply);
