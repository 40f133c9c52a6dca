namespace Katas.Tests;

public sealed class BroadcastingLesson
{
    [Fact]
    public void Shapes_are_aligned_at_the_last_axis()
    {
        Shape([4, 1], [4]).ShouldBe([4, 4]);
        Shape([100, 10], [10]).ShouldBe([100, 10]);
        Shape([2, 3, 4], [1, 4]).ShouldBe([2, 3, 4]);
        Shape([4, 3], [4, 1]).ShouldBe([4, 3]);
        Shape([5, 1, 3], [4, 1]).ShouldBe([5, 4, 3]);
        Shape([3], []).ShouldBe([3]);
        Shape([1], [0]).ShouldBe([0]);
        Shape([100, 1], [100]).ShouldBe([100, 100]);
        Should.Throw<ArgumentException>(() => Shape([4, 3], [4]));
    }

    [Fact]
    public void Strides_are_0_where_a_tensor_is_stretched()
    {
        Strides([4, 4], 2).ShouldBe([4, 1]);
        Strides([4, 1], 2).ShouldBe([1, 0]);
        Strides([4], 2).ShouldBe([0, 1]);
        Strides([], 2).ShouldBe([0, 0]);
        Strides([2, 3, 4], 3).ShouldBe([12, 4, 1]);
        Strides([3, 1], 3).ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void A_row_as_a_column_times_B_are_the_products_of_a_row_of_C()
    {
        Tensor<float> b = [[7, 8], [9, 10], [11, 12]];
        Multiply(Unsqueeze([4, 5, 6], -1), b).ShouldEqual([[28, 32], [45, 50], [66, 72]]);
    }

    [Fact]
    public void The_hints_together_broadcast()
    {
        Add([[1], [2], [3], [4]], [4, 5, 6, 7]).ShouldEqual([[5, 6, 7, 8], [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 11]]);
        Tensor<float> a = Tensor.RandomNormal(1, 3, 1, 4), b = Tensor.RandomNormal(2, 2, 3, 5, 1);
        Multiply(a, b).ShouldEqual(Broadcasting.Multiply(a, b));
        Add(1, 2).ShouldEqual(3);
        Unsqueeze([1, 2, 3], -1).ShouldEqual([[1], [2], [3]]);
        Unsqueeze([1, 2, 3], 0).ShouldEqual([[1, 2, 3]]);
        Should.Throw<ArgumentException>(() => Unsqueeze([1, 2, 3], 2)).ParamName.ShouldBe("axis");
        Matmul([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]).ShouldEqual([[58, 64], [139, 154]]);
    }

    public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Apply(a, b, (x, y) => x + y);

    private static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Apply(a, b, (x, y) => x * y);

    private static int[] Shape(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int[] shape = new int[Math.Max(a.Length, b.Length)];
        for (int axis = 1; axis <= shape.Length; axis++)
        {
            int p = axis <= a.Length ? a[^axis] : 1, q = axis <= b.Length ? b[^axis] : 1;
            if (p != q && p != 1 && q != 1)
                throw new ArgumentException($"The shapes {Tensor.Format(a)} and {Tensor.Format(b)} do not fit.", nameof(b));
            shape[^axis] = p == 1 ? q : p;
        }
        return shape;
    }

    private static Tensor<float> Unsqueeze(Tensor<float> a, int axis)
    {
        if (axis < -a.Rank - 1 || axis > a.Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{Tensor.Format(a.Shape)} has no place for an axis there.");
        int at = axis < 0 ? axis + a.Rank + 1 : axis;
        return a.Reshape([.. a.Shape[..at], 1, .. a.Shape[at..]]);
    }

    private static int[] Strides(ReadOnlySpan<int> shape, int rank)
    {
        int[] strides = new int[rank];
        for (int axis = 1, stride = 1; axis <= shape.Length; axis++)
        {
            strides[^axis] = shape[^axis] == 1 ? 0 : stride;
            stride *= shape[^axis];
        }
        return strides;
    }

    private static Tensor<float> Apply(Tensor<float> a, Tensor<float> b, Func<float, float, float> operation)
    {
        int[] shape = Shape(a.Shape, b.Shape), aStrides = Strides(a.Shape, shape.Length), bStrides = Strides(b.Shape, shape.Length);
        Tensor<float> result = Tensor.Zeros<float>(shape);
        for (int number = 0; number < result.Length; number++)
        {
            int p = 0, q = 0, rest = number;
            for (int axis = 1; axis <= shape.Length; axis++)
            {
                (rest, int index) = Math.DivRem(rest, shape[^axis]);
                p += index * aStrides[^axis];
                q += index * bStrides[^axis];
            }
            result.AsSpan()[number] = operation(a.AsSpan()[p], b.AsSpan()[q]);
        }
        return result;
    }

    private static Tensor<float> Matmul(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        int i = 0;
        foreach (Tensor<float> row in a)
        {
            Tensor<float> products = Multiply(Unsqueeze(row, -1), b);
            for (int k = 0; k < inner; k++)
                for (int j = 0; j < columns; j++)
                    c[i, j] += products[k, j];
            i++;
        }
        return c;
    }

    private static (int Rows, int Inner, int Columns) Dimensions(Tensor<float> a, Tensor<float> b) =>
        (a.Shape[0], a.Shape[1], b.Shape[1]);
}

public sealed class SubtractLaws : Laws
{
    [Law]
    public void Subtracting_is_adding_the_opposite(Broadcastable x) =>
        Broadcasting.Subtract(x.A, x.B).ShouldEqual(Broadcasting.Add(x.A, Broadcasting.Multiply(x.B, -1)));

    /// <summary>What a learner has after the exercise.</summary>
    private static class Broadcasting
    {
        public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Katas.Broadcasting.Add(a, b);

        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Katas.Broadcasting.Multiply(a, b);

        public static Tensor<float> Subtract(Tensor<float> a, Tensor<float> b) => Broadcast.Result((x, y) => x - y, a, b);
    }
}
