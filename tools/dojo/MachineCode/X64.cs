using System.Text.RegularExpressions;

namespace Katas.Dojo.MachineCode;

/// <summary>
/// Understands x64 in Intel's syntax, where the first operand is the result: <c>vaddps ymm0, ymm1, ymmword ptr [rax]</c>.
/// </summary>
public sealed class X64 : InstructionSet
{
    private static readonly Regex Memory = new(@"(?:(?<size>\w+) +ptr )?\[(?<base>\w+)[^\]]*\](?: ?\{1to(?<copies>\d+)\})?");
    private static readonly Regex Compute =
        new(@"^v?(?<verb>add|sub|mul|div|max|min|sqrt|rcp14|rsqrt14|cmp\w*?|fn?m(?:add|sub)\d+)(?<type>[ps][sd])$");
    private static readonly Regex Move = new(@"^v?mov(?:(?<packed>[ua]p[sd]|dq[ua]\d*|nt(?:ps|dq))|(?<one>s[sd]|d|q))$");

    public override string Name => "x64";

    public override string Legend =>
        "The first operand is the result. [...] is memory; [rbp...] and [rsp...] are the stack, where variables are that have no register. "
        + "xmm, ymm and zmm are registers of 4, 8 and 16 floats: ...ps computes all of them, ...ss only the first. "
        + "The other registers hold integers and addresses.";

    public override Flow FlowOf(Instruction instruction) => instruction.Mnemonic switch
    {
        "ret" or "tail.jmp" or "rex.jmp" => Flow.End,
        "int3" or "ud2" => Flow.Trap,
        "jmp" when TargetOf(instruction) is not null => Flow.Jump,
        "jmp" when Regex.IsMatch(instruction.Operands, @"^\w+$") => Flow.Computed,
        "jmp" => Flow.End,
        ['j', ..] => Flow.Branch,
        _ => Flow.Next,
    };

    public override bool IsCall(Instruction instruction) => instruction.Mnemonic == "call";

    public override Note Describe(Instruction instruction, string? frame)
    {
        if (IsCall(instruction))
            return DescribeCall(instruction);
        string[] operands = instruction.Operands.Split(", ");
        Match memory = Memory.Match(instruction.Operands);
        bool writes = operands[0].Contains('[');
        bool isLocal = memory.Groups["base"].Value is var register && (register == "rsp" || register == frame);
        int bits = Bits(instruction.Operands);

        if (Compute.Match(instruction.Mnemonic) is { Success: true } compute)
            return Arithmetic(compute, bits, memory, isLocal);
        if (instruction.Mnemonic is "vbroadcastss" or "vbroadcastsd")
            return memory.Success && !isLocal
                ? new(Role.Load, $"loads 1 float into all {bits / 32} lanes", bits / 32, Loads: 1)
                : new(Role.Other, $"copies 1 float into all {bits / 32} lanes", bits / 32);
        if (!memory.Success || instruction.Mnemonic is "lea" or "cmp" or "test")
            return Note.None;
        if (Move.Match(instruction.Mnemonic) is not { Success: true } move)
            return isLocal && instruction.Mnemonic is "mov" ? Spill(writes, "a variable") : Note.None;
        int lanes = move.Groups["packed"].Success ? bits / 32 : 1;
        if (isLocal)
            return Spill(writes, lanes > 1 ? $"a vector of {lanes}" : "a float", lanes);
        return writes
            ? new(Role.Store, $"stores {Count(lanes)}", lanes, Stores: lanes)
            : new(Role.Load, $"loads {Count(lanes)}", lanes, Loads: lanes);
    }

    private static Note Arithmetic(Match compute, int bits, Match memory, bool isLocal)
    {
        (string verb, string suffix) = (compute.Groups["verb"].Value, compute.Groups["type"].Value);
        int lanes = suffix[0] == 's' ? 1 : bits / (suffix[1] == 's' ? 32 : 64);
        string count = Count(lanes, suffix[1] == 's' ? "float" : "double");
        bool fused = verb[0] == 'f';
        string text = fused ? $"multiplies and adds {count}" : $"{Verb(verb)} {count}";
        int loads = !memory.Success || isLocal ? 0 : memory.Groups["copies"].Success ? 1 : lanes;
        if (memory.Success)
            text += isLocal ? ", from the stack" : memory.Groups["copies"].Success ? ", 1 from memory" : ", from memory";
        return new(fused ? Role.MultiplyAdd : Role.Arithmetic, text, lanes, loads);
    }

    private static string Verb(string verb) => verb switch
    {
        "add" => "adds",
        "sub" => "subtracts",
        "mul" => "multiplies",
        "div" or "rcp14" => "divides",
        "sqrt" or "rsqrt14" => "takes the roots of",
        _ => "compares",
    };

    private static Note Spill(bool writes, string what, int lanes = 0) =>
        new(Role.Spill, writes ? $"saves {what} to the stack" : $"takes {what} from the stack", lanes);

    /// <summary>Gets the width of the widest vector among the operands.</summary>
    private static int Bits(string operands) =>
        Regex.Matches(operands, @"\b(?<width>[xyz])mm(?:\d+|word)\b").Select(match => match.Groups["width"].Value switch
        {
            "z" => 512,
            "y" => 256,
            _ => 128,
        }).DefaultIfEmpty(128).Max();
}
