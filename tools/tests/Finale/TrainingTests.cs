using Katas.Finale;
using Spectre.Console.Testing;

namespace Katas.Tests;

public sealed class TrainingTests
{
    private static readonly Mnist mnist = Reference.Stages.Mnist;
    private static readonly Recipe softmax = new FinaleCommand.Settings { Batch = 100, Seed = 1 }.Recipe;
    private static readonly Recipe hidden = new FinaleCommand.Settings { Hidden = 100, Batch = 100, Seed = 1 }.Recipe;

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

        static Tensor<float> Weights(Recipe recipe)
        {
            Training training = new(Reference.Stages, mnist.Train, recipe);
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
    public void The_story_is_told_in_a_terminal_and_into_a_file(bool interactive)
    {
        using TestConsole console = new();
        if (interactive)
            console.Interactive().EmitAnsiSequences();
        string picture = Path.GetTempFileName();
        new Story(console, Reference.Stages, Stage.SimdMatmul, softmax with { Epochs = 2, Batch = 5000 }, TestContext.Current.CancellationToken).Tell(picture);
        console.Output.ShouldContain("test images are right");
        File.ReadAllBytes(picture)[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
        File.Delete(picture);
    }

    [Fact]
    public void Steps_too_long_end_in_a_clear_word()
    {
        using TestConsole console = new();
        Story story = new(console, Reference.Stages, Stage.SimdMatmul, hidden with { Rate = float.MaxValue }, TestContext.Current.CancellationToken);
        Should.Throw<FinaleException>(() => story.Tell("never.png")).Message.ShouldContain("smaller --rate");
    }
}
