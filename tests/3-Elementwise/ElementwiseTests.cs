namespace Katas.Tests;

public sealed class ElementwiseTests() : ElementwiseLaws(new(
    Elementwise.Add, Elementwise.Subtract, Elementwise.Multiply, Elementwise.Divide,
    Elementwise.GreaterThan, Elementwise.LessThan, Elementwise.EqualTo, Elementwise.Mean));
