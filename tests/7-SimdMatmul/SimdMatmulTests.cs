namespace Katas.Tests;

public sealed class SimdMatmulTests() : SimdMatmulLaws(SimdMatmul.Multiply);
