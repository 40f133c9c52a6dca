using Katas.Dojo;

namespace Katas.Tests;

/// <summary>Builds and runs two laws for real, one of each round, on code that holds in both rounds or in the ordinary one alone.</summary>
public sealed class ThoroughRoundTests(ThoroughRoundTests.Copy copy) : IClassFixture<ThoroughRoundTests.Copy>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Stage Stage => copy.Stage;

    public sealed class Copy : IDisposable
    {
        private readonly TemporaryRepository copy = new(TemporaryRepository.Real.Find("2-NaiveMatmul"));

        public Copy() => File.WriteAllText(Stage.At($"{Stage.Tests}/NaiveMatmulTests.cs"), """
            namespace Katas.Tests;

            public sealed class NaiveMatmulTests() : Laws
            {
                [Law]
                public bool A_small_product_is_right() => Multiply(1);

                [Law(Thorough = true)]
                public bool A_large_product_is_right() => Multiply(100);

                private static bool Multiply(int rows) =>
                    NaiveMatmul.Multiply(Tensor.Zeros<float>(rows, 1), Tensor.Zeros<float>(1, 1)) == Tensor.Zeros<float>(rows, 1);
            }
            """);

        public Stage Stage => copy.Workspace.Stages.Single();

        public void Dispose() => copy.Dispose();
    }

    [Fact]
    public async Task Code_that_is_done_runs_in_the_thorough_round_once()
    {
        Write("");
        Result result = await TestRunner.Run(Stage, _ => { }, Cancel);
        (result.IsDone, result.IsThorough, result.Total).ShouldBe((true, false, 1), result.Failure?.Message);

        Write("// other code is built");
        await TestRunner.Run(Stage, _ => { }, Cancel);
        Write("");   // its result is known, but what was built last is not it

        List<Report> reports = [];
        Result thorough = await TestRunner.RunBothRounds(Stage, reports.Add, Cancel);
        (thorough.IsDone, thorough.IsThorough, thorough.Total).ShouldBe((true, true, 2));
        reports[0].ShouldBe(new(Phase.Known, reports[0].Result));
        reports[1..].ShouldAllBe(report => report.Phase == Phase.Running && report.Result.IsThorough);

        reports.Clear();
        (await TestRunner.RunBothRounds(Stage, reports.Add, Cancel)).Laws.ShouldBe(thorough.Laws);
        reports.Single().Phase.ShouldBe(Phase.Known);
    }

    [Fact]
    public async Task Code_that_breaks_a_thorough_law_is_not_right()
    {
        Write("if (a.Length == 100) return a.Reshape(1, 100);");
        Result result = await TestRunner.RunBothRounds(Stage, _ => { }, Cancel);
        (result.IsRight, result.IsThorough, result.Passed, result.Total).ShouldBe((false, true, 1, 2));
        result.FirstBroken!.Sentence.ShouldBe("A large product is right");
        result.FirstBroken.Failure!.ShouldContain("dotnet test tests/2-NaiveMatmul -e KATAS_THOROUGH=1 -e KATAS_SEED=");
        ResultCache.Get(Stage)!.IsRight.ShouldBeFalse();
    }

    [Fact]
    public async Task Code_that_breaks_an_ordinary_law_does_not_run_in_the_thorough_round()
    {
        Write("if (a.Length == 1) return b.Reshape(1);");
        Result result = await TestRunner.RunBothRounds(Stage, _ => { }, Cancel);
        (result.IsRight, result.IsThorough, result.Total).ShouldBe((false, false, 1));
    }

    /// <summary>Writes code that is right, but for its first statement.</summary>
    private void Write(string first)
    {
        const string result = "        Tensor<float> c = ";
        string code = File.ReadAllText(Stage.At(Stage.Solution));
        code.ShouldContain(result);
        File.WriteAllText(Stage.At(Stage.Kata), code.Replace(result, $"        {first}\n{result}"));
    }
}
