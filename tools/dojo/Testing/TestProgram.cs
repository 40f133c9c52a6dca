using System.Text.Json;

namespace Katas.Dojo;

/// <summary>Runs a stage's test program, and hears in xUnit's own messages, one JSON object a line, how each law goes as it goes.</summary>
public static class TestProgram
{
    /// <summary>
    /// How long the program may say nothing of a law. The laws have shorter limits of their own, so it is stuck. In the thorough round a
    /// law may run all others in another process, for ten minutes.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90), ThoroughPatience = TimeSpan.FromMinutes(11);

    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs it, and once more if a law is missing in the end: what the learner's code writes past the console can break a message in two.
    /// </summary>
    public static async Task<Result> Run(Stage stage, bool thorough, Action<Result> progress, CancellationToken cancel)
    {
        Result result = await RunOnce(stage, thorough, progress, cancel);
        return result.Failure is null && result.Laws.Count < result.Total ? await RunOnce(stage, thorough, progress, cancel) : result;
    }

    private static async Task<Result> RunOnce(Stage stage, bool thorough, Action<Result> progress, CancellationToken cancel)
    {
        TimeSpan limit = thorough ? ThoroughPatience : Patience;
        string program = BuildOutput.Tests(stage);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(limit);
        Listener listener = new(thorough);
        int? exitCode = null;
        try
        {
            exitCode = await DotnetProcess.Run(stage.Root, [program, "-automated", "async", "-noColor"], line =>
            {
                if (!listener.Hear(line))
                    return;
                patience.CancelAfter(listener.HasFinished ? ToEnd : limit);
                progress(listener.Result);
            }, listener.HearError, patience.Token, new() { ["KATAS_THOROUGH"] = thorough ? "1" : "0" });
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // It hangs or, if it has finished, a thread that the learner's code has begun goes on.
        }
        RunFailure? failure = listener switch
        {
            { HasFinished: true, Result.Total: 0 } => new("no laws", $"No laws were found in {stage.Tests}."),
            { HasFinished: true } => null,
            _ when exitCode is { } code => Crash(code, listener.CrashReport, listener.Running),
            _ => new("hangs", $"Nothing has happened for {limit.TotalSeconds:0} seconds{In(listener.Running)}. "
                + "Either a loop never ends, or the code waits for something that never comes: a lock, a task, a thread, a key."),
        };
        return listener.Result with { Failure = failure };
    }

    private static RunFailure Crash(int exitCode, IReadOnlyList<string> lines, string? law)
    {
        string? place = lines.FirstOrDefault(line => line.StartsWith("at Katas.", StringComparison.Ordinal)
            && !line.StartsWith("at Katas.Tests.", StringComparison.Ordinal));
        bool Says(string text) => lines.Any(line => line.Contains(text, StringComparison.Ordinal));
        if (Says("Stack overflow"))
            return new("stack overflow", $"Stack overflow{In(law)}: a method calls itself forever.", place);
        if (Says("Out of memory") || Says(nameof(OutOfMemoryException)))
            return new("out of memory", $"Out of memory{In(law)}: the code asks for more than there is.", place);
        return new("crashed",
            $"The test program ended{In(law)} with exit code {exitCode}. {(lines is [var first, ..] ? first : "")}".TrimEnd(), place);
    }

    private static string In(string? law) => law is null ? "" : $" in the law \"{law}\"";

    private sealed class Listener(bool thorough)
    {
        private const int MostPrinted = 10, MostOfCrash = 200;

        private static readonly string[] BeginningsOfCrash =
            ["Stack overflow", "Out of memory", "Unhandled exception", "Fatal error", "Process terminated"];

        private readonly Dictionary<string, Law> laws = [];
        private readonly List<string> printed = [];
        private int total;
        private Law[] heard = [];

        public Result Result
        {
            get
            {
                lock (printed)
                    return new(total, heard) { Printed = [.. printed], IsThorough = thorough };
            }
        }

        public string? Running { get; private set; }

        /// <summary>Gets what the runtime says when it ends the program, to its first 200 lines.</summary>
        public List<string> CrashReport { get; } = [];

        public bool HasFinished { get; private set; }

        /// <summary>Takes in a line of output.</summary>
        /// <returns>Whether it was a message.</returns>
        public bool Hear(string line)
        {
            int start = line.IndexOf("{\"$type\"", StringComparison.Ordinal);   // after what the learner's code may have printed
            if (start < 0)
                return false;
            try
            {
                using JsonDocument message = JsonDocument.Parse(line[start..]);
                Hear(message.RootElement);
                return true;
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                return false;   // it only looks like a message
            }
        }

        /// <summary>
        /// Takes in a line of the error output: what the learner's code prints, and in the end what the runtime says of a crash.
        /// </summary>
        public void HearError(string line)
        {
            lock (printed)
                if (CrashReport.Count > 0 || BeginningsOfCrash.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
                {
                    if (CrashReport.Count < MostOfCrash)
                        CrashReport.Add(line.Trim());
                }
                else if (printed.Count <= MostPrinted)
                    printed.Add(printed.Count < MostPrinted ? line : "...");
        }

        private void Hear(JsonElement message)
        {
            string Text(string name) => message.GetProperty(name).GetString() ?? "";
            switch (Text("$type"))
            {
                case "discovery-complete":
                    total = message.GetProperty("TestCasesToRun").GetInt32();
                    break;
                case "test-case-starting":
                    string subject = Text("TestClassSimpleName");
                    Running = Text("TestMethodName").Replace('_', ' ');
                    laws[Text("TestCaseUniqueID")] =
                        new(subject.EndsWith("Tests", StringComparison.Ordinal) ? subject[..^5] : subject, Running, null);
                    break;
                case "test-passed":
                    heard = [.. heard, laws[Text("TestCaseUniqueID")]];
                    break;
                case "test-failed":
                    string failure = (message.GetProperty("Messages").EnumerateArray().FirstOrDefault().GetString() ?? "")
                        .ReplaceLineEndings("\n");
                    heard = [.. heard, laws[Text("TestCaseUniqueID")] with { Failure = failure }];
                    break;
                case "test-assembly-finished":
                    HasFinished = true;
                    break;
            }
        }
    }
}
