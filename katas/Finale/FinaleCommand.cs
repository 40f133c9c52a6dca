using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Finale;

/// <summary>Trains a classifier of digits with what the seven stages give, and shows what it has learned.</summary>
internal sealed class FinaleCommand : AsyncCommand<FinaleCommand.Settings>
{
    private static readonly string Root = Repository.Root;

    private static readonly bool Solved = bool.Parse(typeof(FinaleCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Solved").Value!);

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--hidden <UNITS>"), Description("Put a hidden layer of so many units, with a ReLU, before the last one; 100 is a good number.")]
        public int? Hidden { get; init; }

        [CommandOption("--epochs <COUNT>"), Description("Show each image so many times: 10, or 15 with a hidden layer.")]
        public int? Epochs { get; init; }

        [CommandOption("--batch <IMAGES>"), Description("Take a step after so many images."), DefaultValue(100)]
        public int Batch { get; init; }

        [CommandOption("--rate <RATE>"), Description("How far down its gradient the first step goes: 1, or 0.7 with a hidden layer.")]
        public float? Rate { get; init; }

        [CommandOption("--seed <NUMBER>"), Description("Draw other weights, and another order of the images."), DefaultValue(1)]
        public int Seed { get; init; }

        [CommandOption("--borrow"), Description("Take the reference solution for each stage that is not ready.")]
        public bool Borrow { get; init; }

        [CommandOption("--png <FILE>"), Description("Write the picture there; otherwise, into artifacts/finale.")]
        public string? Png { get; init; }

        /// <summary>Gets the recipe; what was not asked for is what did best on the validation images.</summary>
        public Recipe Recipe => new(Hidden, Epochs ?? (Hidden is null ? 10 : 15), Batch, Rate ?? (Hidden is null ? 1 : 0.7f), Seed);

        public string Picture => Path.GetFullPath(Png ?? Path.Combine(Root, "artifacts", "finale", Hidden is null ? "softmax.png" : "hidden.png"));

        public override ValidationResult Validate() =>
            Within("--hidden", Hidden, 1, 1000, "units; without --hidden there is no hidden layer")
            ?? Within("--epochs", Epochs, 1, 1000, "epochs")
            ?? Within("--batch", Batch, 1, 50_000, "images, the whole training set")
            ?? (Rate is null or (> 0 and <= 1000) ? null : ValidationResult.Error("--rate is a number above 0, and at most 1000."))
            ?? (File.Exists(MnistFile.Path) ? null : ValidationResult.Error($"There is no {MnistFile.Path}; git checkout data/mnist.pkl.gz brings it back."))
            ?? (Unwritable() is { } problem ? ValidationResult.Error($"The picture cannot be written: {problem}") : ValidationResult.Success());

        private static ValidationResult? Within(string option, int? value, int least, int most, string unit) =>
            value is null || value >= least && value <= most
                ? null
                : ValidationResult.Error(string.Create(CultureInfo.InvariantCulture, $"{option} {value} is out of range: {least} to {most:N0} {unit}."));

        /// <summary>Tries the file before the training, not after it.</summary>
        private string? Unwritable()
        {
            try
            {
                if (!Picture.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                    return $"{Png} does not end in .png.";
                if (Png is null)
                    Directory.CreateDirectory(Path.GetDirectoryName(Picture)!);
                using FileStream file = new(Picture, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, File.Exists(Picture) ? FileOptions.None : FileOptions.DeleteOnClose);
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                return e.Message;
            }
        }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        IAnsiConsole console = AnsiConsole.Console;
        try
        {
            IReadOnlyDictionary<string, string> errors = new Dictionary<string, string>();
            if (!Solved)
                errors = await console.Status().StartAsync("Building your stages", _ => KataBuild.RunAsync(cancellationToken));
            Supply supply = new(stage => Own(stage, errors), settings.Borrow, TimeSpan.FromSeconds(20));
            Stages? stages = console.Status().Start("Trying the stages", _ => supply.Gather(cancellationToken));
            Report.Write(console, supply, Solved);
            if (stages is null)
                return 1;
            new Story(console, stages, supply.Multiplier!, settings.Recipe, cancellationToken).Tell(settings.Picture);
            return 0;
        }
        catch (OperationCanceledException)
        {
            console.MarkupLine("[yellow]Stopped.[/]");
            return 130;
        }
        catch (FinaleException exception)
        {
            console.MarkupLineInterpolated($"[red]{exception.Message}[/]");
            return 1;
        }
        catch (Exception exception) when (Supply.Blame(exception) is { } blame)
        {
            console.MarkupLineInterpolated($"[red]{blame}[/]");
            return 1;
        }
    }

    private static Type Own(Stage stage, IReadOnlyDictionary<string, string> errors) =>
        Solved ? stage.Reference
        : errors.TryGetValue(stage.Folder, out string? error) ? throw new FinaleException($"does not compile: {error}")
        : stage.Kata;
}
