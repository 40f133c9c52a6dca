using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Katas.Tests;

/// <summary>Runs a learner's code on a thread of its own, so that code that never returns is reported and not waited for.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly SemaphoreSlim begin = new(0), end = new(0);
    private Action? next;
    private Exception? thrown;

    public Watchdog() => new Thread(RunEach) { IsBackground = true }.Start();

    /// <summary>Runs code, and passes on what it throws.</summary>
    /// <exception cref="HangException">The code took longer than the limit; it still runs.</exception>
    public void Run(Action code, TimeSpan limit)
    {
        next = code;
        begin.Release();
        if (!end.Wait(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : limit))
            throw HangException.Endless(limit);
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    public void Dispose()
    {
        next = null;
        begin.Release();
    }

    private void RunEach()
    {
        for (begin.Wait(); next is { } code; begin.Wait())
        {
            try
            {
                thrown = null;
                code();
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
            end.Release();
        }
    }
}
