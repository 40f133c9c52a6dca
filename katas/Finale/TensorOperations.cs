namespace Katas.Finale;

/// <summary>Moves and converts elements, which no stage does.</summary>
internal static class TensorOperations
{
    /// <summary>Makes a tensor of one and the same number.</summary>
    public static Tensor<float> Fill(float value, params ReadOnlySpan<int> shape) => Tensor.Zeros<float>(shape).Map(_ => value);

    /// <summary>Applies a function to each element.</summary>
    public static Tensor<float> Map<T>(this Tensor<T> x, Func<T, float> function) where T : unmanaged
    {
        Tensor<float> mapped = Tensor.Zeros<float>(x.Shape);
        for (int i = 0; i < x.Length; i++)
            mapped.AsSpan()[i] = function(x.AsSpan()[i]);
        return mapped;
    }

    /// <summary>Converts a mask: 1 where it is true, 0 elsewhere.</summary>
    public static Tensor<float> ToFloat(this Tensor<bool> mask) => mask.Map(truth => truth ? 1f : 0f);

    /// <summary>Makes a row for each label: 1 at its place, 0 elsewhere.</summary>
    public static Tensor<float> OneHot(this Tensor<long> labels, int classes)
    {
        Tensor<float> rows = Tensor.Zeros<float>(labels.Length, classes);
        for (int i = 0; i < labels.Length; i++)
            rows[i, (int)labels[i]] = 1;
        return rows;
    }

    /// <summary>Copies a matrix of shape (m, n) to one of shape (n, m).</summary>
    public static Tensor<float> Transpose(this Tensor<float> matrix)
    {
        Tensor<float> transposed = Tensor.Zeros<float>(matrix.Shape[1], matrix.Shape[0]);
        for (int i = 0; i < matrix.Shape[0]; i++)
            for (int j = 0; j < matrix.Shape[1]; j++)
                transposed[j, i] = matrix[i, j];
        return transposed;
    }

    /// <summary>Copies some images and their labels, in the order given.</summary>
    public static Split Take(this Split split, ReadOnlySpan<int> indices)
    {
        Split taken = new(Tensor.Zeros<float>(indices.Length, split.Images.Shape[1]), Tensor.Zeros<long>(indices.Length));
        for (int i = 0; i < indices.Length; i++)
        {
            split.Images.Row(indices[i]).CopyTo(taken.Images.Row(i));
            taken.Labels[i] = split.Labels[indices[i]];
        }
        return taken;
    }

    /// <summary>Finds the index of the largest element of each row.</summary>
    public static Tensor<float> LargestInRow(this Tensor<float> matrix) => matrix.EachRow(row => Array.IndexOf(row, row.Max()));

    private static Tensor<float> EachRow(this Tensor<float> matrix, Func<float[], float> function)
    {
        Tensor<float> results = Tensor.Zeros<float>(matrix.Shape[0]);
        for (int i = 0; i < results.Length; i++)
            results[i] = function(matrix.Row(i).ToArray());
        return results;
    }
}
