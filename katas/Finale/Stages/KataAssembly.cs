using System.Reflection;
using System.Runtime.Loader;

namespace Katas.Finale;

/// <summary>
/// Loads the learner's code of a stage, as it was built last. Its types have the names of the solution's, so it is loaded apart from them;
/// what it refers to, the foundation, is the same for both.
/// </summary>
public static class KataAssembly
{
    /// <summary>Loads the class that the learner writes. The files are copied into memory, and free for the next build.</summary>
    public static Type Load(Stage stage)
    {
        string path = stage.At($"artifacts/learner/bin/katas/{stage.Folder}/release/{stage.Name}.dll"),
            symbols = Path.ChangeExtension(path, ".pdb");
        AssemblyLoadContext context = new(stage.Folder);
        context.Resolving += (_, name) =>   // packages that the learner has added lie beside it
            Path.Combine(Path.GetDirectoryName(path)!, $"{name.Name}.dll") is var file && File.Exists(file)
                ? context.LoadFromAssemblyPath(file) : null;
        using MemoryStream code = new(File.ReadAllBytes(path));
        using MemoryStream? lines = File.Exists(symbols) ? new(File.ReadAllBytes(symbols)) : null;
        return context.LoadFromStream(code, lines).GetType($"Katas.{stage.Type}")
            ?? throw new UserError($"there is no public class {stage.Type} in {stage.Kata}");
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
