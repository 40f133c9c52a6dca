namespace Katas.Tests;

public sealed class ElementwiseTests() : ElementwiseLaws(ElementwiseContractTests.Operations);

public sealed class ElementwiseContractTests() : ElementwiseContract(Operations)
{
    internal static ElementwiseOperations Operations { get; } = new(
        Elementwise.Add, Elementwise.Subtract, Elementwise.Multiply, Elementwise.Divide,
        Elementwise.GreaterThan, Elementwise.LessThan, Elementwise.EqualTo, Elementwise.Mean);
}

public sealed class ElementwiseLimitsTests() : ElementwiseLimits(ElementwiseContractTests.Operations);

public sealed class ElementwiseNarrowerVectorsTests : NarrowerVectors;
