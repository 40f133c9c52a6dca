namespace Katas.Tests;

/// <summary>What a law can have as a parameter: a record that says how it is generated and shrunk.</summary>
public interface IInput<TSelf> where TSelf : IInput<TSelf>
{
    /// <summary>Gets the generator, and the shrinker.</summary>
    public static abstract Arbitrary<TSelf> Arbitrary { get; }
}

/// <summary>Tells FsCheck about all inputs at once; a class like this can also be given to [Property] and [Properties].</summary>
public static class Inputs
{
    /// <summary>Gets the generator of an input from its own type, and that of any other type from FsCheck.</summary>
    public static Arbitrary<T> Own<T>() =>
        typeof(T).GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IInput<>))
            ? (Arbitrary<T>)typeof(T).GetProperty(nameof(IInput<>.Arbitrary))!.GetValue(null)!
            : ArbMap.Default.ArbFor<T>();

    /// <summary>Gets the generator of two inputs: FsCheck takes the parameters of a [Property] for a tuple.</summary>
    public static Arbitrary<Tuple<T1, T2>> Two<T1, T2>(Arbitrary<T1> first, Arbitrary<T2> second)
    {
        return Arb.From(
            from x in first.Generator
            from y in second.Generator
            select Tuple.Create(x, y), Simpler);

        IEnumerable<Tuple<T1, T2>> Simpler(Tuple<T1, T2> pair)
        {
            foreach (T1 x in first.Shrinker(pair.Item1))
                yield return Tuple.Create(x, pair.Item2);
            foreach (T2 y in second.Shrinker(pair.Item2))
                yield return Tuple.Create(pair.Item1, y);
        }
    }

    /// <summary>Gets the generator of three inputs.</summary>
    public static Arbitrary<Tuple<T1, T2, T3>> Three<T1, T2, T3>(
        Arbitrary<T1> first, Arbitrary<T2> second, Arbitrary<T3> third) =>
        Two(first, Two(second, third)).Convert(
            x => Tuple.Create(x.Item1, x.Item2.Item1, x.Item2.Item2),
            x => Tuple.Create(x.Item1, Tuple.Create(x.Item2, x.Item3)));

    /// <summary>Gets the generator of small data sets.</summary>
    public static Arbitrary<Mnist> Mnist() => MnistSets.Small;
}
