using Razorvine.Pickle;

namespace Katas;

/// <summary>Makes objects of a pickle by calling a function.</summary>
internal sealed class Constructor(Func<object?[], object> make) : IObjectConstructor
{
    public object construct(object[] args) => make(args);
}
