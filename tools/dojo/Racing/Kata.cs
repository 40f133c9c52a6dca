using System.Reflection;
using System.Runtime.Loader;

namespace Katas.Dojo.Racing;

/// <summary>
/// The learner's code of a stage, as it was built last. Its types have the names of the reference's, so it is loaded apart from them;
/// what it refers to, the foundation, is the same for both.
/// </summary>
public sealed class Kata
{
    private readonly Type type;

    public Kata(Stage stage)
    {
        string path = stage.Workspace.At($"artifacts/learner/bin/katas/{stage.Folder}/release/{stage.Name}.dll");
        using MemoryStream file = new(File.ReadAllBytes(path));   // a copy: the file stays free for the next build
        Assembly assembly = new AssemblyLoadContext(stage.Folder).LoadFromStream(file);
        type = assembly.GetType($"Katas.{Path.GetFileNameWithoutExtension(stage.Kata)}", throwOnError: true)!;
    }

    /// <summary>Gets a public static method as a delegate.</summary>
    public T Method<T>(string name) where T : Delegate
    {
        MethodInfo signature = typeof(T).GetMethod("Invoke")!;
        return type.GetMethod(name, BindingFlags.Public | BindingFlags.Static, [.. signature.GetParameters().Select(parameter => parameter.ParameterType)])?.CreateDelegate<T>()
            ?? throw new Refusal($"{type.Name} has no public method {name} as the lesson describes it.");
    }
}
