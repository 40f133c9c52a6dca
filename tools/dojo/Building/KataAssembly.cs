using System.Reflection;
using System.Runtime.Loader;

namespace Katas.Dojo;

/// <summary>
/// Loads a stage's code as it was built last, the learner's or the reference solution. Types of both have the same names, so each is loaded
/// apart from the others; what all refer to, the foundation, is the same for all.
/// </summary>
public static class KataAssembly
{
    /// <summary>Loads the class that the learner writes. The files are copied into memory, and free for the next build.</summary>
    public static Type Load(Stage stage) =>
        Load(BuildOutput.Kata(stage), stage.Type) ?? throw new UserError($"there is no public class {stage.Type} in {stage.Kata}");

    /// <summary>Loads the same class as the solution has it, or another one of the solution.</summary>
    public static Type LoadSolution(Stage stage, string? type = null) =>
        Load(BuildOutput.Solution(stage), type ?? stage.Type)
            ?? throw new UserError($"there is no public class {type ?? stage.Type} in solutions/{stage.Folder}");

    private static Type? Load(string path, string type)
    {
        string symbols = Path.ChangeExtension(path, ".pdb");
        AssemblyLoadContext context = new(Path.GetFileName(path));
        context.Resolving += (_, name) =>   // packages that the learner has added lie beside it
            Path.Combine(Path.GetDirectoryName(path)!, $"{name.Name}.dll") is var file && File.Exists(file)
                ? context.LoadFromAssemblyPath(file) : null;
        using MemoryStream code = new(File.ReadAllBytes(path));
        using MemoryStream? lines = File.Exists(symbols) ? new(File.ReadAllBytes(symbols)) : null;
        return context.LoadFromStream(code, lines).GetType($"Katas.{type}");
    }

    /// <summary>Gets a public static method as a delegate.</summary>
    /// <exception cref="UserError">There is none of that name and signature.</exception>
    public static T Method<T>(this Type type, string name) where T : Delegate
    {
        MethodInfo signature = typeof(T).GetMethod("Invoke")!;
        MethodInfo? method = type.GetMethod(name, BindingFlags.Public | BindingFlags.Static,
            [.. signature.GetParameters().Select(p => p.ParameterType)]);
        return method is not null && method.ReturnType == signature.ReturnType
            ? method.CreateDelegate<T>()
            : throw new UserError($"there is no {type.Name}.{name} with the parameters and the result that the stub had");
    }
}
