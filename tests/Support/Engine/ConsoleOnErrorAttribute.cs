using System.Reflection;
using Xunit.v3;

namespace Katas.Tests;

/// <summary>
/// Sends what the learner's code prints to the error output if KATAS_PRINT is set, as the dojo does: its way of running tests drops it
/// otherwise.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ConsoleOnErrorAttribute : BeforeAfterTestAttribute
{
    private static readonly bool IsOn = Environment.GetEnvironmentVariable("KATAS_PRINT") is { Length: > 0 };

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (IsOn)
            Console.SetOut(Console.Error);
    }
}
