namespace Katas.Dojo;

/// <summary>One of the seven, under the name of its folder: <c>2-NaiveMatmul</c>. Paths are relative to the repository, with slashes.</summary>
public sealed class Stage(Workspace repository, string folder)
{
    public Workspace Workspace => repository;

    public string Folder => folder;

    public int Number => folder[0] - '0';

    public string Name => folder[2..];

    public Lesson Lesson => field ??= Lesson.Read(repository.At(LessonPath));

    public Stub Stub => field ??= new(this);

    public string LessonPath => $"katas/{folder}/README.md";

    public string Kata => $"katas/{folder}/{Stub.FileName}";

    public string Solution => $"solutions/{folder}/{Stub.FileName}";

    public string Tests => $"tests/{folder}";

    /// <summary>Gets what a user may call the stage.</summary>
    public IEnumerable<string> Names => [$"{Number}", folder, Name, Lesson.Title];

    public override string ToString() => $"Stage {Number}, {Lesson.Title}";
}
