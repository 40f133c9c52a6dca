using System.Threading.Channels;
using Katas.Dojo;
using Spectre.Console;

namespace Katas.Tests;

/// <summary>The picture of watch in README.md is a real run, drawn. With KATAS_SNAPSHOTS=1 it is drawn anew.</summary>
public sealed class WatchSampleTests(RepositoryCopy copy) : IClassFixture<RepositoryCopy>
{
    private static readonly TimeSpan FarTooLong = TimeSpan.FromMinutes(5);

    private static readonly string picture = Path.Combine(Repository.Root, "tools", "pictures", "watch.svg");

    [Fact(Explicit = true)]
    public async Task The_picture_shows_a_run_of_watch()
    {
        const string loop = "for (int k = 0; k < inner; k++)", wrong = "for (int k = 0; k < inner - 1; k++)";
        Environment.SetEnvironmentVariable("KATAS_SEED", "2005542669");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Workspace workspace = new(copy.Root);
        Screen screen = new();

        copy.Solve(Stage.NaiveMatmul, loop, wrong);
        Task watching = new WatchSession(workspace, TestRunner.RunBothRounds, screen).Watch(workspace.Find("2"), cancel);
        string[] red = await screen.Until("waiting for you to save").WaitAsync(FarTooLong, cancel);
        copy.Solve(Stage.NaiveMatmul);
        string[] green = await screen.Until("right, and it holds in the thorough round").WaitAsync(FarTooLong, cancel);
        screen.Press('q');
        await watching.WaitAsync(FarTooLong, cancel);

        string drawn = TerminalPicture.Draw(($"saved:  {wrong}", red), ($"saved:  {loop}", green));
        if (Environment.GetEnvironmentVariable("KATAS_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(picture, drawn, cancel);
        (await File.ReadAllTextAsync(picture, cancel)).ReplaceLineEndings("\n").ShouldBe(drawn);
    }

    /// <summary>A terminal of 100 columns, which remembers what it showed.</summary>
    private sealed class Screen : IScreen
    {
        private readonly Channel<ConsoleKeyInfo> keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        private readonly Channel<string[]> shown = Channel.CreateUnbounded<string[]>();

        public ChannelReader<ConsoleKeyInfo> Keys => keys.Reader;

        public int Width => 100;

        public int Height => 30;

        public void Show(Frame frame) =>
            shown.Writer.TryWrite([.. frame.Render(Width, Height, ColorSystemSupport.Standard, unicode: true)
                .Select(line => line.Replace(Workspace.Command, "./dojo.sh"))]);

        public void Press(char key) => keys.Writer.TryWrite(new(key, ConsoleKey.None, false, false, false));

        /// <summary>Waits for a screenful with some text.</summary>
        public async Task<string[]> Until(string text)
        {
            await foreach (string[] lines in shown.Reader.ReadAllAsync())
                if (lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
                    return lines;
            throw new InvalidOperationException($"Nothing with \"{text}\" was shown.");
        }
    }
}
