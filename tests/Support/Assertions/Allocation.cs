namespace Katas.Tests;

/// <summary>Measures memory.</summary>
public static class Allocation
{
    /// <summary>Gets how many bytes an action allocates on this thread.</summary>
    public static long Of(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Gets the least of ten times, as the first ones allocate what is used again.</summary>
    public static long LeastOf(Action action) => Enumerable.Range(0, 10).Min(_ => Of(action));
}
