using Katas.Dojo;
using Katas.Dojo.MachineCode;

namespace Katas.Tests;

/// <summary>Has the runtime that runs the tests print machine code, of the solution and of what a learner may write.</summary>
public sealed class JitListingTests(JitListingTests.Copy copy) : IClassFixture<JitListingTests.Copy>
{
    public sealed class Copy : IDisposable
    {
        private readonly TemporaryRepository copy = new(TemporaryRepository.Real.Find("2-NaiveMatmul"));

        public Stage Stage => copy.Workspace.Stages.Single();

        public void Dispose() => copy.Dispose();
    }

    [Fact]
    public async Task The_solution_shows_its_innermost_loop()
    {
        LoopListing loop = HottestLoop.Rank(await Get(solution: true))[0];
        (loop.Method, loop.Operations).ShouldBe(("NaiveMatmul.Multiply", 2));
        loop.Notes.ShouldContain(note => note.Role == Role.Check);
    }

    [Fact]
    public async Task The_learners_code_shows_its_vectors()
    {
        LoopListing loop = HottestLoop.Rank(await Get(Body("""
            Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
            System.Threading.Tasks.Parallel.For(0, a.Shape[0], i =>
            {
                Span<Vector<float>> x = MemoryMarshal.Cast<float, Vector<float>>(a.Row(i));
                Span<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(c.Row(i));
                for (int v = 0; v < x.Length && v < y.Length; v++)
                    y[v] += x[v];
            });
            return c;
            """)))[0];
        (loop.Method, loop.Operations, loop.Lanes)
            .ShouldBe(("a lambda in NaiveMatmul.Multiply", System.Numerics.Vector<float>.Count, System.Numerics.Vector<float>.Count));
    }

    [Fact]
    public async Task A_stub_is_told() =>
        await Fails(new Stub(copy.Stage).FromSolution(), "Stage 2 is not written yet. Write NaiveMatmul.Multiply in ");

    [Fact]
    public async Task What_does_not_compile_is_told() =>
        await Fails(Body("return a"), "Stage 2 does not compile: error CS1002: ");

    [Fact]
    public async Task What_throws_is_told() => await Fails(
        Body("return a.Shape is [int] ? a : throw new InvalidOperationException(\"Oh no.\");"),
        "The code of stage 2 has to run before its machine code can be shown, and throws.\nInvalidOperationException: Oh no.");

    [Fact]
    public async Task What_ends_the_program_is_told() => await Fails(Body("System.Environment.Exit(7); return a;"),
        "The code of stage 2 ended its program, with exit code 7.");

    private static string Body(string code) =>
        "using System; using System.Numerics; using System.Runtime.InteropServices; namespace Katas;\n"
        + $"public static class NaiveMatmul {{ public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) {{ {code} }} }}";

    private async Task Fails(string code, string message) =>
        (await Should.ThrowAsync<UserError>(() => Get(code))).Message.ShouldStartWith(message);

    private Task<IReadOnlyList<CompiledMethod>> Get(string code = "", bool solution = false)
    {
        if (!solution)
            File.WriteAllText(copy.Stage.At(copy.Stage.Kata), code);
        return JitListing.Get(copy.Stage, solution, TestContext.Current.CancellationToken);
    }
}
