namespace Katas.Tests;

public sealed class LogSoftmaxTests() : LogSoftmaxLaws(LogSoftmax.OfRows);
