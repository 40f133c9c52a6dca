namespace Katas.Tests;

/// <summary>
/// Remembers what each call returned, so that a report can say when a result has changed since. It must not: a later call that writes
/// into it, or a thread that still computes it, would show as a wrong number somewhere else.
/// </summary>
public static class Returned
{
    [ThreadStatic]
    private static List<IResult>? results;

    private interface IResult
    {
        public string? Change { get; }
    }

    /// <summary>Remembers a result, if it is a law that asks for it.</summary>
    public static Tensor<T> Keep<T>(Tensor<T> result) where T : unmanaged
    {
        if (result is not null)
            results?.Add(new Result<T>(result, result.Copy()));
        return result!;
    }

    /// <summary>Gets a result as it was returned, or as it is if nobody remembers it.</summary>
    internal static Tensor<T> AsItWas<T>(Tensor<T> result) where T : unmanaged =>
        results?.OfType<Result<T>>().FirstOrDefault(kept => ReferenceEquals(kept.Live, result))?.AsReturned ?? result;

    /// <summary>Begins anew, on this thread.</summary>
    internal static void Forget() => results = [];

    /// <summary>Gets what can tell, at any time and on any thread, which of the results so far has changed: null if none has.</summary>
    internal static Func<string?> Changes()
    {
        IResult[] all = [.. results ?? []];
        return () =>
        {
            for (int i = 0; i < all.Length; i++)
                if (all[i].Change is { } change)
                    return i == all.Length - 1
                        ? $"the result {change} since the call returned it:\nis a thread or a task still at work that was not waited for?"
                        : $"the result of call {i + 1} of {all.Length} {change} since:\ndo calls return the same memory?";
            return null;
        };
    }

    private sealed record Result<T>(Tensor<T> Live, Tensor<T> AsReturned) : IResult where T : unmanaged
    {
        public string? Change
        {
            get
            {
                Tensor<T> now = Live.Copy();
                for (int i = 0; i < now.Length; i++)
                    if (!EqualityComparer<T>.Default.Equals(now.AsSpan()[i], AsReturned.AsSpan()[i]))
                        return $"has changed from {Assertions.Show(AsReturned.AsSpan()[i])} to {Assertions.Show(now.AsSpan()[i])} "
                            + $"at {Assertions.Index(i, now.Shape)}";
                return null;
            }
        }
    }
}
