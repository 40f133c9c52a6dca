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
    /// <summary>Gets the generator of an input from its own type.</summary>
    public static Arbitrary<T> Own<T>() where T : IInput<T> => T.Arbitrary;

    /// <summary>Gets the generator of small data sets.</summary>
    public static Arbitrary<Mnist> Mnist() => MnistSets.Small;
}
