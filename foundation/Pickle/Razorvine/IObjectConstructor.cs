namespace Razorvine.Pickle;

/// <summary>Makes the objects of one Python class, or the results of one Python function, that a pickle names.</summary>
public interface IObjectConstructor
{
    /// <summary>Makes an object from the arguments in the pickle.</summary>
    public object construct(object[] args);
}
