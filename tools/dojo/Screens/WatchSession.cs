using System.Threading.Channels;
using Spectre.Console.Rendering;

namespace Katas.Dojo;

/// <summary>
/// Checks a stage again on every save. Everything that happens, keys, saves, results, comes through one queue and is handled in turn.
/// A run belongs to the files as they were when it began: when these change, it is stopped, and nothing that it still says is shown.
/// </summary>
#pragma warning disable CA1001 // A cancelled run's source holds nothing to dispose of
public sealed class WatchSession(Workspace repository, Check check, IScreen screen)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(60), BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Channel<Action> events = Channel.CreateUnbounded<Action>();
    private Stage stage = repository.Stages[0];
    private string fingerprint = "";
    private Report report = Report.Of(null);
    private Lesson lesson = new([]);
    private Standing standing = new(null, 0, null, []);
    private CancellationTokenSource run = new();
    private bool willLook;
    private View view = View.Result;
    private int hint;
    private readonly HashSet<Stage> passed = [];   // stages that the last press of n has led through
    private bool passes;
    private int from;
    private bool quits;

    private enum View { Result, Hint, List }

    /// <summary>Watches until the user quits.</summary>
    public async Task Watch(Stage first, CancellationToken quit)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(quit);
        using FileSystemWatcher watcher = new(repository.At("katas")) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => Queue(LookSoon);
        watcher.Created += (_, _) => Queue(LookSoon);
        watcher.Deleted += (_, _) => Queue(LookSoon);
        watcher.Renamed += (_, _) => Queue(LookSoon);
        watcher.EnableRaisingEvents = true;
        _ = PassKeys(end.Token);
        _ = LookOnceInAWhile(end.Token);
        try
        {
            Try(() => Start(first));
            Try(Draw);
            while (!quits && await events.Reader.WaitToReadAsync(quit))
            {
                while (!quits && events.Reader.TryRead(out Action? handle))
                    Try(handle);
                Try(Draw);
            }
        }
        finally
        {
            await end.CancelAsync();
            await run.CancelAsync();
        }
    }

    /// <summary>Shows what goes wrong with a file, instead of ending: it may come back, as when git checks out something else.</summary>
    private void Try(Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (report, view) = (new(Phase.Known, Result.Nothing with { Failure = new("no result", e.Message) }), View.Result);
        }
    }

    private void Queue(Action handle) => events.Writer.TryWrite(handle);

    /// <summary>Waits a little before it looks: an editor's save is a handful of changes.</summary>
    private void LookSoon()
    {
        if (!willLook)
            _ = Task.Delay(Settling).ContinueWith(_ => Queue(Look), TaskScheduler.Default);
        willLook = true;
    }

    private void Look()
    {
        willLook = false;
        if (Fingerprint.Of(stage) != fingerprint)
            Start(stage);
    }

    private void Hear(CancellationTokenSource source, Report heard)
    {
        if (source != run)
            return;
        if (heard.Phase == Phase.Known && Fingerprint.Of(stage) != fingerprint)
            Start(stage);
        else
        {
            report = heard;
            standing = report.Phase == Phase.Known ? Standing.Of(stage, lesson, report.Result) : standing.During(report.Result);
        }
        if (passes && report.Phase == Phase.Known)
            Pass();
    }

    private void Press(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { KeyChar: 'q' or 'Q' }:
                quits = true;
                break;
            case { KeyChar: 'h' or 'H' }:
                NextHint();
                break;
            case { KeyChar: 'p' or 'P' } when view == View.Hint:
                (hint, from) = (Math.Max(0, hint - 1), 0);
                break;
            case { KeyChar: 'l' or 'L' }:
                (view, from) = (view == View.List ? View.Result : View.List, 0);
                break;
            case { KeyChar: 'n' or 'N' }:
                passed.Clear();
                passes = true;
                Start(Next());
                break;
            case { Key: ConsoleKey.DownArrow or ConsoleKey.PageDown }:
                from += key.Key == ConsoleKey.PageDown ? screen.Height / 2 : 1;
                break;
            case { Key: ConsoleKey.UpArrow or ConsoleKey.PageUp }:
                from = Math.Max(0, from - (key.Key == ConsoleKey.PageUp ? screen.Height / 2 : 1));
                break;
            case { Key: ConsoleKey.Escape or ConsoleKey.Spacebar or ConsoleKey.Enter }:
                (view, from) = (View.Result, 0);
                break;
        }
    }

    /// <summary>Shows the hint after the one that is shown; after the last, the next for the task at hand.</summary>
    private void NextHint()
    {
        Hints hints = new(stage, lesson);
        IReadOnlyList<Hint> given = Given(hints);
        if (view == View.Hint && hint < given.Count - 1)
            hint++;
        else if (report.Result.IsDone)
            hint = view == View.Hint ? hint : 0;
        else
            hint = hints.Next(standing.HintTasks) is null && view != View.Hint && given.Count > 0 ? given.Count - 1 : given.Count;
        (view, from) = (View.Hint, 0);
    }

    /// <summary>Gets the hints to page through: those that are out or, once the stage is done, all.</summary>
    private IReadOnlyList<Hint> Given(Hints hints) => report.Result.IsDone ? hints.All : hints.Given;

    /// <summary>Goes on to the next stage if this one turns out to be done: it may have been solved without the dojo.</summary>
    private void Pass()
    {
        passes = report.Result.IsDone && passed.Add(stage) && !passed.Contains(Next());
        if (passes)
            Start(Next());
    }

    /// <summary>Begins a run on a stage's files as they are now, and gives up the one before.</summary>
    private void Start(Stage of)
    {
        stage = of;
        run.Cancel();
        CancellationTokenSource mine = run = new();
        (report, view, from) = (new(Phase.Building, Result.Nothing), View.Result, 0);
        fingerprint = Fingerprint.Of(stage);
        lesson = Lesson.Of(stage);
        standing = Standing.Of(stage, lesson, report.Result);
        _ = Run();

        async Task Run()
        {
            void Report(Report report) => Queue(() => Hear(mine, report));
            try
            {
                Report(new(Phase.Known, await Task.Run(() => check(of, Report, mine.Token))));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Report(new(Phase.Known, Result.Nothing with { Failure = new("no result", e.Message) }));
            }
        }
    }

    /// <summary>Gets the next stage that is not known to be done, going round; when all others are, the one after this.</summary>
    private Stage Next()
    {
        Stage[] others = [.. repository.Stages.Where(other => other != stage).OrderBy(other => other.Number < stage.Number)];
        return others.FirstOrDefault(other => ResultCache.Get(other)?.IsDone != true) ?? others.FirstOrDefault() ?? stage;
    }

    private void Draw()
    {
        const string back = "[grey]esc[/] back   ";
        Hints hints = new(stage, lesson);
        (IRenderable body, string keys) = view switch
        {
            View.Hint => (HintScreen.Draw(stage, hints, Given(hints).ElementAtOrDefault(hint)),
                $"[grey]h[/] next hint   [grey]p[/] previous   {back}"),
            View.List => (WatchScreen.List(report.Result), $"[grey]h[/] hint   {back}"),
            _ => (WatchScreen.Body(stage, report, standing, screen.Width), "[grey]h[/] hint   [grey]l[/] list of laws   "),
        };
        screen.Show(WatchScreen.Draw(stage, report, body, $"{keys}[grey]n[/] next stage   [grey]q[/] quit", from, screen.Width));
    }

    private async Task PassKeys(CancellationToken end)
    {
        await foreach (ConsoleKeyInfo key in screen.Keys.ReadAllAsync(end))
            Queue(() => Press(key));
    }

    /// <summary>
    /// Looks without being told as well: not every file system tells. The same beat redraws after the window was resized.
    /// </summary>
    private async Task LookOnceInAWhile(CancellationToken end)
    {
        using PeriodicTimer timer = new(BetweenLooks);
        while (await timer.WaitForNextTickAsync(end))
            Queue(Look);
    }
}
