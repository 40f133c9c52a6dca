using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using BenchmarkDotNet.Environments;

namespace Katas.Benchmarks;

/// <summary>Tells on what machine this runs.</summary>
internal static class Machine
{
    private static readonly HostEnvironmentInfo Host = HostEnvironmentInfo.GetCurrent();

    /// <summary>Gets the processor's own name and, as several generations may share it, the family and model of an x64 processor.</summary>
    public static string Cpu { get; } = (Host.Cpu.Value?.ProcessorName ?? "Unknown processor").Trim() + Generation();

    /// <summary>Gets the name without what would not do in a file name.</summary>
    public static string FileName { get; } = string.Concat(Cpu.Split([.. Path.GetInvalidFileNameChars(), '(', ')', ','])).Replace(' ', '-');

    /// <summary>Tells the operating system, processor and runtime in a line.</summary>
    public static string Description(Python? python) => string.Join("; ", Host.ToFormattedString()
        .Append(python?.Version ?? "no Python with NumPy").Concat(Blas.All.Select(blas => blas.Version)));

    /// <summary>Gets the commit that last changed files, which must be as they were committed.</summary>
    public static string CommitOf(string files)
    {
        if (Git($"status --porcelain -- {files}") is { Length: > 0 } changes)
            throw new InvalidOperationException($"Commit first: results name the commit that they measure.\n{changes}");
        return Git($"log -1 --format=%h --abbrev=10 -- {files}");
    }

    private static string Git(string arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private static string Generation()
    {
        if (!X86Base.IsSupported)
            return "";
        int signature = X86Base.CpuId(1, 0).Eax, family = (signature >> 8) & 15;
        int model = ((signature >> 4) & 15) | ((signature >> 12) & 240);
        if (family == 15)
            family += (signature >> 20) & 255;
        return string.Create(CultureInfo.InvariantCulture, $" (family {family}, model {model})");
    }
}
