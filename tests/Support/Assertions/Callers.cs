using System.Runtime.ExceptionServices;

namespace Katas.Tests;

/// <summary>Calls code from several threads at once.</summary>
public static class Callers
{
    private const int Interleaved = 12, MostCalls = 20_000;

    /// <summary>
    /// Makes calls again and again, each of them on two threads, until each has been under way often enough while others began;
    /// every result is verified.
    /// </summary>
    /// <exception cref="Exception">What a call or a verification threw.</exception>
    public static void AtOnce<T>(params (Func<T> Call, Action<T> Verify)[] callers) => AtOnce(Interleaved, callers);

    /// <summary>Does the same until each call has been under way so many times while others began.</summary>
    public static void AtOnce<T>(int interleavings, params (Func<T> Call, Action<T> Verify)[] callers)
    {
        foreach ((Func<T> call, Action<T> verify) in callers)
            verify(call());   // one after another first: then buffers are as large as they will be

        int calls = 0, mostCalls = MostCalls / Interleaved * interleavings;
        int[] begun = new int[callers.Length], interleaved = new int[callers.Length];
        ExceptionDispatchInfo? thrown = null;
        using Barrier start = new(2 * callers.Length);
        Thread[] threads = [.. Enumerable.Range(0, 2 * callers.Length).Select(i =>
            new Thread(() => Repeat(i / 2)) { IsBackground = true })];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        thrown?.Throw();

        void Repeat(int caller)
        {
            start.SignalAndWait();
            while (interleaved.Min() < interleavings && Interlocked.Increment(ref calls) <= mostCalls && Volatile.Read(ref thrown) is null)
                try
                {
                    int others = BegunByOthers(caller);
                    Interlocked.Increment(ref begun[caller]);
                    T result = callers[caller].Call();
                    if (BegunByOthers(caller) != others)
                        Interlocked.Increment(ref interleaved[caller]);
                    Assertions.When("while another thread called it too:\nis something kept in a static field, or an operand changed?",
                        () => callers[caller].Verify(result));
                }
                catch (Exception exception)
                {
                    Volatile.Write(ref thrown, ExceptionDispatchInfo.Capture(exception));
                }
        }

        int BegunByOthers(int caller)
        {
            int sum = 0;
            for (int i = 0; i < begun.Length; i++)
                sum += i == caller ? 0 : Volatile.Read(ref begun[i]);
            return sum;
        }
    }
}
