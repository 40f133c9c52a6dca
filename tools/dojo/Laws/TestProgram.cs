using System.Text.Json;

namespace Katas.Dojo;

/// <summary>Runs a stage's test program, and hears in xUnit's own messages, one JSON object a line, how each law goes as it goes.</summary>
public static class TestProgram
{
    /// <summary>How long the program may say nothing. The laws have shorter limits of their own, so it is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<Result> Run(Stage stage, Action<Result> progress, CancellationToken cancel)
    {
        string program = stage.Workspace.At($"artifacts/learner/bin/{stage.Tests}/release/{stage.Name}.Tests.dll");
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        Listener listener = new();
        try
        {
            (int exitCode, string errors) = await Child.Run(stage.Workspace.Root, [program, "-automated", "async", "-noColor"], line =>
            {
                patience.CancelAfter(Patience);
                if (listener.Hear(line))
                    progress(listener.Result);
            }, patience.Token);
            return listener switch
            {
                { HasFinished: false } => listener.Result with { Obstacle = Crash(exitCode, errors, listener.Running) },
                { Result.Total: 0 } => listener.Result with { Obstacle = new("no laws", $"No laws were found in {stage.Tests}.") },
                _ => listener.Result,
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return listener.Result with { Obstacle = new("hangs", $"Nothing came for {Patience.TotalSeconds:0} seconds{In(listener.Running)}: does a loop ever end?") };
        }
    }

    private static Obstacle Crash(int exitCode, string errors, string? law)
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
        private readonly Dictionary<string, Law> laws = [];
        private int total;
        private Law[] heard = [];

        public Result Result => new(total, heard);

        public string? Running { get; private set; }

        public bool HasFinished { get; private set; }

        /// <summary>Takes in a line; what the learner's code itself writes may stand before the message, or instead of it.</summary>
        /// <returns>Whether more is known now.</returns>
        public bool Hear(string line)
        {
            int start = line.LastIndexOf("{\"$type\":", StringComparison.Ordinal);
            if (start < 0)
                return false;
            try
            {
                using JsonDocument message = JsonDocument.Parse(line[start..]);
                return Hear(message.RootElement);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException)
            {
                return false;
            }
        }

        private bool Hear(JsonElement message)
        {
            string Text(string name) => message.GetProperty(name).GetString() ?? "";
            switch (Text("$type"))
            {
                case "discovery-complete":
                    total = message.GetProperty("TestCasesToRun").GetInt32();
                    return true;
                case "test-case-starting":
                    string subject = Text("TestClassSimpleName"), name = Text("TestMethodName");
                    laws[Text("TestCaseUniqueID")] = new(subject.EndsWith("Tests", StringComparison.Ordinal) ? subject[..^5] : subject, name.Replace('_', ' '), null);
                    Running = name.Replace('_', ' ');
                    return false;
                case "test-passed":
                    heard = [.. heard, laws[Text("TestCaseUniqueID")]];
                    return true;
                case "test-failed":
                    string failure = (message.GetProperty("Messages").EnumerateArray().FirstOrDefault().GetString() ?? "").ReplaceLineEndings("\n");
                    heard = [.. heard, laws[Text("TestCaseUniqueID")] with { Failure = failure }];
                    return true;
                case "test-assembly-finished":
                    HasFinished = true;
                    return false;
                default:
                    return false;
            }
        }
    }
}
