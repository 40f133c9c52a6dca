namespace Katas.Tests;

/// <summary>The random inputs reach what they should: Generators.md keeps the shares in the snapshot, and each has a floor here.</summary>
public sealed class GeneratorTests
{
    private const int Draws = 2000;

    private static readonly (string Name, Func<int[], bool> Has)[] Kinds =
    [
        ("square", shape => shape is [.., var rows, var columns] && rows == columns && rows > 1),
        ("empty", shape => shape.Contains(0)),
        ("single row", shape => shape is [1, > 1] or [_, _, .., 1, > 1]),
        ("single column", shape => shape is [.., > 1, 1]),
        ("tail beyond a vector of 8", shape => shape is [.., > 8 and var last] && last % 8 != 0),
        ("longer than two vectors of 16", shape => shape is [.., > 32]),
    ];

    /// <summary>The generators, each with the least share of each kind, in percent.</summary>
    private static readonly (string Name, IEnumerable<int[]> Shapes, int[] Floors)[] Generators =
    [
        ("matrices", Shapes(Matrix<Zero>.Arbitrary, x => x.A.Shape.ToArray()), [8, 6, 4, 4, 15, 8]),
        ("matrices to multiply", Shapes(Multipliable<Zero>.Arbitrary, x => x.A.Shape.ToArray(), x => x.B.Shape.ToArray()),
            [8, 6, 4, 4, 15, 8]),
        ("three matrices to multiply", Shapes(Chain<Zero>.Arbitrary, x => x.A.Shape.ToArray(), x => x.B.Shape.ToArray(), x =>
            x.C.Shape.ToArray()), [8, 6, 4, 4, 15, 8]),
        ("long and thin matrices", Shapes(LongAndThin<Zero>.Arbitrary, x => x.A.Shape.ToArray(), x => x.B.Shape.ToArray()),
            [1, 0, 4, 4, 25, 25]),
        ("large matrices", Shapes(Large<Zero>.Arbitrary, x => x.A.Shape.ToArray(), x => x.B.Shape.ToArray()), [0, 0, 3, 3, 50, 50]),
        ("tensors of one shape", Shapes(SameShape<Zero>.Arbitrary, x => x.A.Shape.ToArray()), [5, 8, 2, 2, 5, 2]),
        ("masks", Shapes(Mask.Arbitrary, x => x.A.Shape.ToArray()), [5, 0, 2, 2, 5, 2]),
        ("tensors to broadcast", Shapes(Broadcastable.Arbitrary, x => x.A.Shape.ToArray(), x => x.B.Shape.ToArray()), [0, 3, 8, 8, 1, 0]),
        ("data sets", Shapes(MnistSets.Small, x => x.Train.Images.Shape.ToArray(), x => x.Validation.Images.Shape.ToArray(), x =>
            x.Test.Images.Shape.ToArray()), [2, 8, 4, 4, 15, 8]),
    ];

    [Fact]
    public void Every_generator_draws_every_kind_often_enough()
    {
        List<string> table = [$"| of {Draws} draws each | {string.Join(" | ", Kinds.Select(kind => kind.Name))} |",
            $"|---|{string.Concat(Kinds.Select(_ => "---:|"))}"], tooFew = [];
        foreach ((string name, IEnumerable<int[]> shapes, int[] floors) in Generators)
        {
            double[] shares = [.. Kinds.Select(kind => 100.0 * shapes.Count(kind.Has) / shapes.Count())];
            table.Add($"| {name} | {string.Join(" | ", shares.Zip(floors, (share, floor) => $"{share:0.0} % (at least {floor} %)"))} |");
            tooFew.AddRange(Kinds.Zip(shares).Zip(floors).Where(x => x.First.Second < x.Second).Select(x =>
                $"{name}: {x.First.First.Name} {x.First.Second:0.0} %, not {x.Second} %"));
        }

        tooFew.ShouldBeEmpty();
        new Snapshot("Generators.md").ShouldSay(string.Join('\n', table));
    }

    /// <summary>The elements do not matter here, and drawing them takes most of the time.</summary>
    private readonly struct Zero : IValues
    {
        public static float Sample(Random random) => 0;
    }

    private static IEnumerable<int[]> Shapes<T>(Arbitrary<T> inputs, params Func<T, int[]>[] shapes) =>
        [.. from input in inputs.Generator.Sample(Draws, new Rnd(1), 50) from shape in shapes select shape(input)];
}
