namespace Katas.Tests;

public sealed class ContractOnThreeThreads() : MatmulContract((a, b) => SimdMatmul.Multiply(a, b, threads: 3));

public sealed class ContractOnOneThread() : MatmulContract((a, b) => SimdMatmul.Multiply(a, b, threads: 1));

public sealed class ContractOnAsManyThreadsAsPay() : MatmulContract(SimdMatmul.Multiply);
