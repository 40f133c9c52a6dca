namespace Katas.Tests;

public sealed class NaiveMatmulTests() : MatmulLaws(NaiveMatmul.Multiply);

public sealed class NaiveMatmulContractTests() : MatmulContract(NaiveMatmul.Multiply);

public sealed class NaiveMatmulLimitsTests() : LargeMatmulLimits(NaiveMatmul.Multiply);

public sealed class NaiveMatmulCallersTests() : MatmulCallers(NaiveMatmul.Multiply);

public sealed class NaiveMatmulNarrowerVectorsTests : NarrowerVectors;
