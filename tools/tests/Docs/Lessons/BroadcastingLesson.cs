namespace Katas.Tests;

public sealed class BroadcastingLesson
{
    [Fact]
    public void Shapes_are_aligned_at_the_last_axis()
    {
        Shape([3, 1], [2]).ShouldBe([3, 2]);
        Shape([2, 3, 4], [1, 4]).ShouldBe([2, 3, 4]);
        Shape([3], []).ShouldBe([3]);
        Shape([1], [0]).ShouldBe([0]);
        Should.Throw<ArgumentException>(() => Shape([4, 3], [4]));
    }

    [Fact]
    public void Strides_are_0_where_a_tensor_is_stretched()
    {
        Strides([3, 1], 2).ShouldBe([1, 0]);
        Strides([2], 2).ShouldBe([0, 1]);
        Strides([2, 3, 4], 3).ShouldBe([12, 4, 1]);
    }

    [Fact]
    public void The_hints_together_broadcast()
    {
        Tensor<float> a = [[1], [2], [3]], b = [10, 20];
        Apply(a, b, (x, y) => x + y).ShouldEqual(Broadcasting.Add(a, b));
        a = Tensor.RandomNormal(1, 3, 1, 4);
        b = Tensor.RandomNormal(2, 2, 3, 5, 1);
        Apply(a, b, (x, y) => x * y).ShouldEqual(Broadcasting.Multiply(a, b));
        Apply(1, 2, (x, y) => x + y).ShouldEqual(3);
        Unsqueeze([1, 2, 3], -1).ShouldEqual([[1], [2], [3]]);
        Unsqueeze([1, 2, 3], 0).ShouldEqual([[1, 2, 3]]);
        Matmul([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]).ShouldEqual([[58, 64], [139, 154]]);
    }

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

    private static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Apply(a, b, (x, y) => x * y);

    private static Tensor<float> Matmul(Tensor<float> a, Tensor<float> b)
    {
        (int inner, int columns, int i) = (b.Shape[0], b.Shape[1], 0);
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], columns);
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
}
