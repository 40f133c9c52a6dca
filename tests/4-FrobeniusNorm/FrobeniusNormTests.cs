namespace Katas.Tests;

public sealed class FrobeniusNormByLoopsTests() : FrobeniusNormLaws(FrobeniusNorm.ByLoops, FrobeniusNorm.ByElementwise);

public sealed class FrobeniusNormByElementwiseTests() : FrobeniusNormLaws(FrobeniusNorm.ByElementwise, FrobeniusNorm.ByLoops);
