using System.Text.Json;

namespace Katas.Dojo;

/// <summary>Runs a stage's test program, and hears in xUnit's own messages, one JSON object a line, how each law goes as it goes.</summary>
public static class TestProgram
{
    /// <summary>How long the program may say nothing of a law. The laws have shorter limits of their own, so it is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90), ToEnd = TimeSpan.FromSeconds(5);

    public static async Task<Result> Run(Stage stage, Action<Result> progress, CancellationToken cancel)
    {
        string program = stage.At($"artifacts/learner/bin/{stage.Tests}/release/{stage.Name}.Tests.dll");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        Listener listener = new();
        try
        {
            (int exitCode, string errors) = await DotnetProcess.Run(stage.Root, [program, "-automated", "async", "-noColor"], line =>
            {
                if (!listener.Hear(line))
                    return;
                patience.CancelAfter(listener.HasFinished ? ToEnd : Patience);
                progress(listener.Result);
            }, patience.Token);
            return listener switch
            {
                { HasFinished: false } => listener.Result with { Failure = Crash(exitCode, errors, listener.Running) },
                { Result.Total: 0 } => listener.Result with { Failure = new("no laws", $"No laws were found in {stage.Tests}.") },
                _ => listener.Result,
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && listener.HasFinished)   // a thread of the learner's goes on
        {
            return listener.Result;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return listener.Result with
            {
                Failure = new("hangs", $"Nothing has happened for {Patience.TotalSeconds:0} seconds{In(listener.Running)}. "
                    + "Either a loop never ends, or the code waits for what never comes: a lock, a task, a thread, a key."),
            };
        }
    }

    private static RunFailure Crash(int exitCode, string errors, string? law)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string? place = lines.FirstOrDefault(line => line.StartsWith("at Katas.", StringComparison.Ordinal) && !line.StartsWith("at Katas.Tests.", StringComparison.Ordinal));
        if (errors.Contains("Stack overflow", StringComparison.Ordinal))
            return new("stack overflow", $"Stack overflow{In(law)}: a method calls itself without an end.", place);
        if (errors.Contains("Out of memory", StringComparison.Ordinal) || errors.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal))
            return new("out of memory", $"Out of memory{In(law)}: the code asks for more than there is.", place);
        return new("crashed", $"The test program ended{In(law)} with exit code {exitCode}. {lines.FirstOrDefault()}".TrimEnd(), place);
    }

    private static string In(string? law) => law is null ? "" : $" in the law \"{law}\"";

    private sealed class Listener
    {
        private const int MostPrinted = 10;

        private readonly Dictionary<string, Law> laws = [];
        private readonly List<string> printed = [];
        private int total;
        private Law[] heard = [];

        public Result Result => new(total, heard) { Printed = [.. printed] };

        public string? Running { get; private set; }

        public bool HasFinished { get; private set; }

        /// <summary>Takes in a line; what the learner's code itself writes may stand before the message, or instead of it.</summary>
        /// <returns>Whether it was a message.</returns>
        public bool Hear(string line)
        {
            int start = line.LastIndexOf("{\"$type\":", StringComparison.Ordinal);
            try
            {
                if (start >= 0)
                {
                    using JsonDocument message = JsonDocument.Parse(line[start..]);
                    Hear(message.RootElement);
                    Print(line[..start]);
                    return true;
                }
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException)
            {
            }
            Print(line);
            return false;
        }

        private void Print(string text)
        {
            if (text.Length > 0 && printed.Count <= MostPrinted)
                printed.Add(printed.Count < MostPrinted ? text : "...");
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
                    string subject = Text("TestClassSimpleName"), name = Text("TestMethodName");
                    laws[Text("TestCaseUniqueID")] = new(subject.EndsWith("Tests", StringComparison.Ordinal) ? subject[..^5] : subject, name.Replace('_', ' '), null);
                    Running = name.Replace('_', ' ');
                    break;
                case "test-passed":
                    heard = [.. heard, laws[Text("TestCaseUniqueID")]];
                    break;
                case "test-failed":
                    string failure = (message.GetProperty("Messages").EnumerateArray().FirstOrDefault().GetString() ?? "").ReplaceLineEndings("\n");
                    heard = [.. heard, laws[Text("TestCaseUniqueID")] with { Failure = failure }];
                    break;
                case "test-assembly-finished":
                    HasFinished = true;
                    break;
            }
        }
    }
}
