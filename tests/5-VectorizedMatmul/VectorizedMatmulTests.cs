namespace Katas.Tests;

public sealed class VectorizedMatmulTests() : VectorizedMatmulLaws(VectorizedMatmul.Multiply);
