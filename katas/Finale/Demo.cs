using System.Diagnostics;
using Spectre.Console;

namespace Katas.Finale;

/// <summary>Shows the notebook's model, trains a better one, and shows what it has learned.</summary>
internal sealed class Demo(IAnsiConsole console, StageFunctions functions, Mnist mnist, Stage multiplier, Hyperparameters hyperparameters,
    CancellationToken cancellation)
{
    private readonly Classifier classifier = new(functions);

    /// <summary>Runs it all, and draws the picture into a file.</summary>
    /// <exception cref="NotFiniteNumberException">The loss is no longer a number; the message says what to try.</exception>
    public void Run(string picture)
    {
        ShowNotebookModel();
        Layer[] layers = Train();
        Judge(layers, picture);
    }

    private void ShowNotebookModel()
    {
        Heading("The notebook's model: random weights and bias");
        Layer random = new(Tensor.RandomNormal(hyperparameters.Seed, mnist.Validation.Images.Shape[1], 10),
            Tensor.RandomNormal(hyperparameters.Seed + 1, 10));
        Tensor<float> logits = classifier.Logits([random], mnist.Validation.Images), guesses = logits.LargestInRow();
        console.WriteLine("x W + b for the first five validation images; the largest number is the guess:");
        for (int i = 0; i < 5; i++)
        {
            string row = string.Concat(logits.Row(i).ToArray().Select(z => $"{z,4:F0}"));
            console.WriteLine($"  a {mnist.Validation.Labels[i]}  {row}   guess {guesses[i]}");
        }
        float right = classifier.Accuracy(logits, mnist.Validation.Labels);
        console.WriteLine($"Of all {mnist.Validation.Labels.Length:N0}, {right:P1} are guessed right; chance would get 10 %.");

        double seconds = TimeAllRows(random.Weights);
        string time = Race.FormatTime(seconds), ratio = Race.Format(Notebook.AllRows.TotalSeconds / seconds);
        console.MarkupLineInterpolated(
            $"[bold]{mnist.Train.Labels.Length:N0} rows in {time}, where the notebook says two hours[/]: {ratio} times as fast.");
    }

    /// <summary>Times the product of all training images and the weights: the median of five, of fewer if they are slow.</summary>
    private double TimeAllRows(Tensor<float> weights)
    {
        List<double> seconds = [];
        for (Stopwatch clock = Stopwatch.StartNew(); seconds.Count < 5 && (seconds.Count == 0 || clock.Elapsed.TotalSeconds < 2);)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            functions.Matmul(mnist.Train.Images, weights);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return Race.Median(seconds);
    }

    private Layer[] Train()
    {
        Training training = new(functions, mnist.Train, hyperparameters);
        Heading("Training");
        string network = hyperparameters.Hidden is null ? "softmax(x W + b)"
            : $"784 pixels, {hyperparameters.Hidden} hidden units with a ReLU, 10 digits";
        int numbers = training.Layers.Sum(layer => layer.Weights.Length + layer.Bias.Length);
        console.WriteLine($"{network}: {numbers:N0} numbers to learn. "
            + $"{hyperparameters.Epochs:N0} {(hyperparameters.Epochs == 1 ? "epoch" : "epochs")} of {training.StepsPerEpoch:N0} steps, "
            + $"at a rate that falls from {hyperparameters.Rate} to 0.");
        console.WriteLine("The hyperparameters were chosen by the validation images. The test images are used once, at the end.");
        if (Estimate() is > 20 and double estimate)
            console.MarkupLineInterpolated(
                $"[yellow]This will take about {Race.FormatTime(estimate)}, as stage {multiplier.Number} multiplies. Ctrl-C stops it.[/]");
        console.WriteLine("  epoch    loss   ‖gradient‖   validation images right");

        Stopwatch clock = Stopwatch.StartNew();
        if (console.Profile.Capabilities is { Interactive: true, Ansi: true })
            console.Progress().AutoClear(true)
                .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(),
                    new TaskDescriptionColumn { Alignment = Justify.Left })
                .Start(progress =>
                {
                    ProgressTask bar = progress.AddTask("loss", maxValue: training.StepCount);
                    Run(training, text =>
                    {
                        bar.Description = text;
                        bar.Increment(1);
                    });
                });
        else
            Run(training, _ => { });
        console.WriteLine($"Trained in {Race.FormatTime(clock.Elapsed.TotalSeconds)}.");
        return training.Layers;
    }

    /// <summary>
    /// Tells how many seconds the training will take, by its first steps: for half a second, five at least, as the first ones wait for the
    /// JIT, but not for more than five seconds.
    /// </summary>
    private double Estimate()
    {
        Training sample = new(functions, mnist.Train, hyperparameters);
        double fastest = double.MaxValue;
        Stopwatch clock = Stopwatch.StartNew(), lap = Stopwatch.StartNew();
        int steps = 0;
        foreach (Step _ in sample.Steps())
        {
            cancellation.ThrowIfCancellationRequested();
            fastest = Math.Min(fastest, lap.Elapsed.TotalSeconds);
            lap.Restart();
            double spent = clock.Elapsed.TotalSeconds;
            if (spent > 5 || (++steps >= 5 && spent > 0.5))
                break;
        }
        return sample.StepCount * fastest;
    }

    private void Run(Training training, Action<string> advance)
    {
        double loss = 0, norm = 0, accuracy = 0;
        int steps = 0;
        foreach (Step step in training.Steps())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!float.IsFinite(step.Loss))
                throw new NotFiniteNumberException(
                    $"The loss is {step.Loss} in epoch {step.Epoch + 1}: the steps are too long and the weights overflow. "
                    + $"Try a smaller --rate than {hyperparameters.Rate}.", step.Loss);
            loss += step.Loss;
            norm += step.GradientNorm;
            advance($"loss {loss / ++steps:F3}" + (step.Epoch == 0 ? "" : $"  right {accuracy:P1}"));
            if (steps == training.StepsPerEpoch)
            {
                accuracy = classifier.Accuracy(classifier.Logits(training.Layers, mnist.Validation.Images), mnist.Validation.Labels);
                console.WriteLine($"  {step.Epoch + 1,5} {loss / steps,7:F3} {norm / steps,12:F3}   {accuracy,7:P1}");
                (loss, norm, steps) = (0, 0, 0);
            }
        }
    }

    private void Judge(Layer[] layers, string path)
    {
        Heading("The test");
        Split test = mnist.Test;
        Tensor<float> logits = classifier.Logits(layers, test.Images), guesses = logits.LargestInRow(),
            surprise = classifier.Surprise(logits, test.Labels);
        float right = classifier.Accuracy(logits, test.Labels);
        console.MarkupLineInterpolated($"[bold green]{right:P2} of the {test.Labels.Length:N0} test images are right.[/]");
        console.WriteLine("Row: what it is. Column: what it is taken for.");
        WriteConfusion(test.Labels, guesses);

        Mistake[] worst = [.. Enumerable.Range(0, test.Labels.Length)
            .Where(i => (int)guesses[i] != test.Labels[i])
            .OrderByDescending(i => surprise[i])
            .Take(20)
            .Select(i => new Mistake(test.Images.Row(i).ToArray(), test.Labels[i], (int)guesses[i]))];
        using FileStream file = File.Create(path);
        Draw(layers[0].Weights, worst, numbered: hyperparameters.Hidden is null).Save(file);
        string weights = hyperparameters.Hidden is null ? "what speaks for (red) and against (blue) each digit"
            : "the hidden units' weights, red above 0, blue below";
        console.WriteLine($"The picture: {weights}; the {worst.Length} mistakes it was surest of, label→guess. It is in");
        console.Profile.Out.Writer.WriteLine(path);   // in one piece, however narrow the terminal is
    }

    /// <summary>Draws the columns of the first layer's weights, (784, n), and below them the mistakes.</summary>
    internal static DigitSheet Draw(Tensor<float> weights, IReadOnlyList<Mistake> mistakes, bool numbered)
    {
        const int perRow = 10, most = 100;
        Tensor<float> columns = weights.Transpose();
        float largest = columns.AsSpan().ToArray().Max(MathF.Abs);
        int count = Math.Min(columns.Shape[0], most), below = (count + perRow - 1) / perRow * perRow;
        DigitSheet sheet = new(below + mistakes.Count, perRow, scale: 4);
        for (int i = 0; i < count; i++)
            sheet.DrawWeights(i, columns.Row(i), largest, numbered ? $"{i}" : "");
        for (int i = 0; i < mistakes.Count; i++)
            sheet.DrawDigit(below + i, mistakes[i].Image, $"{mistakes[i].Label}→{mistakes[i].Guess}");
        return sheet;
    }

    /// <summary>Writes how often each digit was taken for each, in 58 columns.</summary>
    private void WriteConfusion(Tensor<long> labels, Tensor<float> guesses)
    {
        int[,] counts = new int[10, 10];
        for (int i = 0; i < labels.Length; i++)
            counts[labels[i], (int)guesses[i]]++;

        console.MarkupLine($"[bold] {string.Concat(Enumerable.Range(0, 10).Select(digit => $"{digit,5}"))}[/]  right");
        for (int label = 0; label < 10; label++)
        {
            int[] row = [.. Enumerable.Range(0, 10).Select(guess => counts[label, guess])];
            string cells = string.Concat(row.Select((count, guess) => Cell(count, guess == label)));
            console.MarkupLine($"[bold]{label}[/]{cells} {(double)row[label] / row.Sum(),6:P1}");
        }

        static string Cell(int count, bool isRight) => (count, isRight) switch
        {
            (_, true) => $"[green]{count,5}[/]",
            (0, _) => $"[grey]{"·",5}[/]",
            ( >= 20, _) => $"[red]{count,5}[/]",
            _ => $"{count,5}",
        };
    }

    private void Heading(string title)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
    }
}

/// <summary>A digit that was taken for another.</summary>
internal sealed record Mistake(float[] Image, long Label, int Guess);
