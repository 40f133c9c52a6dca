namespace Katas.Tests;

public sealed class SimdMatmulTests() : SimdMatmulLaws(SimdMatmul.Multiply);

public sealed class SimdMatmulContractTests() : MatmulContract(SimdMatmul.Multiply);
