using System.Numerics.Tensors;
using Norm = System.Func<Katas.Tensor<float>, float>;

namespace Katas.Dojo.Racing;

/// <summary>Who runs against whom in each stage, as its description says.</summary>
public static class BenchmarkCases
{
    /// <summary>
    /// Sets up the race of a stage, in which <paramref name="isRight"/> tells of an earlier stage whether the learner's own code can run.
    /// In a copy of the repository without solutions, these do not take part.
    /// </summary>
    public static BenchmarkCase Of(Stage stage, Func<Stage, bool> isRight)
    {
        Tensor<float>[] arguments = Arguments(stage);
        List<Contender> contenders = [.. Learner(stage)];
        if (stage.Race.Earlier is { } earlier && Earlier(earlier with { Root = stage.Root }) is { } rival)
            contenders.Add(rival);
        if (stage.HasSolution)
            contenders.AddRange(Reference(stage));
        if (Platform(stage, arguments) is { } platform)
            contenders.Add(platform);
        string of = arguments is [] ? Path.GetFileName(MnistFile.Path)
            : string.Join(" and ", arguments.Select(argument => Tensor.Format(argument.Shape)));
        return new($"{string.Join(" and ", stage.Race.Members)} of {of}", contenders);

        Contender? Earlier(Stage earlier)
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
    }

    /// <summary>Gets the learner's contenders, one for each member that is timed.</summary>
    public static IEnumerable<Contender> Learner(Stage stage) => All("your code", KataAssembly.Load(stage), stage);

    /// <summary>Gets the contenders of the reference solution.</summary>
    public static IEnumerable<Contender> Reference(Stage stage) => All("reference", KataAssembly.LoadSolution(stage), stage);

    /// <summary>Gets the stages whose solutions have to be built for a race.</summary>
    public static IEnumerable<Stage> Solutions(Stage stage) =>
        stage.Race.Earlier is { } earlier ? [stage, earlier with { Root = stage.Root }] : [stage];

    /// <summary>Draws what a stage is timed on.</summary>
    internal static Tensor<float>[] Arguments(Stage stage) =>
        [.. stage.Race.Shapes.Select((shape, i) => Tensor.RandomNormal(20 + i, [.. shape]))];

    private static IEnumerable<Contender> All(string who, Type type, Stage stage)
    {
        Tensor<float>[] arguments = Arguments(stage);
        return stage.Race.Members.Select(member =>
            new Contender(stage.Race.Members is [_] ? who : $"{who}, {member}", Call(type, member, arguments)));
    }

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
