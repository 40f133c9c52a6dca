using System.Numerics;
using Katas.Rungs;

namespace Katas.Tests;

/// <summary>
/// What each rung of stage 7's lesson gains. Measured on a busy Xeon with AVX-512 (Emerald Rapids), and on a Zen 4: rows 5 and 10 times as
/// fast as stage 5; the tile 2.2 and 1.8 times as fast as rows; the panel 2.5 and 3.3 times as fast as the tile; 0.5 and 0.75 of
/// the kernel. Vectors of the kernel are twice as wide with AVX-512; with vectors of the same width, it is 0.85 of it.
/// </summary>
public abstract class RungTimings(TensorOperation rows, TensorOperation tile, TensorOperation panel) : Timings
{
    private static readonly Tensor<float> Square1000 = Random(1000, 1000);

    [Fact]
    public void Rows_as_vectors_are_at_least_3_times_as_fast_as_stage_5_at_256x256x256() =>
        AtLeast(3, rounds => Between(rows, VectorizedMatmul.Multiply, Square256, rounds));

    [Fact]
    public void A_tile_in_registers_is_at_least_1_3_times_as_fast_as_rows_at_256x256x256() =>
        AtLeast(1.3, rounds => Between(tile, RowVectors.Multiply, Square256, rounds));

    [Fact]
    public void A_packed_panel_is_at_least_1_5_times_as_fast_as_a_tile_at_1000x1000x1000() =>
        AtLeast(1.5, rounds => Between(panel, RegisterTile.Multiply, Square1000, rounds), rounds: 9);

    [Fact]
    public void A_packed_panel_is_at_least_0_25_times_as_fast_as_the_kernel_at_256x256x256() =>
        AtLeast(0.25, rounds => Between(panel, Kernel, Square256, rounds));

    [Fact]
    public void A_packed_panel_is_at_least_0_25_times_as_fast_as_the_kernel_at_1000x1000x1000() =>
        AtLeast(0.25, rounds => Between(panel, Kernel, Square1000, rounds), rounds: 9);

    [Fact]
    public void A_packed_panel_is_at_least_0_4_times_as_fast_as_the_kernel_with_the_same_vectors_at_256x256x256() =>
        AtLeast(0.4, rounds => Between(panel, KernelWithTheSameVectors, Square256, rounds));

    [Fact]
    public void A_packed_panel_is_at_least_0_4_times_as_fast_as_the_kernel_with_the_same_vectors_at_1000x1000x1000() =>
        AtLeast(0.4, rounds => Between(panel, KernelWithTheSameVectors, Square1000, rounds), rounds: 9);

    private static Race Between(TensorOperation contender, TensorOperation rival, Tensor<float> square, int rounds) =>
        Race.Between(() => contender(square, square), () => rival(square, square), rounds);

    private static Tensor<float> Kernel(Tensor<float> a, Tensor<float> b) => SimdMatmul.Multiply(a, b, threads: 1);

    private static Tensor<float> KernelWithTheSameVectors(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Uninitialized<float>(a.Shape[0], b.Shape[1]);
        Gemm.Multiply(a, b, c, threads: 1, widest: Vector<float>.Count);
        return c;
    }
}

public sealed class RungsAreFast() : RungTimings(RowVectors.Multiply, RegisterTile.Multiply, PackedPanel.Multiply);
