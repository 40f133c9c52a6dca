using System.Numerics;
using static Katas.Rungs.PackedPanel;
using static Katas.SimdMatmul;

namespace Katas.Rungs;

/// <summary>
/// Multiplies the panels of <see cref="PackedPanel"/> on all cores, the last rung of the lesson: as many workers as there are cores take
/// them by turns. Each panel has columns of C of its own, so no sum changes its order.
/// </summary>
public static class ParallelPanels
{
    private static readonly int tileColumns = 2 * Vector<float>.Count;

    /// <inheritdoc cref="SimdMatmul.Multiply(Tensor{float}, Tensor{float})"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        int panels = (columns + tileColumns - 1) / tileColumns;
        int workers = Math.Min(panels, Environment.ProcessorCount);
        Parallel.For(0, workers, worker =>
        {
            Pair[] panel = new Pair[inner];
            for (int p = worker; p < panels; p += workers)
                MultiplyPanel(a, b, c, p * tileColumns, panel);
        });
        return c;
    }
}
