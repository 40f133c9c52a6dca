namespace Katas.Tests;

public sealed class BroadcastingShapeTests() : ShapeLaws(Broadcasting.Shape);

public sealed class BroadcastingUnsqueezeTests() : UnsqueezeLaws(Broadcasting.Unsqueeze);

public sealed class BroadcastingAddTests() : AddLaws(Broadcasting.Add);

public sealed class BroadcastingMultiplyTests() : MultiplyLaws(Broadcasting.Multiply);

public sealed class BroadcastingMatmulTests() : MatmulLaws(Broadcasting.Matmul);
