using System.Numerics;

namespace Katas.Tests;

public sealed class SimdMatmulLesson
{
    [Fact]
    public void One_number_of_A_times_four_of_B_is_added_to_four_of_C() =>
        SimdMatmul.Multiply([[2, 1]], [[1, 3, 5, 7], [10, 10, 10, 10]]).ShouldEqual([[12, 16, 20, 24]]);

    [Fact]
    public void Vectors_come_from_spans_and_go_back()
    {
        int i = 0, j = 1, k = 0, end = j + Vector<float>.Count;
        Tensor<float> a = [[2]], c = Tensor.RandomNormal(0, 1, end), before = c.Copy();
        Vector<float> x = new(a[i, k]);                  // the same number in every lane
        Vector<float> sum = new(c.Row(i)[j..]);          // Vector<float>.Count elements from j on
        sum.CopyTo(c.Row(i)[j..]);                       // and back
        x.ShouldBe(Vector.Create(2f));
        sum[Vector<float>.Count - 1].ShouldBe(c[0, end - 1]);
        c.ShouldEqual(before);
        Should.Throw<Exception>(() => new Vector<float>(before.Row(i)[(j + 1)..]));
    }
}
