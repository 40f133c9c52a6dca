namespace Katas;

/// <summary>Computes a tensor from two: a sum, a product, a matrix product.</summary>
public delegate Tensor<float> TensorOperation(Tensor<float> a, Tensor<float> b);
