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

    /// <summary>
    /// Runs an action while hardly any of the memory is left that the process may have: its System.GC.HeapHardLimit. What is taken is never
    /// touched, so that the machine has not to provide it.
    /// </summary>
    public static void WithLittleLeft(Action action)
    {
        const int Block = 16 << 20, BlocksLeft = 4;
        const long MostToTake = 4L << 30;
        if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > MostToTake)
            throw new InvalidOperationException("The process has no System.GC.HeapHardLimit, or a large one.");
        List<byte[]> taken = [];
        try
        {
            while (true)
                taken.Add(GC.AllocateUninitializedArray<byte>(Block));
        }
        catch (OutOfMemoryException)
        {
            taken.RemoveRange(0, Math.Min(BlocksLeft, taken.Count));
        }
        action();
        GC.KeepAlive(taken);
    }

    /// <summary>
    /// Asserts that calls keep nothing for later ones: that so many calls leave less than half of what each of them could keep. Once is
    /// enough, as first calls may make buffers that are used again, and other threads allocate as well; what is kept shows every time.
    /// </summary>
    public static void ShouldNotGrow(int calls, int bytesPerCall, Action<int> call)
    {
        const int Rounds = 20;
        long kept = long.MaxValue;
        for (int round = 0; round < Rounds && kept > (long)calls * bytesPerCall / 2; round++)
        {
            Returned.Forget();
            GC.Collect();
            long before = GC.GetTotalMemory(forceFullCollection: false);
            for (int i = 0; i < calls; i++)
                call(round * calls + i);
            Returned.Forget();   // what the laws themselves keep
            GC.Collect();
            kept = GC.GetTotalMemory(forceFullCollection: false) - before;
        }
        if (kept > (long)calls * bytesPerCall / 2)
            throw new Difference($"no more memory in use after another {calls} calls", $"{kept} bytes more",
                "something is kept in a static field, and grows: store nothing between calls");
    }
}
