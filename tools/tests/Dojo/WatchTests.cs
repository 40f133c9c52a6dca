using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Katas.Dojo;
using Spectre.Console;

namespace Katas.Tests;

/// <summary>Watches a real folder, with real saves. Only the laws are not run: each test decides what comes of a run, and when.</summary>
public sealed class WatchTests : IAsyncDisposable
{
    private static readonly TimeSpan FarTooLong = TimeSpan.FromMinutes(1);

    private readonly TemporaryRepository copy = new("katas", "solutions");
    private readonly FakeScreen screen = new();
    private readonly Channel<Run> runs = Channel.CreateUnbounded<Run>();
    private readonly Task watching;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Kata => copy.Workspace.At("katas/2-NaiveMatmul/NaiveMatmul.cs");

    /// <summary>A run that the session has begun: it ends when the test says so.</summary>
    private sealed record Run(Stage Stage, Action<Report> Progress, CancellationToken Cancel)
    {
        public TaskCompletionSource<Result> Ending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public WatchTests()
    {
        WatchSession session = new(copy.Workspace, (stage, progress, cancel) =>
        {
            Run run = new(stage, progress, cancel);
            cancel.Register(() => run.Ending.TrySetCanceled(cancel));
            runs.Writer.TryWrite(run);
            return run.Ending.Task;
        }, screen);
        watching = session.Watch(copy.Workspace.Find("2"), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        screen.Press("q");
        await watching.WaitAsync(FarTooLong, Cancel);
        copy.Dispose();
    }

    [Fact]
    public async Task A_run_shows_the_first_broken_law_and_the_count()
    {
        (await NextRun()).Ending.SetResult(Broken("Each element is right", "Rows are rows"));
        string shown = await screen.Until("0 of 2 laws hold");
        shown.ShouldContain(Message("Each element is right"));
        shown.ShouldNotContain("Rows are rows");
    }

    [Fact]
    public async Task A_save_starts_a_new_run()
    {
        (await NextRun()).Ending.SetResult(Broken("The old law"));
        await screen.Until("The old law");
        Save("// one");
        Run second = await NextRun();
        (await screen.Until("building")).ShouldNotContain("The old law");
        second.Ending.SetResult(new(1, [new("X", "The old law", null)]));
        await screen.Until("All 1 laws hold");
    }

    [Fact]
    public async Task A_save_during_a_run_ends_it_and_what_it_still_says_is_not_shown()
    {
        Run first = await NextRun();
        Save("// one");
        Run second = await NextRun();
        first.Cancel.IsCancellationRequested.ShouldBeTrue();
        second.Cancel.IsCancellationRequested.ShouldBeFalse();
        first.Progress(new(Phase.Running, Broken("A stale law")));
        second.Ending.SetResult(Broken("A fresh law"));
        await screen.Until("A fresh law");
        screen.All.ShouldAllBe(text => !text.Contains("A stale law"));
    }

    [Fact]
    public async Task A_result_that_comes_when_the_file_has_changed_is_not_shown()
    {
        Run first = await NextRun();
        Save("// one");
        first.Ending.TrySetResult(Broken("A stale law"));   // before or after the save is noticed
        (await NextRun()).Ending.SetResult(Broken("A fresh law"));
        await screen.Until("A fresh law");
        screen.All.ShouldAllBe(text => !text.Contains("A stale law"));
    }

    [Fact]
    public async Task The_thorough_round_is_told_while_it_runs_and_in_the_end()
    {
        Run run = await NextRun();
        run.Progress(new(Phase.Known, new(1, [new("X", "It holds", null)])));
        await screen.Until("All 1 laws hold. Stage 2 is done.");
        run.Progress(new(Phase.Running, Result.Nothing with { IsThorough = true }));
        await screen.Until("right; the thorough round is running");
        run.Progress(new(Phase.Running, Thorough(2, new Law("X", "It holds", null))));
        await screen.Until("The thorough round is running, law 2 of 2.");
        run.Ending.SetResult(Thorough(2, new("X", "It holds", null), new("X", "So does this", null)));
        string shown = await screen.Until("right, and it holds in the thorough round");
        shown.ShouldContain("All 2 laws hold. Stage 2 is done, and it holds in the thorough round.");
        shown.ShouldContain("2 of 2 laws hold in the thorough round");
    }

    [Fact]
    public async Task A_law_that_is_broken_in_the_thorough_round_is_shown_like_any_other()
    {
        Run run = await NextRun();
        Law broken = new("X", "It fails", Message("It fails"));
        run.Progress(new(Phase.Running, Thorough(2, broken)));
        (await screen.Until("checking law 2 of 2")).ShouldContain(broken.Failure!);
        run.Ending.SetResult(Thorough(2, broken, new("X", "It holds", null)));
        string shown = await screen.Until("waiting for you to save");
        shown.ShouldContain($"In the thorough round\n\n{broken.Failure}");
        shown.ShouldContain("1 of 2 laws hold in the thorough round");
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    public async Task A_save_ends_the_thorough_round_and_so_does_the_next_stage(string key)
    {
        Run first = await NextRun();
        first.Progress(new(Phase.Running, Thorough(2, new Law("X", "It holds", null))));
        await screen.Until("the thorough round is running");
        if (key == "")
            Save("// one");
        screen.Press(key);
        (await NextRun()).Stage.Number.ShouldBe(key == "" ? 2 : 3);
        first.Cancel.IsCancellationRequested.ShouldBeTrue();
        (await screen.Until("building")).ShouldNotContain("thorough");
    }

    [Fact]
    public async Task Several_saves_end_in_a_run_of_the_last()
    {
        await NextRun();
        for (int i = 0; i < 5; i++)
            Save($"// {i}");
        Task<string> shown = screen.Until("The law");
        while (!shown.IsCompleted)   // the saves may be noticed in more than one bunch
        {
            Task<Run> next = NextRun();
            if (await Task.WhenAny(shown, next) == next)
                (await next).Ending.TrySetResult(Broken("The law"));
        }
        await shown;
    }

    [Fact]
    public async Task Every_key_counts_even_in_a_hurry()
    {
        (await NextRun()).Ending.SetResult(Broken("The law"));
        await screen.Until("Broken law");
        screen.Press("hhh");
        string third = await screen.Until("3 of ");
        third.ShouldContain("p previous   esc back");
        new Hints(copy.Workspace.Find("2"), Lesson.Of(copy.Workspace.Find("2"))).Given.Count.ShouldBe(3);
        screen.Press("pp");
        await screen.Until("1 of ");
        screen.Press("h");
        await screen.Until("2 of ");
        new Hints(copy.Workspace.Find("2"), Lesson.Of(copy.Workspace.Find("2"))).Given.Count.ShouldBe(3);   // paged, not handed out
        screen.Press("l");
        await screen.Until("✗ The law");
        screen.Press("ll");
        await screen.Until("✗ The law");
        screen.Press(" ");
        await screen.Until("Broken law");
    }

    [Fact]
    public async Task Next_passes_over_a_stage_that_turns_out_to_be_solved()
    {
        (await NextRun()).Ending.SetResult(Broken("The law"));
        screen.Press("n");
        Run third = await NextRun();
        third.Stage.Number.ShouldBe(3);
        third.Ending.SetResult(new(1, [new("X", "It holds", null)]));
        Run fourth = await NextRun();
        fourth.Stage.Number.ShouldBe(4);
        fourth.Ending.SetResult(Broken("A law of the fourth"));
        await screen.Until("A law of the fourth");
    }

    [Fact]
    public async Task Next_goes_to_the_next_stage_that_is_not_done()
    {
        Run first = await NextRun();
        Stage third = copy.Workspace.Find("3");
        ResultCache.Put(third, Fingerprint.Of(third), new(1, [new("X", "It holds", null)]));
        screen.Press("n");
        (await NextRun()).Stage.Number.ShouldBe(4);
        first.Cancel.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_that_fails_is_told()
    {
        (await NextRun()).Ending.SetException(new InvalidOperationException("dotnet did not start."));
        await screen.Until("dotnet did not start.");
    }

    [Theory]
    [InlineData("katas/2-NaiveMatmul")]
    [InlineData("katas")]
    public async Task A_folder_that_vanishes_ends_nothing_and_when_it_is_back_the_stage_runs_again(string folder)
    {
        (await NextRun()).Ending.SetResult(Broken("The old law"));
        await screen.Until("The old law");
        string path = copy.Workspace.At(folder), away = copy.Workspace.At("away");
        Directory.Move(path, away);
        (await NextRun()).Ending.SetException(new FileNotFoundException("It is gone."));
        await screen.Until("It is gone.");
        screen.Press("h");
        await screen.Until("next hint");
        Directory.Move(away, path);
        (await NextRun()).Ending.SetResult(Broken("A law again"));
        await screen.Until("A law again");
    }

    private static Result Broken(params string[] laws) => new(laws.Length, [.. laws.Select(law => new Law("X", law, Message(law)))]);

    private static Result Thorough(int total, params Law[] laws) => new(total, laws) { IsThorough = true };

    /// <summary>Words it as tests/Support does, a blank line and indented values included: all that must come out as it is.</summary>
    private static string Message(string law) => $"Broken law: {law}.\n\n  a         (1, 2) [[1, 2]]\n  so        [0, 0] should be 1";

    private async Task<Run> NextRun() => await runs.Reader.ReadAsync(Cancel).AsTask().WaitAsync(FarTooLong, Cancel);

    private void Save(string text) => File.AppendAllText(Kata, text + "\n");

    private sealed class FakeScreen : IScreen
    {
        private readonly Channel<ConsoleKeyInfo> keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        private readonly Channel<string> pictures = Channel.CreateUnbounded<string>();

        public ChannelReader<ConsoleKeyInfo> Keys => keys.Reader;

        public int Width => 100;

        public int Height => 40;

        public ConcurrentQueue<string> All { get; } = [];

        public void Show(Frame frame)
        {
            string text = string.Join('\n', frame.Render(Width, Height, ColorSystemSupport.NoColors, unicode: true));
            All.Enqueue(text);
            pictures.Writer.TryWrite(text);
        }

        public void Press(string letters)
        {
            foreach (char letter in letters)
                keys.Writer.TryWrite(new(letter, letter == ' ' ? ConsoleKey.Spacebar : ConsoleKey.A + (letter - 'a'), false, false, false));
        }

        /// <summary>Waits for a picture that was not waited for before.</summary>
        public async Task<string> Until(string part)
        {
            string text = "";
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < FarTooLong;)
            {
                text = await pictures.Reader.ReadAsync(Cancel).AsTask().WaitAsync(FarTooLong, Cancel);
                if (text.Contains(part))
                    return text;
            }
            throw new TimeoutException($"\"{part}\" is never shown, but in the end:\n{text}");
        }
    }
}
