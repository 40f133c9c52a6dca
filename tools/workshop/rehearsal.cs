#:property PublishAot=false

// dotnet run tools/workshop/rehearsal.cs FOLDER: makes thirty clones as participants leave them, for the scoreboard to be tried on. No two
// have the same code.

const int Count = 30;
if (args is not [var folder])
{
    Console.Error.WriteLine("dotnet run tools/workshop/rehearsal.cs FOLDER");
    return 2;
}
string repository = Path.GetFullPath("../..", (string)AppContext.GetData("EntryPointFileDirectoryPath")!);
string[] stages = [.. Directory.GetDirectories(Path.Combine(repository, "katas"), "?-*").Select(path => Path.GetFileName(path))
    .Order(StringComparer.Ordinal)];

for (int number = 1; number < Count - 3; number++)
{
    int solved = number % (stages.Length + 1);
    Clone($"{number:00} {solved} stages done", number, solved, code => number % 3 == 0 ? Wrong(code) : code);
}
Clone("27 doesn't compile & more", 27, 2, code => code.Replace("return", "retrun"));
Clone("28 endless loop", 28, 2, code =>
    WithMember(code.Replace("Tensor.Zeros<float>", "Endless"), "private static Tensor<float> Endless(int m, int n) { while (true) ; }"));
Clone("29 stack overflow, ünïcode", 29, 2, code =>
    WithMember(code, "static NaiveMatmul() => Again(); private static void Again() { Again(); Again(); }"));
Directory.CreateDirectory(Path.Combine(folder, "30 no clone"));
Console.WriteLine($"{folder} is ready: dotnet run tools/workshop/scoreboard.cs {folder}");
return 0;

// The first so many stages are solved, the last of them in a way of its own.
void Clone(string name, int number, int solved, Func<string, string> last)
{
    for (int s = 0; s < stages.Length; s++)
    {
        string to = Directory.CreateDirectory(Path.Combine(folder, name, "katas", stages[s])).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(repository, s < solved ? "solutions" : "katas", stages[s]), "*.cs"))
        {
            string code = File.ReadAllText(file);
            code = s == solved - 1 ? last(code) : code;
            File.WriteAllText(Path.Combine(to, Path.GetFileName(file)), s < solved ? $"// The work of {number}.\n{code}" : code);
        }
    }
}

static string WithMember(string code, string member) => code.Insert(code.LastIndexOf('}'), $"    {member}\n");

static string Wrong(string code) => code.Replace("+ 1", "+ 2").Replace("+=", "-=").Replace("x + y", "x - y");
