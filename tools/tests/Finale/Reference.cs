using Katas.Finale;

namespace Katas.Tests;

/// <summary>What the reference solutions give, with the real data.</summary>
internal static class Reference
{
    public static Mnist Mnist { get; } = Implementations.Reference.Load(MnistFile.Path);

    public static StageFunctions Functions { get; } = new(Implementations.Reference.Matmul[0].Multiply,
        Implementations.Reference.Elementwise, Implementations.Reference.FrobeniusNorm, Implementations.Reference.Broadcasting,
        Implementations.Reference.LogSoftmax);
}
