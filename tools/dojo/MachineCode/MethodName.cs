using System.Text.RegularExpressions;

namespace Katas.Dojo.MachineCode;

/// <summary>
/// Reads the names that the JIT gives to methods: <c>Katas.Tensor`1[float]:Row(int):System.Span`1[float]:this</c>. What the C# compiler has
/// made of lambdas and local functions is told by its names as well: <c>Rows+&lt;&gt;c__DisplayClass0_0:&lt;Multiply&gt;b__0</c>.
/// </summary>
public static class MethodName
{
    private static readonly Regex Address = new(@"^\[[^\[\]:]+\](?=.)");
    private static readonly Regex Call = new(@"(?<helper>CORINFO_HELP_\w+)|"
        + @"(?<name>(?:<PrivateImplementationDetails>|[A-Za-z_]\S*):\S.*?\)(?::[^:\]]\S*?)*)\]?$");
    private static readonly Regex Generated = new(@"^<(?<outer>.+?)>(?<kind>[bg])__(?<name>\w*?)(?:\|.*)?$");

    /// <summary>Finds the name of the method that a call names, in full; null if the call goes to an address alone.</summary>
    public static string? InCall(string operands) => Call.Match(Address.Replace(operands, "")) switch
    {
        { Success: false } => null,
        { Groups: var groups } when groups["helper"].Success => groups["helper"].Value,
        { Groups: var groups } => groups["name"].Value,
    };

    /// <summary>Shortens a name to what its author calls it: <c>Tensor.Row</c>, <c>a lambda in Rows.Multiply</c>.</summary>
    public static string Readable(string name)
    {
        string signature = WithoutBrackets(name.Split('(')[0]);
        string[] parts = signature.Split(':');
        string type = parts[0].Split('+')[0].Split('.')[^1], method = parts.Length > 1 ? parts[1] : "";
        if (Generated.Match(method) is not { Success: true } generated)
            return method is ".ctor" ? $"new {type}" : $"{type}.{method}".TrimEnd('.');
        string outer = $"{type}.{generated.Groups["outer"].Value}";
        return generated.Groups["kind"].Value == "g" ? $"{generated.Groups["name"].Value} in {outer}" : $"a lambda in {outer}";
    }

    /// <summary>Leaves out what is in square brackets, and the number of type parameters before it.</summary>
    private static string WithoutBrackets(string name)
    {
        int depth = 0;
        string rest = "";
        foreach (char letter in name)
        {
            depth += letter == '[' ? 1 : 0;
            rest += depth == 0 ? letter : "";
            depth -= letter == ']' ? 1 : 0;
        }
        return Regex.Replace(rest, @"`\d+", "");
    }
}
