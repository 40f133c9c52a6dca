namespace Katas.Tests;

public sealed class MnistLoaderTests() : MnistLoaderLaws(MnistLoader.Load);
