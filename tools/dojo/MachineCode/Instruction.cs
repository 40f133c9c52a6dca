namespace Katas.Dojo.MachineCode;

/// <summary>A machine instruction, as the JIT prints it: <c>vmovups</c>, and <c>ymm0, ymmword ptr [rax]</c>.</summary>
public sealed record Instruction(string Mnemonic, string Operands);

/// <summary>Where the processor goes after an instruction.</summary>
public enum Flow
{
    /// <summary>To the next instruction; calls come back, and count among these.</summary>
    Next,

    /// <summary>To a label.</summary>
    Jump,

    /// <summary>To a label or to the next instruction.</summary>
    Branch,

    /// <summary>To an address that was computed, as for a switch.</summary>
    Computed,

    /// <summary>Out of the method.</summary>
    End,

    /// <summary>Never reached: the call before it throws.</summary>
    Trap,
}

/// <summary>What a learner should see in an instruction.</summary>
public enum Role { Other, Arithmetic, MultiplyAdd, Load, Store, Spill, Call, Check, Exit, Repeat }

/// <summary>What an instruction does, in a few words, and in figures.</summary>
/// <param name="Role">What a learner should see in it.</param>
/// <param name="Text">The words; empty if there is nothing to say.</param>
/// <param name="Lanes">The numbers that it computes, loads or stores at a time.</param>
/// <param name="Loads">The numbers that it reads from memory; a spill's do not count.</param>
/// <param name="Stores">The numbers that it writes to memory; a spill's do not count.</param>
public sealed record Note(Role Role, string Text, int Lanes = 0, int Loads = 0, int Stores = 0)
{
    public static Note None { get; } = new(Role.Other, "");

    /// <summary>Gets the operations with floats: two in each lane of a multiply-add.</summary>
    public int Operations => Role switch { Role.MultiplyAdd => 2 * Lanes, Role.Arithmetic => Lanes, _ => 0 };
}
