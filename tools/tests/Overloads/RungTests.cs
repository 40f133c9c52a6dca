using System.Numerics;
using Katas.Rungs;

namespace Katas.Tests;

// The tests of stage 7 for each rung of its lesson.

public sealed class LoopOrderTests() : SimdMatmulLaws(LoopOrder.Multiply);

public sealed class LoopOrderContractTests() : MatmulContract(LoopOrder.Multiply);

public sealed class LoopOrderLimitsTests() : LargeMatmulLimits(LoopOrder.Multiply);

public sealed class LoopOrderCallersTests() : MatmulCallers(LoopOrder.Multiply);

public sealed class RowVectorsTests() : SimdMatmulLaws(RowVectors.Multiply);

public sealed class RowVectorsContractTests() : MatmulContract(RowVectors.Multiply);

public sealed class RowVectorsLimitsTests() : LargeMatmulLimits(RowVectors.Multiply);

public sealed class RowVectorsCallersTests() : MatmulCallers(RowVectors.Multiply);

public sealed class RegisterTileTests() : SimdMatmulLaws(RegisterTile.Multiply);

public sealed class RegisterTileContractTests() : MatmulContract(RegisterTile.Multiply);

public sealed class RegisterTileLimitsTests() : LargeMatmulLimits(RegisterTile.Multiply);

public sealed class RegisterTileCallersTests() : MatmulCallers(RegisterTile.Multiply);

public sealed class PackedPanelTests() : SimdMatmulLaws(PackedPanel.Multiply);

public sealed class PackedPanelContractTests() : MatmulContract(PackedPanel.Multiply);

public sealed class PackedPanelLimitsTests() : LargeMatmulLimits(PackedPanel.Multiply);

public sealed class PackedPanelCallersTests() : MatmulCallers(PackedPanel.Multiply);

public sealed class ParallelPanelsTests() : SimdMatmulLaws(ParallelPanels.Multiply);

public sealed class ParallelPanelsContractTests() : MatmulContract(ParallelPanels.Multiply);

public sealed class ParallelPanelsLimitsTests() : LargeMatmulLimits(ParallelPanels.Multiply);

public sealed class ParallelPanelsCallersTests() : MatmulCallers(ParallelPanels.Multiply);

/// <summary>Tells which stages and rungs agree to the last bit, as the lessons do.</summary>
public sealed class RungBits
{
    /// <summary>Columns that fill whole vectors: a remainder is rounded after each multiplication, a vector is not.</summary>
    private static readonly Tensor<float>
        A = Tensor.RandomNormal(1, 31, 203), B = Tensor.RandomNormal(2, 203, 5 * Vector<float>.Count);

    /// <summary>Gets whether a multiply-add rounds once on this processor.</summary>
    private static bool Fuses
    {
        get
        {
            Vector<float> x = new(1 + MathF.ScaleB(1, -12));
            return Vector.MultiplyAddEstimate(x, x, -(x * x)) != Vector<float>.Zero;
        }
    }

    [Fact]
    public void The_order_of_the_loops_does_not_change_a_bit() => LoopOrder.Multiply(A, B).ShouldEqual(NaiveMatmul.Multiply(A, B));

    [Fact]
    public void A_transposed_copy_does_not_change_a_bit() => VectorizedMatmul.Multiply(A, B).ShouldEqual(NaiveMatmul.Multiply(A, B));

    [Fact]
    public void Fused_multiply_adds_change_bits() =>
        (RowVectors.Multiply(A, B) != LoopOrder.Multiply(A, B)).ShouldBe(Fuses);

    [Fact]
    public void Neither_tiles_nor_panels_nor_threads_change_a_bit_of_the_vectors()
    {
        Tensor<float> c = RowVectors.Multiply(A, B);
        RegisterTile.Multiply(A, B).ShouldEqual(c);
        PackedPanel.Multiply(A, B).ShouldEqual(c);
        ParallelPanels.Multiply(A, B).ShouldEqual(c);
    }
}
