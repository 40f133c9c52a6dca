using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Finale;

/// <summary>Trains a classifier of digits with what the seven stages give, and shows what it has learned.</summary>
internal sealed class FinaleCommand(IAnsiConsole console) : AsyncCommand<FinaleCommand.Settings>
{
    private static readonly bool Solved = bool.Parse(typeof(FinaleCommand).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Solved").Value!);

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--hidden <UNITS>"), Description("Add a hidden layer with this many units and a ReLU; 100 is a good number.")]
        public string? Hidden { get; init; }

        [CommandOption("--epochs <COUNT>"), Description("How many times each image is shown: 10, or 15 with a hidden layer.")]
        public string? Epochs { get; init; }

        [CommandOption("--batch <IMAGES>"), Description("The number of images for each step."), DefaultValue("100")]
        public string Batch { get; init; } = "100";

        [CommandOption("--rate <RATE>"),
            Description("The length of the first step, as a multiple of the gradient: 1, or 0.7 with a hidden layer.")]
        public string? Rate { get; init; }

        [CommandOption("--seed <NUMBER>"),
            Description("Another seed gives other initial weights and another order of the images."), DefaultValue("1")]
        public string Seed { get; init; } = "1";

        [CommandOption("--borrow"), Description("Take the reference solution for each stage that is not ready.")]
        public bool Borrow { get; init; }

        [CommandOption("--png <FILE>"), Description("Write the picture to this file, not to artifacts/finale.")]
        public string? Png { get; init; }

        public string Picture =>
            Path.GetFullPath(Png ?? Path.Combine(Repository.Root, "artifacts", "finale", Hidden is null ? "softmax.png" : "hidden.png"));

        /// <summary>Reads the hyperparameters; what was not asked for is what did best on the validation images.</summary>
        public Hyperparameters ToHyperparameters() => new(
            Hidden is null ? null : CommandErrors.Whole("--hidden", Hidden, 1, 1000, "units; without --hidden there is no hidden layer"),
            Epochs is null ? Hidden is null ? 10 : 15 : CommandErrors.Whole("--epochs", Epochs, 1, 1000, "epochs"),
            CommandErrors.Whole("--batch", Batch, 1, 50_000, "images, the whole training set"),
            Rate is null ? Hidden is null ? 1 : 0.7f
                : float.TryParse(Rate, CultureInfo.InvariantCulture, out float rate) && rate is > 0 and <= 1000 ? rate
                : throw new UserError($"--rate: expected a number above 0 and at most 1000, such as 0.5, not \"{Rate}\"."),
            CommandErrors.Whole("--seed", Seed, int.MinValue, int.MaxValue, "any"));

        /// <summary>Looks for what will be needed before the stages are built, and tries the picture's file before the training.</summary>
        /// <exception cref="UserError">The data is missing, or the picture cannot be written.</exception>
        public void CheckFiles()
        {
            if (!File.Exists(MnistFile.Path))
                throw new UserError($"The data is missing: {MnistFile.Path}. {MnistFile.HowToRestore}");
            try
            {
                if (!Picture.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                    throw new ArgumentException($"{Png} does not end in .png.");
                if (Png is null)
                    Directory.CreateDirectory(Path.GetDirectoryName(Picture)!);
                FileOptions options = File.Exists(Picture) ? FileOptions.None : FileOptions.DeleteOnClose;
                using FileStream file = new(Picture, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, options);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new UserError($"The picture cannot be written: {e.Message}");
            }
        }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        Hyperparameters hyperparameters = settings.ToHyperparameters();
        settings.CheckFiles();
        try
        {
            Func<Stage, BuildFailure?> failure = _ => null;
            if (!Solved)
                failure = await console.Status()
                    .StartAsync("Building your stages", _ => KataBuild.Katas(Stage.All, cancellationToken).WaitAsync(cancellationToken));
            StageLoader loader = new(stage => Own(stage, failure), settings.Borrow, TimeSpan.FromSeconds(20));
            Stages? stages = console.Status().Start("Trying the stages", _ => loader.Load(cancellationToken));
            StageReport.Write(console, loader, Solved);
            if (stages is null)
                return 1;
            new Demo(console, stages, loader.Multiplier!, hyperparameters, cancellationToken).Run(settings.Picture);
            return 0;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or UserError)
            && StageLoader.Blame(exception) is { } blame)
        {
            throw new UserError(blame);
        }
    }

    private static Type Own(Stage stage, Func<Stage, BuildFailure?> failure) =>
        Solved ? stage.SolutionType
        : failure(stage) is not { } found ? KataAssembly.Load(stage)
        : throw new UserError(found.IsCode ? $"does not compile: {found.Message}, in line {found.Line} of {Path.GetFileName(found.File)}"
            : $"does not build: {found.Message}");
}
