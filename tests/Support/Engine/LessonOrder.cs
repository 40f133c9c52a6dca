using System.Collections.Concurrent;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Katas.Tests;

/// <summary>
/// Runs laws in the order of the lesson, so that the first broken law belongs to the first unfinished task. The laws of a task are a test
/// collection. Within a task, classes run in the order in which they are written, and so do the laws of a class, shared ones first.
/// </summary>
public sealed class LessonOrder : ITestCollectionOrderer, ITestClassOrderer, ITestMethodOrderer
{
    private static readonly ConcurrentDictionary<Assembly, LessonLaws> Lessons = [];

    private static readonly ConcurrentDictionary<(IXunitTestAssembly, int Task), TaskCollection> Collections = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(test => test is TaskCollection { Task: var task } ? task : 0)];

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

    /// <summary>Puts a law into the collection of its task.</summary>
    internal static IXunitTestMethod InItsTask(IXunitTestMethod law)
    {
        (Type type, IXunitTestAssembly assembly) = (law.TestClass.Class, law.TestClass.TestCollection.TestAssembly);
        LessonLaws lesson = Lessons.GetOrAdd(type.Assembly, LessonOf);
        int task = lesson.TaskOf(type.Name, law.Method.Name) ?? int.MaxValue;
        TaskCollection collection = Collections.GetOrAdd((assembly, task), key => new(assembly, key.Task));
        return new XunitTestMethod(new XunitTestClass(type, collection), law.Method, law.TestMethodArguments);
    }

    private static LessonLaws LessonOf(Assembly laws)
    {
        string path = Laws.KataOf(laws).Split('/') is [_, var stage, _] ? Path.Combine(Repository.Root, "katas", stage, "README.md") : "";
        return new(File.Exists(path) ? File.ReadAllText(path) : "");
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;

    /// <summary>The laws of a task, one after another.</summary>
    private sealed class TaskCollection(IXunitTestAssembly assembly, int task)
        : XunitTestCollection(assembly, collectionDefinition: null, disableParallelization: false, $"Task {task}")
    {
        public int Task => task;
    }
}
