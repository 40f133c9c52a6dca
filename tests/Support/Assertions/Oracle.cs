using System.Numerics.Tensors;

namespace Katas.Tests;

/// <summary>Computes what is right, in double precision and by the definition, independently of every kata.</summary>
public static class Oracle
{
    /// <summary>The unit roundoff of float, u = 2^-24: half the distance from 1 to the next number.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>Computes the Frobenius norm, the root of the sum of the squares of all elements.</summary>
    public static double Norm(Tensor<float> m)
    {
        double sum = 0;
        foreach (float element in m.AsSpan())
            sum += (double)element * element;
        return Math.Sqrt(sum);
    }

    /// <summary>Computes C = A B in float, which is exact for whole numbers if every sum |a| |b| is at most 2^24.</summary>
    public static Tensor<float> Product(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> product = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                TensorPrimitives.MultiplyAdd(b.Row(k), a[i, k], product.Row(i), product.Row(i));
        return product;
    }

    /// <summary>
    /// Computes C = A B of real numbers, with the bound that every order of summation keeps: |C - c| &lt;= gamma_K sum |a| |b|, where
    /// gamma_K = K u / (1 - K u) and u = 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 3.13).
    /// </summary>
    public static Bounded RealProduct(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = (a.Shape[0], a.Shape[1], b.Shape[1]);
        double gamma = inner * UnitRoundoff / (1 - inner * UnitRoundoff);
        Bounded product = new(Tensor.Zeros<double>(rows, columns), Tensor.Zeros<double>(rows, columns));
        Span<double> row = new double[columns];
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
            {
                TensorPrimitives.ConvertChecked<float, double>(b.Row(k), row);
                TensorPrimitives.Multiply(row, a[i, k], row);
                TensorPrimitives.Add(product.Value.Row(i), row, product.Value.Row(i));
                TensorPrimitives.Abs(row, row);
                TensorPrimitives.MultiplyAdd(row, gamma, product.Error.Row(i), product.Error.Row(i));
            }
        return product;
    }
}

/// <summary>A result, and how far a right one may be from it.</summary>
public sealed record Bounded(Tensor<double> Value, Tensor<double> Error)
{
    /// <summary>Gets the value rounded to float.</summary>
    public Tensor<float> Rounded => Value.Map(x => (float)x);
}
