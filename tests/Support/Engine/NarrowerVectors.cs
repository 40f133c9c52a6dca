namespace Katas.Tests;

/// <summary>
/// Part of the thorough round: all laws of a stage again, in other processes, as on machines with narrower vectors. Code that takes
/// vectors of 8 floats for granted fails there.
/// </summary>
/// <param name="filter">Options of xUnit's console runner that select laws; none for all.</param>
public abstract class NarrowerVectors(params string[] filter) : Laws
{
    [Law(Of = nameof(VectorSwitch.Switches), In = typeof(VectorSwitch), Seconds = 600, Thorough = true)]
    public void All_laws_hold_with_narrower_vectors(VectorSwitch vectors)
    {
        TestProcess process = new(GetType().Assembly.Location, filter)
        {
            ["KATAS_SEED"] = $"{SeedOfRun}",
            ["KATAS_THOROUGH"] = "",
            ["KATAS_REPEAT"] = "",
            [vectors.Variable] = "0",
        };
        if (process.Run() is { } failure)
            throw new BrokenElsewhereException(failure);
    }
}
