using System.Numerics;
using Katas.Dojo.MachineCode;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>Draws the machine code of a loop, what its lines do, and what follows from that.</summary>
public static class AsmScreen
{
    public const int MostLines = 30;

    private const int WidestNote = 44, Margin = 2, LabelWidth = 5, MnemonicWidth = 12;

    public static IRenderable Draw(Stage stage, LoopListing loop, int mostLines, int width)
    {
        List<IRenderable> rows =
        [
            Text.Empty,
            new Markup($"[bold]{stage}[/]: the innermost loop of [bold]{loop.Method.EscapeMarkup()}[/], "
                + $"as the JIT compiles it for {loop.InstructionSet.Name}"),
            Text.Empty,
            new Grid { Width = width }.AddColumn(new GridColumn().Padding(0, 0, 0, 0))
                .AddRow(new Text(loop.InstructionSet.Legend, new Style(Color.Grey))),
            Text.Empty,
            .. Shorten(loop.Lines, mostLines).Select(line => Line(line, width)),
            Text.Empty,
        ];
        Grid findings = new Grid { Width = width }
            .AddColumn(new GridColumn().NoWrap().Padding(Margin, 0, 2, 0))
            .AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        foreach ((string what, string text) in Findings(loop))
            findings.AddRow(new Markup($"[bold]{what}[/]"), new Text(text));
        return new Rows([.. rows, findings, Text.Empty]);
    }

    /// <summary>Says what there is to see in a loop, each with a word that names it.</summary>
    public static IEnumerable<(string What, string Text)> Findings(LoopListing loop)
    {
        int calls = loop.Count(Role.Call), checks = loop.Count(Role.Check);
        yield return ("Step", Step(loop.Lines.Count, loop.Operations, loop.Count(Role.MultiplyAdd)));
        if (loop.Operations > 0)
            yield return ("Vectors", Vectors(loop));
        yield return ("Calls", calls == 0 ? "none."
            : $"{calls}. A call takes longer than the arithmetic of a step, and what vector registers hold has to be saved before it. "
                + "What is the same at every step can be called for once, before the loop.");
        yield return ("Checks", checks == 0 ? "none."
            : $"{checks}. Each compares, and jumps to code that throws if the index is out of range. The JIT leaves a check out where it "
                + "can see that it holds, as for x[k] in a loop with k < x.Length.");
        yield return ("Memory", Memory(loop));
        yield return ("Stack", Stack(loop.Count(Role.Spill), loop.Notes.Count(note => note is { Role: Role.Spill, Lanes: > 1 })));
    }

    private static string Step(int instructions, int operations, int multiplyAdds)
    {
        if (operations == 0)
            return $"{instructions} instructions, none of which computes with floats.";
        string what = $"{Plural(operations, "operation")} with floats{(multiplyAdds > 0 ? " (a multiply-add is two)" : "")}";
        return $"{instructions} instructions for {what}: " + (operations < instructions
            ? $"{(double)instructions / operations:0.#} instructions for each."
            : $"{(double)operations / instructions:0.#} with each instruction.");
    }

    private static string Vectors(LoopListing loop)
    {
        if (loop.Lanes <= 1)
            return "none: each instruction computes 1 number, in the first lane of a register. "
                + $"Vector<float> has {Vector<float>.Count} lanes.";
        int arithmetic = loop.Notes.Count(note => note.Operations > 0), multiplyAdds = loop.Count(Role.MultiplyAdd);
        int wide = loop.Notes.Count(note => note.Operations > 0 && note.Lanes == loop.Lanes);
        string who = arithmetic == 1 ? "the one arithmetic instruction computes"
            : $"{(wide == arithmetic ? "all" : $"{wide} of")} {arithmetic} arithmetic instructions compute";
        string fused = multiplyAdds == 0 ? "None multiplies and adds" : arithmetic == 1 ? "It multiplies and adds"
            : multiplyAdds == arithmetic ? "They multiply and add" : $"{multiplyAdds} of them multiply and add";
        return $"{who} {loop.Lanes} floats at a time, one in each lane. {fused} at once (FMA).";
    }

    private static string Memory(LoopListing loop)
    {
        int loads = loop.Notes.Sum(note => note.Loads), stores = loop.Notes.Sum(note => note.Stores);
        return $"{Plural(loads, "float")} loaded, {stores} stored. "
            + (stores == 0 ? "What the loop computes stays in registers until it ends."
                : loop.StoresWhatItLoads ? "Sums are loaded and stored again at every step. Local variables could keep them in "
                    + "registers while a loop adds to them: stage 7 calls that a tile."
                : "");
    }

    private static string Stack(int variables, int vectors) => variables == 0
        ? "not used: all that the loop needs is in registers."
        : $"{variables} {(variables == 1 ? "access" : "accesses")} to variables in memory, {vectors} of them vectors. "
            + "There are more variables than registers, or they are needed after a call, here or behind the loop.";

    private static string Plural(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    /// <summary>
    /// Shortens a listing that is too long, no more than it must: by runs of lines with nothing to see, of lines that do the same, of
    /// variables that come and go; in the end by its middle.
    /// </summary>
    private static IReadOnlyList<LoopLine> Shorten(IReadOnlyList<LoopLine> lines, int most)
    {
        const int ends = 3;
        static bool SaysNothing(Note note) => note == Note.None;
        static bool IsMinor(Note note) => note == Note.None || note is { Role: Role.Spill, Lanes: <= 1 };
        static bool Never(Note note) => false;

        if (lines.Count <= most)
            return lines;
        IReadOnlyList<LoopLine>[] shorter =
        [
            Collapse(lines, SaysNothing, Never), Collapse(lines, SaysNothing, note => !SaysNothing(note)),
            Collapse(lines, IsMinor, note => !IsMinor(note)),
        ];
        return shorter.FirstOrDefault(shortened => shortened.Count <= most)
            ?? [.. shorter[^1].Take(most - ends - 1), Omitted(null, shorter[^1].Count - most + 1, "lines; --all shows them"),
                .. shorter[^1].TakeLast(ends)];
    }

    /// <summary>Leaves out runs of minor lines and, behind their first, of lines with the same note; says how many there were.</summary>
    private static List<LoopLine> Collapse(IReadOnlyList<LoopLine> lines, Func<Note, bool> isMinor, Func<Note, bool> isRepeated)
    {
        List<LoopLine> shorter = [];
        for (int i = 0, end; i < lines.Count; i = end)
        {
            (LoopLine first, bool minor) = (lines[i], isMinor(lines[i].Note));
            end = i + 1;
            while (end < lines.Count && lines[end].Label is null
                && (minor ? isMinor(lines[end].Note) : isRepeated(first.Note) && lines[end].Note == first.Note))
                end++;
            int kept = minor ? 0 : 1, rest = end - i - kept;
            if (rest < 2)
                shorter.AddRange(lines.Skip(i).Take(end - i));
            else
                shorter.AddRange([.. lines.Skip(i).Take(kept), Omitted(minor ? first.Label : null, rest, minor ? "" : "of these")]);
        }
        return shorter;
    }

    private static LoopLine Omitted(string? label, int lines, string what) =>
        new(label, new($"... {lines} more {what}".TrimEnd(), ""), Note.None);

    private static Markup Line(LoopLine line, int width)
    {
        int room = Math.Max(20, width - WidestNote - Margin - LabelWidth - 2);
        string code = $"{line.Instruction.Mnemonic.PadRight(MnemonicWidth)} {line.Instruction.Operands}".TrimEnd();
        string label = line.Label is null ? "" : $"{line.Label}:";
        string text = $"{new string(' ', Margin)}{label.PadRight(LabelWidth)}{Cut(code, room).PadRight(room)}";
        return new($"{text.EscapeMarkup()}  [{ColorOf(line.Note.Role)}]{Cut(line.Note.Text, WidestNote).EscapeMarkup()}[/]");
    }

    private static string ColorOf(Role role) => role switch
    {
        Role.Arithmetic or Role.MultiplyAdd => "green",
        Role.Load or Role.Store => "blue",
        Role.Call => "red",
        Role.Check or Role.Spill => "yellow",
        _ => "grey",
    };

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
