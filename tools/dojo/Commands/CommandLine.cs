using System.Globalization;
using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Katas.Dojo;

/// <summary>Runs what a command line asks for, and says what is wrong with it.</summary>
public static class CommandLine
{
    /// <summary>
    /// Runs a program; what the user did wrong is told in a sentence, and ends it with exit code 1. Ctrl-C asks the program to end, so
    /// that it can leave the terminal as it found it; a second one does not ask.
    /// </summary>
    public static async Task<int> Run(string command, string[] args, Func<CancellationToken, Task<int>> run)
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
            Tell("Stopped.");
            return 130;
        }
        catch (Exception e) when (e is UserError or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Tell(e.Message);
            return 1;
        }
        catch (CommandAppException e)
        {
            string message = e.Message.Replace("Could not match", "There is no use for", StringComparison.Ordinal)
                .Replace(" with an argument", " here", StringComparison.Ordinal);
            Tell($"{message.TrimEnd('.')}. \"{command} --help\" shows what there is.");
            return 1;
        }
    }

    /// <summary>Writes an error, in a terminal without breaking words or paths.</summary>
    private static void Tell(string message)
    {
        const int narrowest = 40;
        int width = Console.IsErrorRedirected ? 0 : Console.WindowWidth;
        Console.Error.WriteLine(width < narrowest ? message
            : string.Join(Environment.NewLine, WatchScreen.Fold(message, width).Select(Markup.Remove)));
    }

    /// <summary>Reads the number that was given to an option.</summary>
    /// <exception cref="UserError">It is none, or out of range; the message says what is expected.</exception>
    public static int WholeNumber(string what, string text, int least, int most, string unit) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UserError($"{what}: expected a whole number from {least} to {most:N0} ({unit}), not \"{text}\".");
}
