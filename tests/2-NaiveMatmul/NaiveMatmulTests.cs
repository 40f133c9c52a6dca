namespace Katas.Tests;

public sealed class NaiveMatmulTests() : MatmulLaws(NaiveMatmul.Multiply);
