namespace Katas.Dojo;

internal static class StageExtensions
{
    extension(Stage stage)
    {
        /// <summary>Gets whether the repository has a solution of the stage; a workshop leader may hand out a copy without.</summary>
        public bool HasSolution => File.Exists(stage.At(stage.Solution));
    }
}
