using System.Reflection;

namespace Katas.Finale;

/// <summary>Names one of the seven stages, and finds what belongs to it.</summary>
internal sealed record Stage(int Number, string Name, string Type)
{
    public static readonly Stage
        LoadMnist = new(1, "LoadMnist", "MnistLoader"), NaiveMatmul = new(2, "NaiveMatmul", "NaiveMatmul"), Elementwise = new(3, "Elementwise", "Elementwise"),
        FrobeniusNorm = new(4, "FrobeniusNorm", "FrobeniusNorm"), VectorizedMatmul = new(5, "VectorizedMatmul", "VectorizedMatmul"),
        Broadcasting = new(6, "Broadcasting", "Broadcasting"), SimdMatmul = new(7, "SimdMatmul", "SimdMatmul");

    public static readonly IReadOnlyList<Stage> All = [LoadMnist, NaiveMatmul, Elementwise, FrobeniusNorm, VectorizedMatmul, Broadcasting, SimdMatmul];

    public string Folder => $"{Number}-{Name}";

    /// <summary>Gets the file that the learner writes.</summary>
    public string File => $"katas/{Folder}/{Type}.cs";

    /// <summary>Gets the type of the reference solution.</summary>
    public Type Reference => Load(Assembly.Load($"{Name}.Solution"));

    /// <summary>Gets the type in the learner's kata, as built last: its output lies beside the finale's own.</summary>
    public Type Kata
    {
        get
        {
            DirectoryInfo own = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));   // .../bin/katas/Finale/release
            return Load(Assembly.LoadFrom(Path.Combine(own.Parent!.Parent!.FullName, Folder, own.Name, $"{Name}.dll")));
        }
    }

    /// <summary>Finds the stage that an assembly is the kata or the solution of; null if it is none.</summary>
    public static Stage? Of(Assembly? assembly) => All.FirstOrDefault(stage => assembly?.GetName().Name?.Split('.')[0] == stage.Name);

    private Type Load(Assembly assembly) => assembly.GetType($"Katas.{Type}", throwOnError: true)!;
}
