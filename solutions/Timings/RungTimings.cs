using System.Numerics;
using Katas.Rungs;

namespace Katas.Tests;

/// <summary>
/// What each rung of stage 7's lesson gains. The panel is compared with the tile where B has 16 MB, and each row of it two whole pages: at
/// 1000 its 4 MB are in a cache of some processors that is near enough, and at 2000 the gain depends on where the pages lie.
/// </summary>
public abstract class RungTimings(TensorOperation rows, TensorOperation tile, TensorOperation panel) : Timings
{
    private static readonly Tensor<float> Square1000 = Random(1000, 1000), Wide = Random(240, 2048), LargeSquare = Random(2048, 2048);

    [Fact]
    public void Rows_as_vectors_are_at_least_3_times_as_fast_as_stage_5_at_256x256x256() =>
        AtLeast(3, rounds => Between(rows, VectorizedMatmul.Multiply, Square256, rounds));

    [Fact]
    public void A_tile_in_registers_is_at_least_1_3_times_as_fast_as_rows_at_256x256x256() =>
        AtLeast(1.3, rounds => Between(tile, RowVectors.Multiply, Square256, rounds));

    [Fact]
    public void A_packed_panel_is_at_least_1_5_times_as_fast_as_a_tile_at_240x2048x2048() =>
        AtLeast(1.5, rounds => Between(panel, RegisterTile.Multiply, Wide, LargeSquare, rounds));

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
        Between(contender, rival, square, square, rounds);

    private static Race Between(TensorOperation contender, TensorOperation rival, Tensor<float> a, Tensor<float> b, int rounds) =>
        Race.Between(() => contender(a, b), () => rival(a, b), rounds);

    private static Tensor<float> Kernel(Tensor<float> a, Tensor<float> b) => SimdMatmul.Multiply(a, b, threads: 1);

    private static Tensor<float> KernelWithTheSameVectors(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Uninitialized<float>(a.Shape[0], b.Shape[1]);
        Gemm.Multiply(a, b, c, threads: 1, widest: Vector<float>.Count);
        return c;
    }
}

public sealed class RungsAreFast() : RungTimings(RowVectors.Multiply, RegisterTile.Multiply, PackedPanel.Multiply);
