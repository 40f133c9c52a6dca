using Katas.Finale;
using Spectre.Console.Testing;

namespace Katas.Tests;

public sealed class TrainingTests
{
    private static readonly Mnist mnist = Reference.Stages.Mnist;
    private static readonly Hyperparameters softmax = new FinaleCommand.Settings().ToHyperparameters();
    private static readonly Hyperparameters hidden = new FinaleCommand.Settings { Hidden = "100" }.ToHyperparameters();

    [Fact]
    public void A_softmax_gets_92_percent_of_the_test_images_right()
    {
        Training training = new(Reference.Stages, mnist.Train, softmax);
        training.Steps().Count().ShouldBe(training.StepCount);
        Classifier classifier = new(Reference.Stages);
        classifier.Accuracy(classifier.Logits(training.Layers, mnist.Test.Images), mnist.Test.Labels).ShouldBeGreaterThanOrEqualTo(0.92f);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        Weights(hidden).ShouldEqual(Weights(hidden));
        Weights(hidden).ShouldNotBe(Weights(hidden with { Seed = 2 }));
        Weights(softmax).ShouldNotBe(Weights(softmax with { Seed = 2 }));

        static Tensor<float> Weights(Hyperparameters hyperparameters)
        {
            Training training = new(Reference.Stages, mnist.Train, hyperparameters);
            training.Steps().Take(20).Count().ShouldBe(20);
            return training.Layers[0].Weights;
        }
    }

    [Fact]
    public void An_epoch_ends_with_the_images_that_are_left()
    {
        Split few = new(Tensor.Zeros<float>(10, 784), Tensor.Zeros<long>(10));
        Training training = new(Reference.Stages, few, softmax with { Batch = 4, Epochs = 2 });
        training.Steps().Select(step => step.Epoch).ShouldBe([0, 0, 0, 1, 1, 1]);
    }

    [Fact]
    public void The_first_loss_is_that_of_ten_digits_alike() =>
        new Training(Reference.Stages, mnist.Train, hidden).Steps().First().Loss.ShouldBe(MathF.Log(10), 1e-5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_demo_runs_in_a_terminal_and_into_a_file(bool interactive)
    {
        using TestConsole console = new();
        if (interactive)
            console.Interactive().EmitAnsiSequences();
        string picture = Path.GetTempFileName();
        new Demo(console, Reference.Stages, Stage.SimdMatmul, softmax with { Epochs = 2, Batch = 5000 },
            TestContext.Current.CancellationToken).Run(picture);
        console.Output.ShouldContain("test images are right");
        File.ReadAllBytes(picture)[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        File.Delete(picture);
    }

    [Theory]
    [InlineData("x", null, null,
        "--hidden: expected a whole number from 1 to 1,000 (units; without --hidden there is no hidden layer), not \"x\".")]
    [InlineData("1001", null, null, "--hidden: expected a whole number from 1 to 1,000")]
    [InlineData(null, "ten", null, "--epochs: expected a whole number from 1 to 1,000 (epochs), not \"ten\".")]
    [InlineData(null, null, "fast", "--rate: expected a number above 0 and at most 1000, such as 0.5, not \"fast\".")]
    [InlineData(null, null, "NaN", "--rate: expected a number above 0")]
    [InlineData(null, null, "0", "--rate: expected a number above 0")]
    public void A_wrong_number_is_told_with_what_is_expected(string? hidden, string? epochs, string? rate, string message) =>
        Should.Throw<UserError>(() => new FinaleCommand.Settings { Hidden = hidden, Epochs = epochs, Rate = rate }.ToHyperparameters())
            .Message.ShouldStartWith(message);

    [Fact]
    public void Steps_too_long_end_in_a_clear_word()
    {
        using TestConsole console = new();
        Demo demo = new(console, Reference.Stages, Stage.SimdMatmul, hidden with { Rate = float.MaxValue },
            TestContext.Current.CancellationToken);
        Should.Throw<UserError>(() => demo.Run("never.png")).Message.ShouldContain("smaller --rate");
    }
}
