namespace Katas.Tests;

/// <summary>
/// The base of generated inputs: a record of tensors whose shapes fit together as the subscripts say, in the notation of einsum.
/// "mk,kn" are two matrices of which the second has as many rows as the first has columns; ",i" are a scalar and a vector;
/// a digit 0 or 1 is an axis that always has as many elements.
/// </summary>
public abstract record Fitting
{
    private string[] Operands { get; init; } = [];

    /// <summary>Generates such records with each of some subscripts in turn.</summary>
    public static Arbitrary<T> Of<T>(
        Func<Random, float> values, string[] subscripts, Func<T, bool>? where = null, Func<int, Gen<int[]>>? dimensions = null)
        where T : Fitting =>
        Of(values, Draw.InTurn(subscripts), where, dimensions);

    /// <summary>Generates such records: a size for each letter, by default from <see cref="Draw.Dimensions"/>.</summary>
    /// <remarks>Shrinking keeps the fit: it cuts the axes of a letter in all tensors at once, and only then simplifies elements.</remarks>
    public static Arbitrary<T> Of<T>(
        Func<Random, float> values, Gen<string> subscripts, Func<T, bool>? where = null, Func<int, Gen<int[]>>? dimensions = null)
        where T : Fitting
    {
        where ??= _ => true;
        dimensions ??= Draw.Dimensions;
        Gen<T> inputs =
            from text in subscripts
            let operands = text.Split(',')
            let letters = operands.SelectMany(operand => operand).Where(char.IsLetter).Distinct().ToArray()
            from sizes in dimensions(letters.Length)
            from seed in Draw.Seed
            let size = letters.Zip(sizes).Append(('0', 0)).Append(('1', 1)).ToDictionary()
            let random = new Random(seed)
            let tensors = operands.Select(operand => Draw.Tensor(random, values, [.. operand.Select(letter => size[letter])]))
            select (T)Make(typeof(T), operands, [.. tensors]);
        return Arb.From(inputs.Where(where), input => input.Shrunk().Cast<T>().Where(where));
    }

    private static Fitting Make(Type type, string[] operands, Tensor<float>[] tensors) =>
        (Fitting)Parts.Make(type, tensors) with { Operands = operands };

    private IEnumerable<Fitting> Shrunk()
    {
        Tensor<float>[] tensors = [.. Parts.Of(this).Select(part => (Tensor<float>)part.Value!)];
        (string Letters, int Size)[] axes =
        [
            .. Operands.SelectMany((text, i) => text.Select((letter, axis) => (Letters: $"{letter}", Size: tensors[i].Shape[axis])))
                .Where(axis => char.IsLetter(axis.Letters[0])).Distinct(),
        ];
        foreach ((string letters, int size) in axes.Concat(Together(axes)))
            foreach ((int start, int count) in Shrink.Axis(size))
                yield return Make(GetType(), Operands,
                    [.. tensors.Zip(Operands, (tensor, text) => Cut(tensor, text, letters, start, count))]);
        for (int i = 0; i < tensors.Length; i++)
            foreach (Tensor<float> simpler in Shrink.Elements(tensors[i]))
                yield return Make(GetType(), Operands, [.. tensors[..i], simpler, .. tensors[(i + 1)..]]);
    }

    /// <summary>Combines axes of one size, two and all, for code that fails only where they are the same.</summary>
    private static IEnumerable<(string Letters, int Size)> Together((string Letters, int Size)[] axes) =>
        from same in axes.GroupBy(axis => axis.Size)
        let pairs = from first in same
                    from second in same
                    where string.CompareOrdinal(first.Letters, second.Letters) < 0
                    select first.Letters + second.Letters
        from letters in pairs.Append(string.Concat(same.Select(axis => axis.Letters)))
        where letters.Length > 1
        select (letters, same.Key);

    private static Tensor<float> Cut(Tensor<float> tensor, string operand, string letters, int start, int count)
    {
        for (int axis = 0; axis < operand.Length; axis++)
            if (letters.Contains(operand[axis]))
                tensor = tensor.Cut(axis, start, count);
        return tensor;
    }
}
