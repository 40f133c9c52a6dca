namespace Katas.Tests;

/// <summary>What laws, generators and shrinkers need to do with tensors, kept apart from every kata.</summary>
public static class TensorTools
{
    /// <summary>Makes a tensor with the same shape and its own elements.</summary>
    public static Tensor<T> Copy<T>(this Tensor<T> tensor) where T : unmanaged
    {
        Tensor<T> copy = Tensor.Zeros<T>(tensor.Shape);
        tensor.AsSpan().CopyTo(copy.AsSpan());
        return copy;
    }

    /// <summary>Applies a function to every element.</summary>
    public static Tensor<TResult> Map<T, TResult>(this Tensor<T> tensor, Func<T, TResult> function)
        where T : unmanaged where TResult : unmanaged
    {
        Tensor<TResult> result = Tensor.Zeros<TResult>(tensor.Shape);
        for (int i = 0; i < result.Length; i++)
            result.AsSpan()[i] = function(tensor.AsSpan()[i]);
        return result;
    }

    /// <summary>Applies a function to the pairs of elements of two tensors of one shape.</summary>
    public static Tensor<T> Zip<T>(this Tensor<float> a, Tensor<float> b, Func<float, float, T> function) where T : unmanaged
    {
        Tensor<T> result = Tensor.Zeros<T>(a.Shape);
        for (int i = 0; i < result.Length; i++)
            result.AsSpan()[i] = function(a.AsSpan()[i], b.AsSpan()[i]);
        return result;
    }

    /// <summary>Swaps rows and columns of a matrix.</summary>
    public static Tensor<float> Transpose(this Tensor<float> matrix) =>
        Matrices.Of(matrix.Shape[1], matrix.Shape[0], (i, j) => matrix[j, i]);

    /// <summary>Puts the rows of one matrix above those of another.</summary>
    public static Tensor<float> Above(this Tensor<float> top, Tensor<float> bottom)
    {
        Tensor<float> stacked = Tensor.Zeros<float>(top.Shape[0] + bottom.Shape[0], top.Shape[1]);
        top.AsSpan().CopyTo(stacked.AsSpan());
        bottom.AsSpan().CopyTo(stacked.AsSpan()[top.Length..]);
        return stacked;
    }

    /// <summary>Turns an offset in row-major order into an index: offset 4 of shape (2, 3) is [1, 1]; a scalar has none.</summary>
    public static void SetIndex(Span<int> index, ReadOnlySpan<int> shape, int offset)
    {
        for (int axis = shape.Length - 1; axis >= 0; axis--)
            (offset, index[axis]) = Math.DivRem(offset, shape[axis]);
    }

    /// <summary>Cuts one axis to the given range, and fills what lies beyond its end with ones.</summary>
    public static Tensor<float> Cut(this Tensor<float> tensor, int axis, int start, int count)
    {
        int[] shape = tensor.Shape.ToArray();
        int size = shape[axis], inner = 1;
        foreach (int dimension in shape.AsSpan(axis + 1))
            inner *= dimension;
        shape[axis] = count;
        Tensor<float> cut = Tensor.Zeros<float>(shape);
        for (int i = 0; i < cut.Length; i++)
        {
            (int outer, int rest) = Math.DivRem(i, count * inner);
            int source = start * inner + rest;
            cut.AsSpan()[i] = source < size * inner ? tensor.AsSpan()[outer * size * inner + source] : 1;
        }
        return cut;
    }
}
