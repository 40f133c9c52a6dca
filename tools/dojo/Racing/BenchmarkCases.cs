using System.Numerics.Tensors;
using Norm = System.Func<Katas.Tensor<float>, float>;
using ThreadedOperation = System.Func<Katas.Tensor<float>, Katas.Tensor<float>, int, Katas.Tensor<float>>;

namespace Katas.Dojo.Racing;

/// <summary>Who runs against whom in each stage, as its description says.</summary>
public static class BenchmarkCases
{
    /// <summary>
    /// Sets up the races of a stage, one for each size. In a copy of the repository without solutions, these do not take part.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="result">Its result: of its goals, the last that it reaches and the next one run as well.</param>
    /// <param name="isRight">Tells of an earlier stage whether the learner's own code can run.</param>
    public static IEnumerable<BenchmarkCase> Of(Stage stage, Result result, Func<Stage, bool> isRight) =>
        stage.Race.Larger is { } larger
            ? [Of(stage, Draw(stage.Race.Shapes), result, isRight), Of(stage, Draw([larger, larger]), result, isRight)]
            : [Of(stage, Draw(stage.Race.Shapes), result, isRight)];

    /// <summary>Gets the learner's contenders, one for each member that is timed.</summary>
    public static IEnumerable<Contender> Learner(Stage stage) =>
        All("your code", KataAssembly.Load(stage), stage, Draw(stage.Race.Shapes));

    /// <summary>Gets the contenders of the reference solution.</summary>
    public static IEnumerable<Contender> Reference(Stage stage) =>
        All("reference", KataAssembly.LoadSolution(stage), stage, Draw(stage.Race.Shapes));

    /// <summary>Gets the stages whose solutions have to be built for a race.</summary>
    public static IEnumerable<Stage> Solutions(Stage stage) =>
        stage.Race.Earlier is { } earlier ? [stage, earlier with { Root = stage.Root }] : [stage];

    /// <summary>Draws tensors of some shapes.</summary>
    internal static Tensor<float>[] Draw(IReadOnlyList<IReadOnlyList<int>> shapes) =>
        [.. shapes.Select((shape, i) => Tensor.RandomNormal(20 + i, [.. shape]))];

    private static BenchmarkCase Of(Stage stage, Tensor<float>[] arguments, Result result, Func<Stage, bool> isRight)
    {
        List<Contender> contenders = [.. All("your code", KataAssembly.Load(stage), stage, arguments)];
        if (stage.Race.Earlier is { } earlier && Earlier(earlier with { Root = stage.Root }, arguments, isRight) is { } rival)
            contenders.Add(rival);
        if (stage.HasSolution)
            contenders.AddRange([.. NextGoals(stage, arguments, result), .. Solution(stage, arguments)]);
        if (Platform(stage, arguments) is { } platform)
            contenders.Add(platform);
        string of = arguments is [] ? Path.GetFileName(MnistFile.Path)
            : string.Join(" and ", arguments.Select(argument => Tensor.Format(argument.Shape)));
        return new($"{string.Join(" and ", stage.Race.Members)} of {of}", contenders, Flop(arguments));
    }

    /// <summary>Counts the operations of a product of matrices: a multiplication and an addition for each m, k and n.</summary>
    private static double Flop(Tensor<float>[] arguments) =>
        arguments is [{ Rank: 2 } a, { Rank: 2 } b] ? 2.0 * a.Shape[0] * a.Shape[1] * b.Shape[1] : 0;

    private static Contender? Earlier(Stage earlier, Tensor<float>[] arguments, Func<Stage, bool> isRight)
    {
        bool own = isRight(earlier);
        if (!own && !earlier.HasSolution)
            return null;
        Type type = own ? KataAssembly.Load(earlier) : KataAssembly.LoadSolution(earlier);
        var multiply = type.Method<TensorOperation>("Multiply");
        string name = $"{(own ? "your stage" : "reference, stage")} {earlier.Number}";
        return arguments is [var m]
            ? new($"{name}, summed", () => Math.Sqrt(Sum(multiply(m, m))))
            : new(name, () => multiply(arguments[0], arguments[1]));
    }

    /// <summary>Gets what the learner's code is as fast as, by the goals, and what it should be as fast as next.</summary>
    private static IEnumerable<Contender> NextGoals(Stage stage, Tensor<float>[] arguments, Result result)
    {
        int reached = stage.Goals.Count(result.Reaches);
        return from goal in stage.Goals.Skip(reached - 1).Take(reached == 0 ? 1 : 2)
               where goal.Measure != stage.Type
               let multiply = SpeedRace.Load(stage, goal)
               select new Contender($"solution, {goal.Name}", () => multiply(arguments[0], arguments[1]));
    }

    /// <summary>Gets the reference solution: that of stage 7 on one thread and, where it takes more, on as many as it takes.</summary>
    private static IEnumerable<Contender> Solution(Stage stage, Tensor<float>[] arguments)
    {
        Type type = KataAssembly.LoadSolution(stage);
        if (stage.Type != Stage.SimdMatmul.Type)
            return All("reference", type, stage, arguments);
        var multiply = type.Method<ThreadedOperation>("Multiply");
        Contender alone = new("reference, one thread", () => multiply(arguments[0], arguments[1], 1));
        return arguments[0].Shape[0] < stage.Race.Larger![0] ? [alone] : [alone, .. All("reference, all cores", type, stage, arguments)];
    }

    private static IEnumerable<Contender> All(string who, Type type, Stage stage, Tensor<float>[] arguments) =>
        stage.Race.Members.Select(member =>
            new Contender(stage.Race.Members is [_] ? who : $"{who}, {member}", Call(type, member, arguments)));

    private static Action Call(Type type, string member, Tensor<float>[] arguments)
    {
        switch (arguments)
        {
            case [var a, var b]:
                var operation = type.Method<TensorOperation>(member);
                return () => operation(a, b);
            case [var m]:
                var norm = type.Method<Norm>(member);
                return () => norm(m);
            default:
                var load = type.Method<Func<string, Mnist>>(member);
                return () => load(MnistFile.Path);
        }
    }

    /// <summary>Does the same with what .NET has; null where it has nothing like it.</summary>
    private static Contender? Platform(Stage stage, Tensor<float>[] arguments) => (stage.Type, arguments) switch
    {
        ("MnistLoader", _) => new("platform (decompression alone)", MnistFile.DecompressOnly),
        ("Elementwise", [var a, var b]) => new("platform (TensorPrimitives)", () =>
            TensorPrimitives.Add<float>(a.AsSpan(), b.AsSpan(), Tensor.Zeros<float>(a.Shape).AsSpan())),
        ("FrobeniusNorm", [var m]) => new("platform (TensorPrimitives)", () => TensorPrimitives.Norm<float>(m.AsSpan())),
        ("NaiveMatmul" or "VectorizedMatmul" or "Broadcasting" or "SimdMatmul", [var a, var b]) =>
            new("platform (TensorPrimitives)", () => MultiplyByRows(a, b)),
        _ => null,
    };

    /// <summary>Multiplies by scaled rows, as the last lesson does it at work.</summary>
    private static void MultiplyByRows(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
                TensorPrimitives.MultiplyAddEstimate<float>(b.Row(k), a[i, k], c.Row(i), c.Row(i));
    }

    private static float Sum(Tensor<float> squares)
    {
        float sum = 0;
        foreach (float square in squares.AsSpan())
            sum += square;
        return sum;
    }
}
