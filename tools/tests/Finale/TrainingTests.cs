using Katas.Finale;
using Spectre.Console.Testing;

namespace Katas.Tests;

public sealed class TrainingTests
{
    private static readonly Mnist mnist = Reference.Mnist;
    private static readonly Hyperparameters softmax = new FinaleCommand.Settings().ToHyperparameters();
    private static readonly Hyperparameters hidden = new FinaleCommand.Settings { Hidden = "100" }.ToHyperparameters();

    [Fact]
    public void A_softmax_gets_92_percent_of_the_test_images_right()
    {
        Training training = new(Reference.Functions, mnist.Train, softmax);
        training.Steps().Count().ShouldBe(training.StepCount);
        Classifier classifier = new(Reference.Functions);
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
            Training training = new(Reference.Functions, mnist.Train, hyperparameters);
            training.Steps().Take(20).Count().ShouldBe(20);
            return training.Layers[0].Weights;
        }
    }

    [Fact]
    public void An_epoch_ends_with_the_images_that_are_left()
    {
        Split few = new(Tensor.Zeros<float>(10, 784), Tensor.Zeros<long>(10));
        Training training = new(Reference.Functions, few, softmax with { Batch = 4, Epochs = 2 });
        training.Steps().Select(step => step.Epoch).ShouldBe([0, 0, 0, 1, 1, 1]);
    }

    [Fact]
    public void The_first_loss_is_that_of_ten_digits_alike() =>
        new Training(Reference.Functions, mnist.Train, hidden).Steps().First().Loss.ShouldBe(MathF.Log(10), 1e-5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_demo_runs_in_a_terminal_and_into_a_file(bool interactive)
    {
        using TestConsole console = new();
        if (interactive)
            console.Interactive().EmitAnsiSequences();
        string picture = Path.GetTempFileName();
        new Demo(console, Reference.Functions, mnist, Stage.SimdMatmul, softmax with { Epochs = 2, Batch = 5000 },
            TestContext.Current.CancellationToken).Run(picture);
        console.Output.ShouldContain("test images are right");
        File.ReadAllBytes(picture)[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        File.Delete(picture);
    }

    [Theory]
    [InlineData("x", null, null, null,
        "--hidden: expected a whole number from 1 to 1,000 (units; without --hidden there is no hidden layer).")]
    [InlineData("1001", null, null, null, "--hidden: expected a whole number from 1 to 1,000")]
    [InlineData(null, "ten", null, null, "--epochs: expected a whole number from 1 to 1,000 (epochs).")]
    [InlineData(null, null, "NaN", null, "--rate: expected a number above 0 and at most 1000, such as 0.5.")]
    [InlineData(null, null, "0", null, "--rate: expected a number above 0")]
    [InlineData(null, null, null, "picture.jpg", "--png: expected the name of a file that ends in .png.")]
    [InlineData(null, null, null, "no/such/folder/picture.png", "Could not find a part of the path")]
    public void A_wrong_option_is_told_with_what_is_expected(string? hidden, string? epochs, string? rate, string? png, string message) =>
        new FinaleCommand.Settings { Hidden = hidden, Epochs = epochs, Rate = rate, Png = png }.Validate().Message.ShouldNotBeNull()
            .ShouldStartWith(message);

    [Fact]
    public void Steps_too_long_end_in_a_clear_word()
    {
        using TestConsole console = new();
        Demo demo = new(console, Reference.Functions, mnist, Stage.SimdMatmul, hidden with { Rate = float.MaxValue },
            TestContext.Current.CancellationToken);
        Should.Throw<NotFiniteNumberException>(() => demo.Run("never.png")).Message.ShouldContain("smaller --rate");
    }
}
