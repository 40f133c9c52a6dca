using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Katas.Tests;

/// <summary>
/// Runs laws in the order in which they are written, from the easiest to the hardest, shared ones first; classes likewise.
/// </summary>
public sealed class DeclarationOrder : ITestMethodOrderer, ITestClassOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass =>
        [.. testClasses.OrderBy(test => test is IXunitTestClass { Class: var type } ? type.MetadataToken : 0)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(test => test is IXunitTestMethod { Method: var method } ? Of(method) : default)];

    /// <summary>Gets what puts the laws of one class in order: shared before special, then as written.</summary>
    public static (int Depth, int Place) Of(MethodInfo law) => (Depth(law.DeclaringType!), law.MetadataToken);

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
