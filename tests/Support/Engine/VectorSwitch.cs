using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Katas.Tests;

/// <summary>
/// A switch of the .NET runtime that makes this machine one with narrower vectors, or with none: an environment variable that is 0.
/// </summary>
/// <param name="Off">What is switched off.</param>
public sealed record VectorSwitch(string Off)
{
    private static readonly VectorSwitch
        avx512 = new("AVX-512") { Variable = "DOTNET_EnableAVX512", IsOn = Vector512.IsHardwareAccelerated },
        avx2 = new("AVX2") { Variable = "DOTNET_EnableAVX2", IsOn = Avx2.IsSupported },
        all = new("all hardware vectors") { Variable = "DOTNET_EnableHWIntrinsic", IsOn = Vector128.IsHardwareAccelerated };

    private static readonly VectorSwitch[] every = [avx512, avx2, all];

    /// <summary>Gets those that change something on this machine: all three with AVX-512, the last alone on Arm64.</summary>
    public static IEnumerable<VectorSwitch> Switches => every.Where(vectors => vectors.IsOn);

    /// <summary>Gets what is to be said of this process: "with AVX2 switched off"; null if nothing is.</summary>
    public static string? OfThisProcess =>
        every.LastOrDefault(vectors => Environment.GetEnvironmentVariable(vectors.Variable) == "0") is { Off: var off }
            ? $"with {off} switched off" : null;

    internal string Variable { get; private init; } = "";

    private bool IsOn { get; init; }
}
