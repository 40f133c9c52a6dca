using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console.Cli;

namespace Katas.Dojo;

/// <summary>Words what is wrong with a command line.</summary>
public static class CommandErrors
{
    /// <summary>
    /// Runs a program; what the user did wrong is told in a sentence, and ends it with exit code 1. Ctrl-C asks the program to end, so
    /// that it can leave the terminal as it found it; a second one does not ask.
    /// </summary>
    public static async Task<int> Tell(string command, string[] args, Func<CancellationToken, Task<int>> run)
    {
        using CancellationTokenSource quit = new();
        void Ask(PosixSignalContext signal)
        {
            signal.Cancel = !quit.IsCancellationRequested;
            quit.Cancel();
        }
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
            terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        try
        {
            if (args is [.., "--png" or "--of" or "--task"])
                throw new UserError($"{args[^1]} needs a value after it. \"{command} --help\" shows which.");
            return await run(quit.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
        catch (Exception e) when (e is UserError or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        catch (CommandAppException e)
        {
            string message = e.Message.Replace("Could not match", "There is no use for", StringComparison.Ordinal)
                .Replace(" with an argument", " here", StringComparison.Ordinal);
            Console.Error.WriteLine($"{message.TrimEnd('.')}. \"{command} --help\" shows what there is.");
            return 1;
        }
    }

    /// <summary>Reads the number that was given to an option.</summary>
    /// <exception cref="UserError">It is none, or out of range; the message says what is expected.</exception>
    public static int Whole(string what, string text, int least, int most, string unit) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UserError($"{what}: expected a whole number from {least} to {most:N0} ({unit}), not \"{text}\".");
}
