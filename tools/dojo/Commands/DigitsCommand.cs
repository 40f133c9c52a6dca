using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo.Commands;

/// <summary>Draws digits of MNIST with their labels.</summary>
public sealed class DigitsCommand(Workspace repository, IAnsiConsole console) : AsyncCommand<DigitsCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "[index]")]
        [Description("Which images, counted from 0; if you give none, as many as fit side by side.")]
        public string[] Indices { get; init; } = [];

        [CommandOption("--of <SPLIT>")]
        [Description("train (50,000 images), validation (10,000) or test (10,000).")]
        [DefaultValue("train")]
        public string Split { get; init; } = "train";

        [CommandOption("--png <FILE>")]
        [Description("Write them into a picture instead.")]
        public string? Png { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        int perRow = Digits.PerRow(console.Profile.Width);
        if (perRow == 0 && settings.Png is null)
            throw new UserError(
                $"A digit takes {Digits.Side} columns, and this terminal has {console.Profile.Width}. "
                + "Make it wider, or write a picture: --png FILE.");
        if (!File.Exists(MnistFile.Path))
            throw new UserError($"The data is missing: {MnistFile.Path}. {MnistFile.HowToRestore}");
        Func<Mnist, Split> choose = settings.Split switch
        {
            "train" => mnist => mnist.Train,
            "validation" => mnist => mnist.Validation,
            "test" => mnist => mnist.Test,
            var other => throw new UserError($"--of: expected train, validation or test, not \"{other}\"."),
        };
        (Func<string, Mnist> load, string whose) = await FindLoader(cancellationToken);
        Split split = choose(load(MnistFile.Path));
        int[] indices = settings.Indices is []
            ? [.. Enumerable.Range(0, Math.Clamp(perRow, 1, 10))]
            : [.. settings.Indices.Select(text =>
                CommandLine.WholeNumber("An image", text, 0, split.Labels.Length - 1, $"the images of {settings.Split}"))];

        console.WriteLine($"Loaded by {whose}.");
        if (settings.Png is { } path)
            Write(path, split, indices);
        else
            foreach (int[] row in indices.Chunk(perRow))
                console.Write(Digits.Draw(split, row,
                    greys: console.Profile.Capabilities is { Ansi: true, ColorSystem: >= ColorSystem.EightBit }));
        return 0;
    }

    /// <summary>Gets the learner's loader if it is right, else the reference's; and whose it is.</summary>
    private async Task<(Func<string, Mnist> Load, string Whose)> FindLoader(CancellationToken cancel)
    {
        Stage stage = repository.Find(Stage.LoadMnist.Folder);
        bool isOwn = !new Stub(stage).IsUntouched && (await console.Check(stage, cancel)).IsRight;
        if (!isOwn && !stage.HasSolution)
            throw new UserError(
                $"Stage {stage.Number} is not right yet, and this copy of the repository has no solution to load the digits.");
        string assembly = isOwn ? BuildOutput.Kata(stage) : BuildOutput.Solution(stage);
        if (!IsNewerThan(stage.At($"{(isOwn ? "katas" : "solutions")}/{stage.Folder}"), assembly))
        {
            Func<Stage, BuildFailure?> failure =
                await KataBuild.Katas(isOwn ? [stage] : [], isOwn ? [] : [stage], cancel).WaitAsync(cancel);
            if (failure(stage) is { } found)
                throw new UserError($"Stage {stage.Number} does not build: {found.Message}");
        }
        Type type = isOwn ? KataAssembly.Load(stage) : KataAssembly.LoadSolution(stage);
        return (type.Method<Func<string, Mnist>>(stage.Members[0]),
            isOwn ? $"your {stage.Type}" : $"the reference solution; once stage {stage.Number} is right, by your {stage.Type}");
    }

    private static bool IsNewerThan(string folder, string assembly) => File.Exists(assembly)
        && Directory.GetFiles(folder, "*.cs*").All(source => File.GetLastWriteTimeUtc(source) <= File.GetLastWriteTimeUtc(assembly));

    private void Write(string path, Split split, int[] indices)
    {
        try
        {
            using FileStream file = File.Create(path);
            Digits.Sheet(split, indices).Save(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserError($"The picture cannot be written: {e.Message}");
        }
        console.WriteLine($"{path} shows {string.Join(", ", indices.Select(index => split.Labels[index]))}.");
    }
}
