namespace Katas.Tests;

/// <summary>What a multiplication of whole rows and columns can get wrong beyond three loops: which row meets which column.</summary>
public class VectorizedMatmulLaws(TensorOperation multiply) : MatmulLaws(multiply)
{
    private static readonly Multipliable<Whole> TensAndOnes = new([[0, 1], [10, 1], [20, 1]], [[1, 1, 1, 1], [0, 1, 2, 3]]);

    [Law(Of = nameof(TensAndOnes))]
    public void Row_2_times_column_3_is_23(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual([[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]]);
}
