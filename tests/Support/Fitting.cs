using System.Reflection;

namespace Katas.Tests;

/// <summary>
/// The base of generated inputs: a record of tensors whose shapes fit together as the subscripts say, in the notation of einsum.
/// "mk,kn" are two matrices of which the second has as many rows as the first has columns; ",i" are a scalar and a vector;
/// a digit 0 or 1 is an axis that always has as many elements.
/// </summary>
public abstract record Fitting
{
    private string[] Operands { get; init; } = [];

    /// <summary>Generates such records: a size for each letter, by default from <see cref="Draw.Dimensions"/>.</summary>
    /// <remarks>Shrinking keeps the fit: it cuts the axes of a letter in all tensors at once, and only then simplifies elements.</remarks>
    public static Arbitrary<T> Of<T>(string subscripts, Func<Random, float> values, Func<T, bool>? where = null, Func<int, Gen<int[]>>? dimensions = null)
        where T : Fitting =>
        Of(Gen.Constant(subscripts), values, where, dimensions);

    /// <summary>Generates such records, each with subscripts of its own.</summary>
    public static Arbitrary<T> Of<T>(
        Gen<string> subscripts, Func<Random, float> values, Func<T, bool>? where = null, Func<int, Gen<int[]>>? dimensions = null)
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
            select Make<T>(operands, [.. operands.Select(operand => Draw.Tensor(random, values, [.. operand.Select(letter => size[letter])]))]);
        return Arb.From(inputs.Where(where), input => input.Shrunk().Cast<T>().Where(where));
    }

    private static T Make<T>(string[] operands, Tensor<float>[] tensors) where T : Fitting => (T)Make(typeof(T), operands, tensors);

    private static Fitting Make(Type type, string[] operands, Tensor<float>[] tensors) =>
        (Fitting)Activator.CreateInstance(type, tensors)! with { Operands = operands };

    private IEnumerable<Fitting> Shrunk()
    {
        Tensor<float>[] tensors = [.. Tensors(GetType()).Select(property => (Tensor<float>)property.GetValue(this)!)];

        foreach (char letter in Operands.SelectMany(operand => operand).Where(char.IsLetter).Distinct())
        {
            int operand = Array.FindIndex(Operands, text => text.Contains(letter));
            foreach ((int start, int count) in Shrink.Axis(tensors[operand].Shape[Operands[operand].IndexOf(letter)]))
                yield return Make(GetType(), Operands, [.. tensors.Zip(Operands, (tensor, text) => Cut(tensor, text, letter, start, count))]);
        }
        for (int i = 0; i < tensors.Length; i++)
            foreach (Tensor<float> simpler in Shrink.Elements(tensors[i]))
                yield return Make(GetType(), Operands, [.. tensors[..i], simpler, .. tensors[(i + 1)..]]);
    }

    private static Tensor<float> Cut(Tensor<float> tensor, string operand, char letter, int start, int count)
    {
        for (int axis = 0; axis < operand.Length; axis++)
            if (operand[axis] == letter)
                tensor = tensor.Cut(axis, start, count);
        return tensor;
    }

    private static IEnumerable<PropertyInfo> Tensors(Type type) =>
        type.GetConstructors()[0].GetParameters().Select(parameter => type.GetProperty(parameter.Name!)!);
}
