using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Draws digits of MNIST with their labels.</summary>
public sealed class DigitsCommand(IAnsiConsole console) : Command<DigitsCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[index]")]
        [Description("Which images, counted from 0; without one, as many as stand side by side.")]
        public int[] Indices { get; init; } = [];

        [CommandOption("--of <SPLIT>")]
        [Description("train (50,000 images), validation (10,000) or test (10,000).")]
        [DefaultValue("train")]
        public string Split { get; init; } = "train";

        [CommandOption("--png <FILE>")]
        [Description("Write them into a picture instead.")]
        public string? Png { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        int perRow = Digits.PerRow(console.Profile.Width);
        if (perRow == 0 && settings.Png is null)
            throw new Refusal($"A digit is {Digits.Side} columns wide, and this terminal has {console.Profile.Width}. Make it wider, or write a picture: --png FILE.");
        if (!File.Exists(MnistFile.Path))
            throw new Refusal($"The data is missing: {MnistFile.Path}. It is part of the repository; \"git checkout data\" brings it back, or data/README.md tells how it is made.");
        Mnist mnist = MnistLoader.Load(MnistFile.Path);
        Split split = settings.Split switch
        {
            "train" => mnist.Train,
            "validation" => mnist.Validation,
            "test" => mnist.Test,
            var other => throw new Refusal($"There is no split \"{other}\": it is train, validation or test."),
        };
        int[] indices = settings.Indices is [] ? [.. Enumerable.Range(0, Math.Max(1, perRow))] : settings.Indices;
        foreach (int index in indices)
            if (index < 0 || index >= split.Labels.Length)
                throw new Refusal($"There is no image {index}: {settings.Split} has the images 0 to {split.Labels.Length - 1}.");

        if (settings.Png is { } path)
            Write(path, split, indices);
        else
            foreach (int[] row in indices.Chunk(perRow))
                console.Write(Digits.Draw(split, row, greys: console.Profile.Capabilities is { Ansi: true, ColorSystem: >= ColorSystem.EightBit }));
        return 0;
    }

    private void Write(string path, Split split, int[] indices)
    {
        try
        {
            using FileStream file = File.Create(path);
            Digits.WritePng(split, indices, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"The picture cannot be written: {e.Message}");
        }
        console.WriteLine($"{path} shows {string.Join(", ", indices.Select(index => split.Labels[index]))}.");
    }
}
