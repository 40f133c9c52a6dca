using System.Reflection;

namespace Katas.Tests;

/// <summary>Takes an input apart, and puts it together again: the parts of a record are what its constructor takes.</summary>
internal static class Parts
{
    /// <summary>Gets names and values, in the order of the constructor; none if the type has no constructor for its properties.</summary>
    public static (string Name, object? Value)[] Of(object input) =>
        [.. Properties(input.GetType()).Select(property => (property.Name, property.GetValue(input)))];

    /// <summary>Makes an input of parts.</summary>
    public static object Make(Type type, object?[] parts) =>
        type.GetConstructor([.. Properties(type).Select(property => property.PropertyType)])!.Invoke(parts);

    private static PropertyInfo[] Properties(Type type)
    {
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            PropertyInfo?[] properties = [.. constructor.GetParameters().Select(parameter => type.GetProperty(parameter.Name!))];
            if (properties.Length > 0 && !properties.Contains(null))
                return properties!;
        }
        return [];
    }
}
