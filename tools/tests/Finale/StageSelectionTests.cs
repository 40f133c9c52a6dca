using System.Text.RegularExpressions;
using Katas.Finale;
using Spectre.Console.Testing;

namespace Katas.Tests;

public sealed class StageSelectionTests
{
    private static readonly Mnist mnist = Reference.Mnist;
    private static readonly Implementations right = Implementations.Reference with { Load = path => mnist };
    private static readonly Implementations unwritten = new(
        _ => throw new NotImplementedException(),
        [.. right.Matmul.Select(matmul => (matmul.Stage, (TensorOperation)Unwritten))],
        new(Unwritten, Unwritten, (_, _) => throw new NotImplementedException(), (_, _) => throw new NotImplementedException(),
            _ => throw new NotImplementedException()),
        _ => throw new NotImplementedException(),
        new(Unwritten, Unwritten),
        _ => throw new NotImplementedException());

    [Fact]
    public void With_all_stages_right_the_fastest_multiplies()
    {
        StageSelection selection = Select(right);
        selection.Multiplier.ShouldBe(Stage.SimdMatmul);
        selection.Needed.ShouldBeEmpty();
        selection.Findings.Values.ShouldAllBe(finding => finding.State == StageState.Right);
    }

    [Fact]
    public void An_unwritten_stage_is_named_with_its_file_and_its_lesson()
    {
        StageSelection selection = Select(right with { FrobeniusNorm = unwritten.FrobeniusNorm }, isComplete: false);
        selection.Findings[Stage.FrobeniusNorm].State.ShouldBe(StageState.Missing);
        string report = Written(selection);
        report.ShouldContain("not written yet");
        report.ShouldContain("open katas/4-FrobeniusNorm/FrobeniusNorm.cs; its lesson is README.md there");
        report.ShouldContain("--borrow");
    }

    [Fact]
    public void A_wrong_stage_is_named_with_its_file_and_the_command_that_says_more()
    {
        StageSelection selection = Select(right with { FrobeniusNorm = m => m[0, 0] }, isComplete: false);
        string report = Written(selection);
        report.ShouldContain("ByLoops of (2, 2) [[1, 2], [3, 4]] is 1, not 5.477226; the law to look at is "
            + "\"The norm is the square root of the sum of all squares\"");
        report.ShouldContain("open katas/4-FrobeniusNorm/FrobeniusNorm.cs; dotnet test tests/4-FrobeniusNorm says more");
    }

    [Fact]
    public void What_is_missing_is_borrowed_if_asked()
    {
        StageSelection selection = Select(unwritten, borrow: true);
        selection.Multiplier.ShouldBe(Stage.SimdMatmul);
        selection.Needed.ShouldBeEmpty();
        Written(selection).ShouldContain("borrowed from the reference; yours: not written yet");
    }

    [Fact]
    public void Without_stages_7_and_5_a_slower_one_multiplies_and_nothing_is_needed()
    {
        StageSelection selection = Select(With(Unwritten, Stage.SimdMatmul, Stage.VectorizedMatmul));
        selection.Multiplier.ShouldBe(Stage.NaiveMatmul);
        selection.Needed.ShouldBeEmpty();
    }

    [Fact]
    public void Without_any_that_multiplies_the_simplest_is_needed()
    {
        StageSelection selection = Select(right with { Matmul = unwritten.Matmul }, isComplete: false);
        selection.Needed.ShouldBe([Stage.NaiveMatmul]);
    }

    [Fact]
    public void The_finales_own_task_can_wait()
    {
        StageSelection selection = Select(right with { LogSoftmax = unwritten.LogSoftmax });
        selection.LogSoftmax.ShouldBe(new(StageState.Missing, "not written yet", IsBorrowed: true));
        Written(selection).ShouldContain("Log-softmax is the finale's own task, in katas/Finale/LogSoftmax.cs. It can wait.");
        Select(right).LogSoftmax.ShouldBe(new(StageState.Right, null));
    }

    [Fact]
    public void A_log_softmax_that_overflows_is_not_used()
    {
        StageSelection selection = Select(right with { LogSoftmax = z => z.Map(MathF.Exp) });
        selection.LogSoftmax.IsBorrowed.ShouldBeTrue();
        selection.LogSoftmax.Complaint!.ShouldContain("the law to look at is \"Each element is the logarithm of the softmax\"");
    }

    [Theory]
    [InlineData("wrong", "the product of (2, 3) [[1, 2, 3], [4, 5, 6]] and (3, 2) [[1, 2], [3, 4], [5, 6]] is (2, 2) [[NaN, NaN], "
        + "[NaN, NaN]], not (2, 2) [[22, 28], [49, 64]]; the law to look at is \"Each element is a row of A times a column of B\"")]
    [InlineData("wrong for many", "the product of (50, 784) and (784, 10) has ")]
    [InlineData("narrow", "has the shape (2, 1), not (2, 2); the law to look at is")]
    [InlineData("null", "is null")]
    [InlineData("throwing", "throws IndexOutOfRangeException: Index (0, 6) is outside a tensor")]
    public void A_stage_that_does_not_do_what_it_should_is_told_so(string mistake, string complaint)
    {
        TensorOperation multiply = mistake switch
        {
            "wrong" => (a, b) => Right(a, b).Map(_ => float.NaN),
            "wrong for many" => (a, b) => a.Length > 1000 ? Right(a, b).Map(x => x + 1) : Right(a, b),
            "narrow" => (a, b) => Tensor.Zeros<float>(a.Shape[0], b.Shape[1] - 1),
            "null" => (_, _) => null!,
            _ => (a, b) => a[0, b.Shape[0] + a.Shape[1]],
        };
        StageSelection selection = Select(With(multiply, Stage.SimdMatmul));
        selection.Findings[Stage.SimdMatmul].State.ShouldBe(StageState.Wrong);
        selection.Findings[Stage.SimdMatmul].Complaint!.ShouldContain(complaint);
    }

    [Fact]
    public void A_loop_that_never_ends_is_told_so()
    {
        StageSelection selection = new(With(Endless, Stage.SimdMatmul), right, borrow: false, TimeSpan.FromSeconds(1));
        selection.Select(TestContext.Current.CancellationToken);
        selection.Findings[Stage.SimdMatmul].Complaint
            .ShouldBe("no result after 1 seconds: is there a loop that never ends? (Or is the machine busy?)");
    }

    [Fact]
    public void A_class_that_fails_before_its_first_call_is_told_by_what_failed()
    {
        StageSelection selection = Select(With(FailsAtOnce.Multiply, Stage.SimdMatmul));
        selection.Findings[Stage.SimdMatmul].Complaint!.ShouldStartWith("throws FormatException");
    }

    [Fact]
    public void An_exception_in_a_stage_is_blamed_on_it()
    {
        Exception thrown = Should.Throw<ArgumentException>(() => Implementations.Reference.Matmul[0].Multiply([1, 2], [3, 4]));
        string blame = StageSelection.Blame(thrown).ShouldNotBeNull();
        blame.ShouldStartWith("Stage 7, SIMD matmul, throws ArgumentException in line ");
        StageSelection.Blame(new InvalidOperationException()).ShouldBeNull();
    }

    [Fact]
    public void Data_that_is_not_MNIST_is_told_so()
    {
        Split labels = mnist.Test with { Labels = Tensor.Of<long>([.. Enumerable.Repeat(10L, 10_000)], 10_000) };
        Complaint(mnist with { Test = labels }).ShouldContain("the test split has labels that are not digits");
        Split images = mnist.Test with { Images = mnist.Test.Images.Reshape(784, 10_000) };
        Complaint(mnist with { Test = images }).ShouldContain("the test split is not images of shape (n, 784) and labels of shape (n)");

        static string Complaint(Mnist other) =>
            Select(right with { Load = _ => other }, isComplete: false).Findings[Stage.LoadMnist].Complaint!;
    }

    [Fact]
    public void Every_law_that_is_named_exists()
    {
        string checks = File.ReadAllText(Path.Combine(Repository.Root, "katas", "Finale", "StageChecks.cs"));
        string[] named = [.. Regex.Matches(checks, @"""(?<law>[A-Z]\w*( \w+){3,})\\?""").Select(match => match.Groups["law"].Value)];
        named.Distinct().Count().ShouldBe(12);
        string tests = Path.Combine(Repository.Root, "tests");
        string laws = string.Concat(Directory.EnumerateFiles(tests, "*Laws.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        foreach (string law in named)
            laws.ShouldContain($"void {law.Replace(' ', '_')}(");
    }

    private static StageSelection Select(Implementations own, bool borrow = false, bool isComplete = true)
    {
        StageSelection selection = new(own, right, borrow, TimeSpan.FromSeconds(20));
        (selection.Select(TestContext.Current.CancellationToken) is not null).ShouldBe(isComplete);
        return selection;
    }

    private static string Written(StageSelection selection)
    {
        using TestConsole console = new TestConsole().Width(400);
        StageReport.Write(console, selection);
        return console.Output;
    }

    private static Tensor<float> Right(Tensor<float> a, Tensor<float> b) => right.Matmul[0].Multiply(a, b);

    private static Tensor<float> Unwritten(Tensor<float> a, Tensor<float> b) => throw new NotImplementedException($"{a}{b}");

    private static Tensor<float> Endless(Tensor<float> a, Tensor<float> b)
    {
        while (a.Length + b.Length > 0)
            Thread.Sleep(100);
        return a;
    }

    /// <summary>Makes all stages right but some, which multiply as told.</summary>
    private static Implementations With(TensorOperation multiply, params Stage[] stages) => right with
    {
        Matmul = [.. right.Matmul.Select(matmul => stages.Contains(matmul.Stage) ? (matmul.Stage, multiply) : matmul)],
    };

    private static class FailsAtOnce
    {
        private static readonly int size = int.Parse("x");

        public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => a.Length + b.Length > size ? a : b;
    }
}
