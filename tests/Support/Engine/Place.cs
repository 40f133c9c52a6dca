using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Katas.Tests;

/// <summary>Finds where an exception was thrown.</summary>
internal static class Place
{
    /// <summary>Gets the line of the learner's own code that threw, or else of the law's; empty if neither is known.</summary>
    public static string Of(Exception exception)
    {
        StackFrame[] frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        int own = Array.FindIndex(frames, IsLearners);
        if (own < 0)
            own = Array.FindIndex(frames, IsOfALaw);
        if (own < 0 || frames[own].GetFileName() is not { } path)
            return "";

        string file = Path.GetFileName(path);
        if (own == 0 || !IsCheckByTheRuntime(frames[own - 1]))
            return $"\nat {file}, line {frames[own].GetFileLineNumber()}";
        MethodBase method = frames[own].GetMethod()!;
        (int first, int last) = Lines(method);
        return first == last
            ? $"\nat {file}, line {first}"
            : $"\nin {file}, {method.Name.TrimStart('<').Split('>')[0]}, between lines {first} and {last}";
    }

    private static bool IsLearners(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { Namespace: "Katas" } type && type.Assembly != typeof(Tensor).Assembly;

    private static bool IsOfALaw(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { } type && (type.DeclaringType ?? type).IsAssignableTo(typeof(Laws));

    /// <summary>Tells whether the JIT's own check threw, of an index for instance: in the frame above it, the line is not known.</summary>
    private static bool IsCheckByTheRuntime(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { Namespace: "Internal.Runtime.CompilerHelpers" };

    /// <summary>Gets the first and the last line of a method from its assembly's .pdb file.</summary>
    private static (int First, int Last) Lines(MethodBase method)
    {
        using MetadataReaderProvider provider =
            MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(method.Module.Assembly.Location, ".pdb")));
        EntityHandle handle = MetadataTokens.EntityHandle(method.MetadataToken);
        SequencePoint[] points =
        [
            .. provider.GetMetadataReader().GetMethodDebugInformation((MethodDefinitionHandle)handle).GetSequencePoints()
                .Where(point => !point.IsHidden),
        ];
        return (points.Min(point => point.StartLine), points.Max(point => point.EndLine));
    }
}
