namespace Katas.Dojo;

/// <summary>
/// Runs a stage's code in a process of its own, a hidden command of the dojo: there it can hang, crash and print without harm.
/// </summary>
public static class StageProcess
{
    private const int NotWritten = 3, Throws = 4;
    private const string Answer = "\u0002answer ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Starts the process, and waits for its answer.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="command">The hidden command, and its options; the stage and the root of its repository are added.</param>
    /// <param name="why">Why the code has to run, for the message if it cannot: <c>to be timed</c>.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <param name="environment">Variables for the process.</param>
    /// <exception cref="UserError">The code does not come to its end.</exception>
    public static async Task<string> Run(Stage stage, IReadOnlyList<string> command, string why, CancellationToken cancel,
        Dictionary<string, string>? environment = null)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        List<string> errors = [];
        string? answer = null;
        void Hear(string line)
        {
            if (line.IndexOf(Answer, StringComparison.Ordinal) is >= 0 and var start)   // after what the learner's code may have printed
                answer = line[(start + Answer.Length)..];
        }
        try
        {
            int exitCode = await DotnetProcess.Run(
                stage.Root,
                [typeof(StageProcess).Assembly.Location, .. command, $"{stage.Number}", "--root", stage.Root],
                Hear,
                errors.Add,
                patience.Token,
                environment);
            return exitCode == 0 && answer is not null ? answer : throw new UserError(Describe(stage, exitCode, errors, why));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UserError($"The code of stage {stage.Number} has to run {why}, and did not come to an end in "
                + $"{Patience.TotalSeconds:0} seconds. Is there a loop that never ends?");
        }
    }

    /// <summary>Runs the code, in the process itself.</summary>
    /// <param name="run">Runs it, and gives the answer.</param>
    /// <returns>The exit code.</returns>
    public static int Host(Func<string> run)
    {
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            output.WriteLine($"{Answer}{run()}");
            return 0;
        }
        catch (NotImplementedException e)
        {
            Console.Error.WriteLine(e.Message);
            return NotWritten;
        }
        catch (Exception e) when (e is not UserError)
        {
            string? place = e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Katas."))?.Trim();
            Console.Error.WriteLine($"{e.GetType().Name}: {e.Message}\n{place}".TrimEnd());
            return Throws;
        }
    }

    private static string Describe(Stage stage, int exitCode, List<string> errors, string why) => exitCode switch
    {
        NotWritten => $"Stage {stage.Number} is not written yet. {string.Join(' ', errors)}",
        Throws => $"The code of stage {stage.Number} has to run {why}, and throws.\n{string.Join('\n', errors)}",
        _ => $"The code of stage {stage.Number} ended its program, with exit code {exitCode}. {errors.FirstOrDefault()}".TrimEnd(),
    };
}
