using System.Reflection;
using Katas.Dojo;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]   // laws of all stages run here, and some measure memory

namespace Katas.Tests;

public sealed class LessonTests
{
    public static TheoryData<string> Stages => [.. Stage.All.Select(stage => stage.Folder)];

    [Theory, MemberData(nameof(Stages))]
    public void Every_law_belongs_to_exactly_one_task(string folder)
    {
        Stage stage = Stage.All.Single(stage => stage.Folder == folder);
        Law[] laws = [.. Laws(stage, thorough: false)];
        string[] items = [.. Lesson.Of(stage).Tasks.SelectMany(task => task.Laws)];
        string[] names = [.. items.Where(item => item != LessonLaws.AllOthers)];
        items.Length.ShouldBeLessThanOrEqualTo(names.Length + 1);

        names.Where(item => !laws.Any(law => Lesson.Means(item, law))).ShouldBeEmpty($"{stage.LessonPath} names laws that there are not");
        names.ShouldBeUnique();
        if (items.Length == names.Length)
            laws.Where(law => !names.Any(item => Lesson.Means(item, law))).ShouldBeEmpty($"{stage.LessonPath} leaves laws out");
    }

    /// <summary>Gets the laws of a stage, with those of the thorough round or without; all are compiled into this program.</summary>
    internal static IEnumerable<Law> Laws(Stage stage, bool thorough) =>
        from type in typeof(LessonTests).Assembly.GetTypes()
        where type.Name.StartsWith(stage.Type, StringComparison.Ordinal) && type.Name.EndsWith("Tests", StringComparison.Ordinal)
        where !type.IsAssignableTo(typeof(NarrowerVectors))   // which repeats the others
        from method in type.GetMethods()
        where method.GetCustomAttribute<LawAttribute>() is { } law && (thorough || !law.Thorough)
        select new Law(type.Name[..^"Tests".Length], method.Name.Replace('_', ' '), null);
}
