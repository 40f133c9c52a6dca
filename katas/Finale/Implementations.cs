extern alias Solutions;
using Solution = Solutions::Katas;

namespace Katas.Finale;

/// <summary>Everything that the finale can take from the seven stages, as one author wrote it.</summary>
/// <param name="Load">Loads MNIST: stage 1.</param>
/// <param name="Matmul">The stages that multiply matrices, the fastest first.</param>
/// <param name="Elementwise">Functions of stage 3.</param>
/// <param name="FrobeniusNorm">The norm, by stage 4.</param>
/// <param name="Broadcasting">Functions of stage 6.</param>
/// <param name="LogSoftmax">The finale's own task.</param>
internal sealed record Implementations(
    Func<string, Mnist> Load,
    IReadOnlyList<(Stage Stage, TensorOperation Multiply)> Matmul,
    ElementwiseFunctions Elementwise,
    Func<Tensor<float>, float> FrobeniusNorm,
    BroadcastingFunctions Broadcasting,
    Func<Tensor<float>, Tensor<float>> LogSoftmax)
{
    /// <summary>Gets the learner's own, from katas/; in a build with -p:Solved=true, the reference.</summary>
    public static Implementations Own { get; } = new(
        MnistLoader.Load,
        [
            (Stage.SimdMatmul, SimdMatmul.Multiply),
            (Stage.VectorizedMatmul, VectorizedMatmul.Multiply),
            (Stage.NaiveMatmul, NaiveMatmul.Multiply),
            (Stage.Broadcasting, Katas.Broadcasting.Matmul),
        ],
        new(Katas.Elementwise.Subtract, Katas.Elementwise.Multiply, Katas.Elementwise.GreaterThan, Katas.Elementwise.EqualTo,
            Katas.Elementwise.Mean),
        Katas.FrobeniusNorm.ByLoops,
        new(Katas.Broadcasting.Add, Katas.Broadcasting.Multiply),
        Katas.LogSoftmax.OfRows);

    /// <summary>Gets the reference, from solutions/.</summary>
    public static Implementations Reference { get; } = new(
        Solution.MnistLoader.Load,
        [
            (Stage.SimdMatmul, Solution.SimdMatmul.Multiply),
            (Stage.VectorizedMatmul, Solution.VectorizedMatmul.Multiply),
            (Stage.NaiveMatmul, Solution.NaiveMatmul.Multiply),
            (Stage.Broadcasting, Solution.Broadcasting.Matmul),
        ],
        new(Solution.Elementwise.Subtract, Solution.Elementwise.Multiply, Solution.Elementwise.GreaterThan, Solution.Elementwise.EqualTo,
            Solution.Elementwise.Mean),
        Solution.FrobeniusNorm.ByLoops,
        new(Solution.Broadcasting.Add, Solution.Broadcasting.Multiply),
        Solution.LogSoftmax.OfRows);
}
