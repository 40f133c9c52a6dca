namespace Katas.Tests;

public sealed class VectorizedMatmulTests() : VectorizedMatmulLaws(VectorizedMatmul.Multiply);

public sealed class VectorizedMatmulContractTests() : MatmulContract(VectorizedMatmul.Multiply);

public sealed class VectorizedMatmulLimitsTests() : LargeMatmulLimits(VectorizedMatmul.Multiply);

public sealed class VectorizedMatmulCallersTests() : MatmulCallers(VectorizedMatmul.Multiply);

public sealed class VectorizedMatmulNarrowerVectorsTests : NarrowerVectors;
