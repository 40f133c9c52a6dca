using System.Numerics;
using System.Reflection;
using Xunit.Sdk;

namespace Katas.Tests;

/// <summary>
/// The thorough round runs the laws as on a machine with narrower vectors, in another process, and says what happens there.
/// </summary>
public sealed class NarrowerVectorsTests
{
    private static readonly MethodInfo law =
        typeof(NarrowerVectors).GetMethod(nameof(NarrowerVectors.All_laws_hold_with_narrower_vectors))!;

    [Fact]
    public void A_literal_8_is_found()
    {
        Assert.SkipUnless(Vector<float>.Count == 8, "Vectors of 8 floats are not the widest here, so 8 is wrong from the start.");

        string message = Message(new(nameof(Crash.A_literal_8_for_the_width_of_a_vector)));

        message.ShouldStartWith("Broken law: Each element is a row of A times a column of B, with AVX2 switched off.");
        message.ShouldContain("-e DOTNET_EnableAVX2=0");
    }

    [Fact]
    public void A_crash_is_named()
    {
        string message = Message(new(nameof(Crash.A_stack_overflow)));

        message.ShouldContain("The process ended with exit code");
        message.ShouldContain("Stack overflow.");
        message.ShouldContain("The test program ended within the law: Each element is a row of A times a column of B, with ");
    }

    [Fact]
    public void An_endless_loop_is_named() =>
        Message(new(nameof(Crash.An_endless_loop))).ShouldContain("is there a loop that never ends?");

    private static string Message(OneCrash laws) =>
        Should.Throw<LawBroken>(() => laws.Check(law, new() { Seed = 1 })).Message;
}

/// <summary>Runs one crash with narrower vectors.</summary>
/// <param name="name">The method.</param>
internal sealed class OneCrash(string name)
    : NarrowerVectors("-explicit", "only", "-method", $"{typeof(Crash).FullName}.{name}");
