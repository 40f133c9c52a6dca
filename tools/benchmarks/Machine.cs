using BenchmarkDotNet.Environments;

namespace Katas.Benchmarks;

/// <summary>Tells on what machine this runs.</summary>
internal static class Machine
{
    private static readonly HostEnvironmentInfo Host = HostEnvironmentInfo.GetCurrent();

    /// <summary>Gets the processor's own name, without what would not do in a file name.</summary>
    public static string Cpu { get; } = string.Concat((Host.Cpu.Value?.ProcessorName ?? "Unknown processor").Split(Path.GetInvalidFileNameChars())).Trim();

    /// <summary>Tells the operating system, processor and runtime in a line.</summary>
    public static string Description(Python? python) => string.Join("; ", Host.ToFormattedString()
        .Append(python?.Version ?? "no Python with NumPy").Append(OpenBlas.Find()?.Version ?? "no OpenBLAS"));
}
