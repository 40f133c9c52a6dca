using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Finale;

/// <summary>Trains a classifier of digits with what the seven stages give, and shows what it has learned.</summary>
internal sealed class FinaleCommand(IAnsiConsole console) : Command<FinaleCommand.Settings>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

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

        [CommandOption("--borrow"), Description("Take the reference solution for each stage that is missing or wrong.")]
        public bool Borrow { get; init; }

        [CommandOption("--png <FILE>"), Description("Write the picture to this file, not to artifacts/finale.")]
        public string? Png { get; init; }

        public string Picture =>
            Path.GetFullPath(Png ?? Path.Combine(Repository.Root, "artifacts", "finale", Hidden is null ? "softmax.png" : "hidden.png"));

        /// <summary>Reads the hyperparameters; what was not asked for is what did best on the validation images.</summary>
        /// <exception cref="FormatException">One is not a number that makes sense; the message says what is expected.</exception>
        public Hyperparameters ToHyperparameters() => new(
            Hidden is null ? null : Whole("--hidden", Hidden, 1, 1000, "units; without --hidden there is no hidden layer"),
            Epochs is null ? Hidden is null ? 10 : 15 : Whole("--epochs", Epochs, 1, 1000, "epochs"),
            Whole("--batch", Batch, 1, 50_000, "images, the whole training set"),
            Rate is null ? Hidden is null ? 1 : 0.7f
                : float.TryParse(Rate, CultureInfo.InvariantCulture, out float rate) && rate is > 0 and <= 1000 ? rate
                : throw new FormatException("--rate: expected a number above 0 and at most 1000, such as 0.5."),
            Whole("--seed", Seed, int.MinValue, int.MaxValue, "any"));

        /// <summary>Checks the numbers, and tries the files before anything is trained.</summary>
        public override ValidationResult Validate()
        {
            try
            {
                ToHyperparameters();
                if (!File.Exists(MnistFile.Path))
                    return ValidationResult.Error($"The data is missing: {MnistFile.Path}. {MnistFile.HowToRestore}");
                TryPicture();
                return ValidationResult.Success();
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or NotSupportedException)
            {
                return ValidationResult.Error(e.Message);
            }
        }

        private static int Whole(string option, string text, int least, int most, string unit) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least
                && number <= most
                ? number
                : throw new FormatException($"{option}: expected a whole number from {least} to {most:N0} ({unit}).");

        private void TryPicture()
        {
            if (!Picture.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                throw new FormatException("--png: expected the name of a file that ends in .png.");
            if (Png is null)
                Directory.CreateDirectory(Path.GetDirectoryName(Picture)!);
            FileOptions options = File.Exists(Picture) ? FileOptions.None : FileOptions.DeleteOnClose;
            using FileStream file = new(Picture, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, options);
        }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        StageSelection selection = new(Implementations.Own, Implementations.Reference, settings.Borrow, Patience);
        StageFunctions? functions =
            console.Status().Start("Comparing the stages with the reference", _ => selection.Select(cancellationToken));
        StageReport.Write(console, selection);
        if (functions is null)
            return 1;
        new Demo(console, functions, selection.Mnist!, selection.Multiplier!, settings.ToHyperparameters(), cancellationToken)
            .Run(settings.Picture);
        return 0;
    }
}
