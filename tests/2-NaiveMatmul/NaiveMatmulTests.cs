namespace Katas.Tests;

public sealed class NaiveMatmulTests() : MatmulLaws(NaiveMatmul.Multiply);

public sealed class NaiveMatmulContractTests() : MatmulContract(NaiveMatmul.Multiply);
