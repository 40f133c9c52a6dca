using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using NumSharp;

namespace Katas.Benchmarks;

/// <summary>Multiplies with what others wrote. Each gets the matrices in its own form, and makes a new result, as ours do.</summary>
internal static class Peers
{
    public static IEnumerable<Contender> All =>
    [
        new("TensorPrimitives.Dot", Dot, 2048),
        new("TensorPrimitives.MultiplyAddEstimate", MultiplyAdd, 2048),
        new("MathNet.Numerics, all cores", MathNet, 1024),
        new(NumSharpName, NumSharp, 2048),
        .. Blas.All.SelectMany(blas => blas.Contenders),
#if TORCH
        .. Torch.Contenders,
#endif
    ];

    public const string NumSharpName = "NumSharp";

    /// <summary>NumSharp, a NumPy for .NET, multiplies in managed code on one thread.</summary>
    public static Func<object> NumSharp(Tensor<float> a, Tensor<float> b)
    {
        NDArray left = Array(a), right = Array(b);
        return () =>
        {
            NDArray c = np.matmul(left, right);
            return () => c.ToArray<float>();
        };

        static NDArray Array(Tensor<float> matrix) => np.array(matrix.AsSpan().ToArray()).reshape(matrix.Shape[0], matrix.Shape[1]);
    }

    /// <summary>Multiplies each row of A with each row of B transposed.</summary>
    private static Func<object> Dot(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> bTransposed = Tensor.Of(Transposed(b).ToRowMajorArray(), b.Shape[1], b.Shape[0]);
        return () =>
        {
            Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
            for (int i = 0; i < c.Shape[0]; i++)
                for (int j = 0; j < c.Shape[1]; j++)
                    c[i, j] = TensorPrimitives.Dot<float>(a.Row(i), bTransposed.Row(j));
            return c;
        };
    }

    /// <summary>Adds to each row of C the rows of B, each times an element of A.</summary>
    private static Func<object> MultiplyAdd(Tensor<float> a, Tensor<float> b) => () =>
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                TensorPrimitives.MultiplyAddEstimate<float>(b.Row(k), a[i, k], c.Row(i), c.Row(i));
        return c;
    };

    /// <summary>MathNet is column-major and takes our rows for columns, so Cᵀ = Bᵀ Aᵀ comes out in our order.</summary>
    private static Func<object> MathNet(Tensor<float> a, Tensor<float> b)
    {
        Matrix<float> aTransposed = Transposed(a), bTransposed = Transposed(b);
        return () => (bTransposed * aTransposed).AsColumnMajorArray();
    }

    private static Matrix<float> Transposed(Tensor<float> matrix) =>
        Matrix<float>.Build.Dense(matrix.Shape[1], matrix.Shape[0], matrix.AsSpan().ToArray());
}
