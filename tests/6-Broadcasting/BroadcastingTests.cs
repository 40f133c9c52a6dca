namespace Katas.Tests;

public sealed class BroadcastingShapeTests() : ShapeLaws(Broadcasting.Shape);

public sealed class BroadcastingShapeContractTests() : ShapeContract(Broadcasting.Shape);

public sealed class BroadcastingUnsqueezeTests() : UnsqueezeLaws(Broadcasting.Unsqueeze);

public sealed class BroadcastingUnsqueezeContractTests() : UnsqueezeContract(Broadcasting.Unsqueeze);

public sealed class BroadcastingAddTests() : AddLaws(Broadcasting.Add);

public sealed class BroadcastingAddContractTests() : BroadcastingContract("Add", Broadcasting.Add, (x, y) => x + y, neutral: 0);

public sealed class BroadcastingAddMemoryTests() : BroadcastingMemory("Add", Broadcasting.Add);

public sealed class BroadcastingMultiplyTests() : MultiplyLaws(Broadcasting.Multiply);

public sealed class BroadcastingMultiplyContractTests()
    : BroadcastingContract("Multiply", Broadcasting.Multiply, (x, y) => x * y, neutral: 1);

public sealed class BroadcastingMultiplyMemoryTests() : BroadcastingMemory("Multiply", Broadcasting.Multiply);

public sealed class BroadcastingMatmulTests() : MatmulLaws(Broadcasting.Matmul, "Matmul");

public sealed class BroadcastingMatmulContractTests() : MatmulContract(Broadcasting.Matmul, "Matmul");

public sealed class BroadcastingShapeLimitsTests() : ShapeLimits(Broadcasting.Shape);

public sealed class BroadcastingUnsqueezeLimitsTests() : UnsqueezeLimits(Broadcasting.Unsqueeze);

public sealed class BroadcastingAddLimitsTests() : BroadcastingLimits("Add", Broadcasting.Add, (x, y) => x + y);

public sealed class BroadcastingMultiplyLimitsTests() : BroadcastingLimits("Multiply", Broadcasting.Multiply, (x, y) => x * y);

public sealed class BroadcastingMatmulLimitsTests() : MatmulLimits(Broadcasting.Matmul, "Matmul");

public sealed class BroadcastingMatmulCallersTests() : MatmulCallers(Broadcasting.Matmul, "Matmul");

public sealed class BroadcastingNarrowerVectorsTests : NarrowerVectors;
