using System.Reflection;
using Xunit.v3;

namespace Katas.Tests;

/// <summary>Runs laws in the order in which they are written, from the easiest to the hardest, shared ones first.</summary>
public sealed class DeclarationOrder : ITestMethodOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods) where TTestMethod : notnull, Xunit.Sdk.ITestMethod =>
        [.. testMethods.OrderBy(test => test is IXunitTestMethod { Method: var method } ? Of(method) : default)];

    /// <summary>Gets what puts the laws of one class in order: shared before special, then as written.</summary>
    public static (int Depth, int Place) Of(MethodInfo law) => (Depth(law.DeclaringType!), law.MetadataToken);

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
