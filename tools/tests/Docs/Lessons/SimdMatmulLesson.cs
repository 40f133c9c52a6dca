using System.Numerics;
using System.Runtime.InteropServices;

namespace Katas.Tests;

public sealed class SimdMatmulLesson
{
    [Fact]
    public void One_number_of_A_times_four_of_B_is_added_to_four_of_C() =>
        SimdMatmul.Multiply([[2, 1]], [[1, 3, 5, 7], [10, 10, 10, 10]]).ShouldEqual([[12, 16, 20, 24]]);

    /// <summary>The hints of each task make a product. The laws run on the last.</summary>
    [Theory]
    [InlineData(3, 2, 5), InlineData(6, 3, 16), InlineData(7, 5, 31), InlineData(13, 0, 17), InlineData(23, 40, 70)]
    public void Each_rung_multiplies(int m, int k, int n)
    {
        Tensor<float> a = Tensor.RandomNormal(1, m, k).Map(MathF.Round), b = Tensor.RandomNormal(2, k, n).Map(MathF.Round);
        Tensor<float> product = Oracle.Product(a, b);
        LoopOrder.Multiply(a, b).ShouldEqual(product);
        RowVectors.Multiply(a, b).ShouldEqual(product);
        RegisterTile.Multiply(a, b).ShouldEqual(product);
        PackedPanel.Multiply(a, b).ShouldEqual(product);
        SimdMatmul.Multiply(a, b).ShouldEqual(product);
    }

    [Fact]
    public void A_tile_needs_fewer_loads_and_stores_than_rows()
    {
        const int rows = 6, vectors = 2, multiplyAdds = rows * vectors;
        (rows + vectors, multiplyAdds).ShouldBe((8, 12));
        (2 * multiplyAdds).ShouldBe(24);
        ((1000 + 5) / 6).ShouldBe(167);
    }
}

/// <summary>What the hints of the lesson's tasks make, one after another.</summary>
internal static class LoopOrder
{
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/7-SimdMatmul/README.md: Your task
        // katas/7-SimdMatmul/README.md: 1. Change the order of the loops, block 1
        return c;
    }

    // katas/7-SimdMatmul/README.md: 1. Change the order of the loops, block 2

    // katas/7-SimdMatmul/SimdMatmul.cs: Dimensions
}

internal static class RowVectors
{
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/7-SimdMatmul/README.md: Your task
        // katas/7-SimdMatmul/README.md: 1. Change the order of the loops, block 1
        return c;
    }

    // katas/7-SimdMatmul/README.md: 2. See rows as vectors

    // katas/7-SimdMatmul/SimdMatmul.cs: Dimensions
}

internal static class RegisterTile
{
    // katas/7-SimdMatmul/README.md: 3. Keep a tile in registers, block 2

    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/7-SimdMatmul/README.md: Your task
        // katas/7-SimdMatmul/README.md: 3. Keep a tile in registers, block 1
        return c;
    }

    // katas/7-SimdMatmul/README.md: 3. Keep a tile in registers, block 3

    // katas/7-SimdMatmul/README.md: 3. Keep a tile in registers, block 4

    // katas/7-SimdMatmul/README.md: 2. See rows as vectors

    // katas/7-SimdMatmul/SimdMatmul.cs: Dimensions
}

internal static class PackedPanel
{
    // katas/7-SimdMatmul/README.md: 3. Keep a tile in registers, block 2

    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/7-SimdMatmul/README.md: Your task
        // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 1
        return c;
    }

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 2

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 3

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 4

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 5

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 6

    // katas/7-SimdMatmul/SimdMatmul.cs: Dimensions
}

/// <summary>The kata with all hints of the lesson pasted in, up to the last task.</summary>
public static class SimdMatmul
{
    // katas/7-SimdMatmul/README.md: 3. Keep a tile in registers, block 2

    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/7-SimdMatmul/README.md: Your task
        // katas/7-SimdMatmul/README.md: 5. If you like, use all cores
        return c;
    }

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 2

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 3

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 4

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 5

    // katas/7-SimdMatmul/README.md: 4. Pack a panel of B, block 6

    // katas/7-SimdMatmul/SimdMatmul.cs: Dimensions
}
