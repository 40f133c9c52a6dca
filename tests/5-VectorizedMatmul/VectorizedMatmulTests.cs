namespace Katas.Tests;

public sealed class VectorizedMatmulTests() : VectorizedMatmulLaws(VectorizedMatmul.Multiply);

public sealed class VectorizedMatmulContractTests() : MatmulContract(VectorizedMatmul.Multiply);
