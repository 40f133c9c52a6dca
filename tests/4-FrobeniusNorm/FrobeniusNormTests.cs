namespace Katas.Tests;

public sealed class FrobeniusNormByLoopsTests() : FrobeniusNormLaws(nameof(FrobeniusNorm.ByLoops), FrobeniusNorm.ByLoops);

public sealed class FrobeniusNormByElementwiseTests() : FrobeniusNormLaws(nameof(FrobeniusNorm.ByElementwise), FrobeniusNorm.ByElementwise);

public sealed class FrobeniusNormByLoopsContractTests() : FrobeniusNormContract(nameof(FrobeniusNorm.ByLoops), FrobeniusNorm.ByLoops);

public sealed class FrobeniusNormByElementwiseContractTests()
    : FrobeniusNormContract(nameof(FrobeniusNorm.ByElementwise), FrobeniusNorm.ByElementwise);

public sealed class FrobeniusNormAgreementTests() : FrobeniusNormAgreement(FrobeniusNorm.ByLoops, FrobeniusNorm.ByElementwise);

public sealed class FrobeniusNormByLoopsLimitsTests() : FrobeniusNormLimits(nameof(FrobeniusNorm.ByLoops), FrobeniusNorm.ByLoops);

public sealed class FrobeniusNormByElementwiseLimitsTests()
    : FrobeniusNormLimits(nameof(FrobeniusNorm.ByElementwise), FrobeniusNorm.ByElementwise);

public sealed class FrobeniusNormNarrowerVectorsTests : NarrowerVectors;
