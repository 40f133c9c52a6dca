using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Xunit.Sdk;


namespace Katas.Tests;

/// <summary>Runs a law on a thread of its own, so that an implementation that never returns is named instead of waited for.</summary>
internal sealed class Watchdog(Type laws, string law, TimeSpan limit)
{
    private static readonly ConcurrentDictionary<Type, string> Hung = [];

    private object? input;
    private long started;   // 0 between two inputs

    /// <summary>Runs the check of a whole law; every input that it tries goes through <see cref="Time"/>.</summary>
    /// <exception cref="Hang">An input took longer than the limit, or a law before this one hung and still does.</exception>
    public void Run(Action check)
    {
        if (Hung.TryGetValue(laws, out string? other))
            throw new Hang(null, $"not run, because the code still hangs in the law \"{LawBroken.Sentence(other)}\". Look there first.");

        ExceptionDispatchInfo? thrown = null;
        Thread worker = new(() =>
        {
            try
            {
                check();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        })
        { IsBackground = true };

        worker.Start();
        while (!worker.Join(millisecondsTimeout: 50))
            if (Volatile.Read(ref started) is not 0 and var start && Stopwatch.GetElapsedTime(start) > limit && !Debugger.IsAttached)
            {
                Hung[laws] = law;
                throw new Hang(input, $"no result after {limit.TotalSeconds:0} seconds: does a loop ever end?");
            }
        thrown?.Throw();
    }

    /// <summary>Runs the law on one input, on the clock.</summary>
    public void Time(object? input, Action action)
    {
        this.input = input;
        Volatile.Write(ref started, Stopwatch.GetTimestamp());
        action();
        Volatile.Write(ref started, 0);
    }
}

/// <summary>Is thrown when an implementation does not return.</summary>
internal sealed class Hang(object? input, string message) : Exception(message)
{
    public object? Input => input;
}
