namespace Katas.Tests;

public sealed class MnistLoaderTests() : MnistLoaderLaws(MnistLoader.Load);

public sealed class MnistLoaderContractTests() : MnistLoaderContract(MnistLoader.Load);

public sealed class MnistLoaderLimitsTests() : MnistLoaderLimits(MnistLoader.Load);

public sealed class MnistLoaderMemoryTests() : MnistLoaderMemory(MnistLoader.Load);

public sealed class MnistLoaderNarrowerVectorsTests : NarrowerVectors;
