using System.Reflection;

namespace Katas.Finale;

/// <summary>Connects stages with what they are compiled to.</summary>
public static class StageAssemblies
{
    extension(Stage stage)
    {
        /// <summary>Gets the type of the reference solution.</summary>
        public Type SolutionType => Assembly.Load($"{stage.Name}.Solution").GetType($"Katas.{stage.Type}", throwOnError: true)!;

        /// <summary>Finds the stage that an assembly is the kata or the solution of; null if it is none.</summary>
        public static Stage? Of(Assembly? assembly) => Stage.All.FirstOrDefault(stage => assembly?.GetName().Name?.Split('.')[0] == stage.Name);
    }
}
