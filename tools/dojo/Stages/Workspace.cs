namespace Katas.Dojo;

/// <summary>Knows where things are in the repository: the stages, and what the dojo remembers.</summary>
public sealed class Workspace
{
    public Workspace(string root)
    {
        Root = root;
        Stages =
        [
            .. from folder in Directory.Exists(At("katas")) ? Directory.GetDirectories(At("katas"), "?-*") : []
               let name = Path.GetFileName(folder)
               where char.IsAsciiDigit(name[0])
               orderby name
               select new Stage(this, name),
        ];
        if (Stages.Count == 0)
            throw new Refusal($"There are no stages in {At("katas")}.");
    }

    public string Root { get; }

    public IReadOnlyList<Stage> Stages { get; }

    /// <summary>Gets how the dojo is called from the root of the repository.</summary>
    public static string Command => OperatingSystem.IsWindows() ? @".\dojo.cmd" : "./dojo.sh";

    /// <summary>Finds the repository that this program was built in, from any working directory.</summary>
    public static Workspace OfThisProgram() => new(Repository.Root);

    /// <summary>Gets the full path of what the repository has at a relative one, written with slashes.</summary>
    public string At(string relative) => Path.Combine([Root, .. relative.Split('/')]);

    /// <summary>Gets the full path of what the dojo remembers under a name. It can be deleted at any time.</summary>
    public string Remembered(string name) => At($"artifacts/dojo/{name}");

    /// <summary>Finds a stage by number, folder, name, or a part of its name that no other stage has.</summary>
    /// <exception cref="Refusal">There is none, or more than one.</exception>
    public Stage Find(string name)
    {
        bool Is(string other) => other.Equals(name, StringComparison.OrdinalIgnoreCase);
        Stage[] found = [.. Stages.Where(stage => stage.Names.Any(Is))];
        if (found.Length == 0 && name.Length > 1)
            found = [.. Stages.Where(stage => stage.Names.Any(other => other.Contains(name, StringComparison.OrdinalIgnoreCase)))];
        return found switch
        {
            [var stage] => stage,
            [] => throw new Refusal($"There is no stage \"{name}\".{Suggestion(name)}"),
            _ => throw new Refusal($"\"{name}\" could be {string.Join(" or ", found.Select(stage => stage.Folder))}: give its number."),
        };
    }

    private string Suggestion(string name)
    {
        (int distance, Stage nearest) = Stages.Select(stage => (stage.Names.Min(other => Distance(name, other)), stage)).MinBy(pair => pair.Item1);
        return name.Length > 0 && distance <= Math.Max(1, name.Length / 3)
            ? $" Did you mean {nearest.Folder}?"
            : $" The stages are {string.Join(", ", Stages.Select(stage => stage.Folder))}.";
    }

    /// <summary>Counts the letters to insert, delete or replace until one word is the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(diagonal, row[j]));
            }
        }
        return row[^1];
    }
}
