using Katas.Finale;

namespace Katas.Tests;

/// <summary>The reference solutions' version of everything, with the real data.</summary>
internal static class Reference
{
    public static Stages Stages { get; } =
        new StageLoader(stage => stage.SolutionType, borrow: false, TimeSpan.FromMinutes(1)).Load(TestContext.Current.CancellationToken)!;
}
