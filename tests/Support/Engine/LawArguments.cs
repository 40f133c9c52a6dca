using System.Collections;
using System.Reflection;

namespace Katas.Tests;

/// <summary>
/// Where the arguments of a law come from: a static member that gives them all, or FsCheck, which draws one for each parameter. A first
/// parameter that is an enum takes all its values, one after another.
/// </summary>
internal sealed class LawArguments
{
    private readonly ParameterInfo[] parameters;
    private readonly object[]? given;

    public LawArguments(MethodInfo law, LawAttribute attribute)
    {
        parameters = law.GetParameters();
        if (attribute.Of is { } member)
            given = [.. Given(attribute.In ?? law.DeclaringType!, member, parameters.Single().ParameterType)];
    }

    /// <summary>Gets how many there are; null if there is no end of them.</summary>
    public int? Count => given?.Length ?? (parameters is [] ? 1 : null);

    /// <summary>Gets what generates and shrinks the arguments: one arbitrary for each value of an enum, or one for all.</summary>
    public IEnumerable<Arbitrary<object[]>> Draw(IArbMap map)
    {
        if (given is [])
            return [];   // as not every machine has, say, a file that nobody may read
        if (given is not null)
            return [Arb.From(Tests.Draw.InTurn(given).Select(argument => (object[])[argument]))];
        if (parameters is [{ ParameterType: { IsEnum: true } choices }, .. var rest])
            return
                from object choice in Enum.GetValues(choices)
                select Together([Arb.From(Gen.Constant(choice)), .. Arbitraries(map, rest)]);
        return [Together([.. Arbitraries(map, parameters)])];
    }

    private static IEnumerable<Arbitrary<object>> Arbitraries(IArbMap map, ParameterInfo[] parameters) =>
        parameters.Select(parameter => map.ArbFor(parameter.ParameterType));

    /// <summary>Generates one argument for each parameter, and shrinks them one at a time.</summary>
    private static Arbitrary<object[]> Together(Arbitrary<object>[] each)
    {
        return Arb.From(Gen.CollectToArray(each, argument => argument.Generator), Simpler);

        IEnumerable<object[]> Simpler(object[] arguments)
        {
            for (int i = 0; i < each.Length; i++)
                foreach (object simpler in each[i].Shrinker(arguments[i]))
                    yield return [.. arguments[..i], simpler, .. arguments[(i + 1)..]];
        }
    }

    /// <summary>Gets the one value, or every value, of a static property or field.</summary>
    private static IEnumerable<object> Given(Type type, string member, Type parameter)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        object value = type.GetProperty(member, Static)?.GetValue(null) ?? type.GetField(member, Static)?.GetValue(null)
            ?? throw new MissingMemberException(type.Name, member);
        return parameter.IsInstanceOfType(value) ? [value] : ((IEnumerable)value).Cast<object>();
    }
}
