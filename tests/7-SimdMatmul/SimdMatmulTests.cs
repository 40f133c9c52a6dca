namespace Katas.Tests;

public sealed class SimdMatmulTests() : SimdMatmulLaws(SimdMatmul.Multiply);

public sealed class SimdMatmulContractTests() : MatmulContract(SimdMatmul.Multiply);

public sealed class SimdMatmulLimitsTests() : LargeMatmulLimits(SimdMatmul.Multiply);

public sealed class SimdMatmulCallersTests() : MatmulCallers(SimdMatmul.Multiply);

public sealed class SimdMatmulNarrowerVectorsTests : NarrowerVectors;
