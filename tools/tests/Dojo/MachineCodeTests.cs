using Katas.Dojo;
using Katas.Dojo.MachineCode;

namespace Katas.Tests;

/// <summary>
/// Reads what the JIT of .NET 10 printed on x64 with AVX-512, and on Arm64: the code of stage 7 with slices of rows in the innermost
/// loop, a dot product, and a tile whose sums are needed after calls.
/// </summary>
public sealed class MachineCodeTests
{
    [Theory]
    [InlineData("x64-slices", "SimdMatmul.Multiply", 16, 8, 3, 5, 5)]
    [InlineData("arm64-slices", "SimdMatmul.Multiply", 8, 4, 3, 5, 0)]
    [InlineData("x64-dot", "SimdMatmul.Multiply", 2, 1, 0, 0, 0)]
    [InlineData("arm64-dot", "SimdMatmul.Multiply", 2, 1, 0, 0, 0)]
    [InlineData("x64-tile", "SimdMatmul.Tile", 128, 8, 0, 2, 16)]
    [InlineData("arm64-tile", "SimdMatmul.Tile", 64, 4, 0, 2, 6)]
    public void The_hottest_loop_is_found_and_described(
        string listing, string method, int operations, int lanes, int calls, int checks, int vectorSpills)
    {
        LoopListing loop = HottestLoop.Rank(CompiledMethod.Parse(Read(listing)))[0];
        int Count(Func<Note, bool> which) => loop.Notes.Count(which);
        (loop.Method, loop.Operations, loop.Lanes).ShouldBe((method, operations, lanes));
        (Count(note => note.Role == Role.Call), Count(note => note.Role == Role.Check)).ShouldBe((calls, checks));
        Count(note => note is { Role: Role.Spill, Lanes: > 1 }).ShouldBe(vectorSpills);
        Count(note => note.Role == Role.Repeat).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("x64-slices")]
    [InlineData("arm64-slices")]
    [InlineData("x64-dot")]
    [InlineData("x64-tile")]
    [InlineData("arm64-tile")]
    public void A_loop_fits_a_terminal(string listing)
    {
        LoopListing loop = HottestLoop.Rank(CompiledMethod.Parse(Read(listing)))[0];
        Stage stage = TemporaryRepository.Real.Find("7");
        string[] lines = Plain.Text(AsmScreen.Draw(stage, loop, AsmScreen.MostLines, 100), 100).Split('\n');
        lines.ShouldAllBe(line => line.Length <= 100);
        lines.SkipWhile(line => !line.StartsWith("  top:", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0).Count()
            .ShouldBeInRange(5, AsmScreen.MostLines);
        foreach (string finding in new[] { "Step", "Vectors", "Calls", "Checks", "Memory", "Stack" })
            lines.ShouldContain(line => line.StartsWith($"  {finding}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Katas.Tensor`1[float]:Row(int):System.Span`1[float]:this", "Tensor.Row")]
    [InlineData("Katas.Rows+<>c__DisplayClass0_0:<Multiply>b__0(int):this", "a lambda in Rows.Multiply")]
    [InlineData("Katas.Rows:<Multiply>g__Tile|0_0(int)", "Tile in Rows.Multiply")]
    [InlineData("Katas.Tile`2[System.Runtime.Intrinsics.Vector512`1[float],Katas.Six]:Multiply(byref)", "Tile.Multiply")]
    [InlineData("System.Exception:.ctor():this", "new Exception")]
    [InlineData("CORINFO_HELP_RNGCHKFAIL", "CORINFO_HELP_RNGCHKFAIL")]
    public void A_method_has_the_name_that_its_author_gave_it(string name, string readable) =>
        MethodName.Readable(name).ShouldBe(readable);

    [Theory]
    [InlineData("[Katas.Tensor:LengthOf(System.ReadOnlySpan`1[int]):int]", "Katas.Tensor:LengthOf(System.ReadOnlySpan`1[int]):int")]
    [InlineData("[Katas.Tensor`1[float]:Row(int):System.Span`1[float]:this]", "Katas.Tensor`1[float]:Row(int):System.Span`1[float]:this")]
    [InlineData("[r13+0x18]System.Func`3[float,float,float]:Invoke(float,float):float:this",
        "System.Func`3[float,float,float]:Invoke(float,float):float:this")]
    [InlineData("rax ; Interop+Sys:GetTimestamp():long", "Interop+Sys:GetTimestamp():long")]
    [InlineData("[CORINFO_HELP_GET_NONGCSTATIC_BASE]", "CORINFO_HELP_GET_NONGCSTATIC_BASE")]
    [InlineData("x2", null)]
    [InlineData("[rbx+0x18]", null)]
    public void A_call_names_its_method(string operands, string? name) => MethodName.InCall(operands).ShouldBe(name);

    [Fact]
    public void A_loop_in_a_callee_is_in_the_loops_of_its_callers()
    {
        const string caller = """
            ; Assembly listing for method Katas.A:Multiply() (FullOpts)
            ; Emitting BLENDED_CODE for generic X64 + VEX on Unix

            G_M000_IG01:
                   xor      eax, eax
            G_M000_IG02:
                   vaddps   ymm0, ymm0, ymm1
                   dec      edx
                   jne      SHORT G_M000_IG02
            G_M000_IG03:
                   call     [Katas.A:Inner()]
                   dec      ecx
                   jne      SHORT G_M000_IG03
                   ret
            """;
        const string callee = """
            ; Assembly listing for method Katas.A:Inner() (FullOpts)
            ; Emitting BLENDED_CODE for generic X64 + VEX on Unix

            G_M000_IG01:
                   vaddss   xmm0, xmm0, xmm1
                   dec      edx
                   jne      SHORT G_M000_IG01
                   ret
            """;
        HottestLoop.Rank(CompiledMethod.Parse($"{caller}\n{callee}\n")).Select(loop => loop.Method)
            .ShouldBe(["A.Inner", "A.Multiply", "A.Multiply"]);
    }

    [Fact]
    public void A_jump_back_from_elsewhere_is_no_loop()
    {
        CompiledMethod[] methods = [.. CompiledMethod.Parse("""
            ; Assembly listing for method Katas.A:M() (Tier1)
            ; Emitting BLENDED_CODE for generic X64 + VEX on Unix

            G_M000_IG01:
                   test     eax, eax
                   je       SHORT G_M000_IG03
            G_M000_IG02:
                   ret
            G_M000_IG03:
                   xor      ecx, ecx
                   jmp      SHORT G_M000_IG02
            """)];
        methods.Length.ShouldBe(1);
        new FlowGraph(methods[0]).Loops.ShouldBeEmpty();
    }

    [Fact]
    public void Of_several_versions_the_last_that_is_optimized_counts()
    {
        static string Version(string tier, string instruction) => $"""
            ; Assembly listing for method Katas.A:M() ({tier})
            ; Emitting BLENDED_CODE for generic ARM64 on Unix

            G_M000_IG01:
                        {instruction}

            """;
        string listing = Version("Tier1-OSR", "nop") + Version("Tier1", "ret     lr") + Version("Tier0", "brk     #0");
        CompiledMethod method = CompiledMethod.Parse(listing).ShouldHaveSingleItem();
        method.Instructions.ShouldBe([new("ret", "lr")]);
        CompiledMethod.Parse(Version("Instrumented Tier0", "nop")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vfmadd231ps", "zmm0, zmm24, dword ptr [rdi+4*r13] {1to16}", Role.MultiplyAdd, 16, 1, 0)]
    [InlineData("mulps", "xmm0, xmmword ptr [rax]", Role.Arithmetic, 4, 4, 0)]
    [InlineData("vaddsd", "xmm0, xmm1, xmm0", Role.Arithmetic, 1, 0, 0)]
    [InlineData("vmovups", "ymmword ptr [rax+rdi], ymm2", Role.Store, 8, 0, 8)]
    [InlineData("vmovups", "ymm2, ymmword ptr [rsp+0x20]", Role.Spill, 8, 0, 0)]
    [InlineData("mov", "dword ptr [rbp-0x34], ecx", Role.Spill, 0, 0, 0)]
    [InlineData("mov", "dword ptr [rbx+0x18], ecx", Role.Other, 0, 0, 0)]
    [InlineData("vmovaps", "ymm2, ymm1", Role.Other, 0, 0, 0)]
    [InlineData("vbroadcastss", "ymm10, dword ptr [r12+4*rdx]", Role.Load, 8, 1, 0)]
    [InlineData("vxorps", "ymm0, ymm0, ymm0", Role.Other, 0, 0, 0)]
    public void An_x64_instruction_is_described(string mnemonic, string operands, Role role, int lanes, int loads, int stores) =>
        Check(new X64().Describe(new(mnemonic, operands), "rbp"), role, lanes, loads, stores);

    [Theory]
    [InlineData("fmla", "v8.4s, v16.4s, v18.4s", Role.MultiplyAdd, 4, 0, 0)]
    [InlineData("fmadd", "s16, s17, s18, s16", Role.MultiplyAdd, 1, 0, 0)]
    [InlineData("fadd", "s16, s16, s17", Role.Arithmetic, 1, 0, 0)]
    [InlineData("fmul", "v0.4s, v1.4s, v2.4s", Role.Arithmetic, 4, 0, 0)]
    [InlineData("fmov", "s16, s17", Role.Other, 0, 0, 0)]
    [InlineData("ldr", "q16, [x1, x5]", Role.Load, 4, 4, 0)]
    [InlineData("ldp", "q16, q17, [x1]", Role.Load, 8, 8, 0)]
    [InlineData("str", "s0, [x0]", Role.Store, 1, 0, 1)]
    [InlineData("str", "q12, [fp, #0x50]", Role.Spill, 4, 0, 0)]
    [InlineData("ldr", "x22, [fp, #0x10]", Role.Spill, 0, 0, 0)]
    [InlineData("ldr", "w0, [x25, #0x18]", Role.Other, 0, 0, 0)]
    [InlineData("mov", "v9.d[0], v8.d[1]", Role.Other, 0, 0, 0)]
    [InlineData("ld1r", "{v16.4s}, [x0]", Role.Load, 4, 1, 0)]
    public void An_Arm64_instruction_is_described(string mnemonic, string operands, Role role, int lanes, int loads, int stores) =>
        Check(new Arm64().Describe(new(mnemonic, operands), "fp"), role, lanes, loads, stores);

    private static void Check(Note note, Role role, int lanes, int loads, int stores) =>
        (note.Role, note.Lanes, note.Loads, note.Stores).ShouldBe((role, lanes, loads, stores));

    private static string Read(string listing) =>
        File.ReadAllText(Path.Combine(Repository.Root, "tools", "tests", "Dojo", "Listings", $"{listing}.txt"));
}
