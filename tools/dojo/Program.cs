using System.Runtime.InteropServices;
using System.Text;
using Katas.Dojo;
using Katas.Dojo.Commands;
using Spectre.Console;
using Spectre.Console.Cli;

// Ctrl-C asks a command to end, so that it can leave the terminal as it found it; a second one does not ask.
using CancellationTokenSource quit = new();
void Ask(PosixSignalContext signal)
{
    signal.Cancel = !quit.IsCancellationRequested;
    quit.Cancel();
}
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);

try
{
    Console.OutputEncoding = Encoding.UTF8;
    Workspace repository = Workspace.OfThisProgram();
    CommandApp<BoardCommand> app = new();
    app.WithDescription("Shows how far you are, and what comes next.");
    app.Configure(config =>
    {
        config.Settings.Registrar.RegisterInstance(repository);
        config.Settings.Registrar.RegisterInstance(AnsiConsole.Console);
        config.SetApplicationName(Workspace.Command);
        config.PropagateExceptions();
        config.AddCommand<WatchCommand>("watch").WithDescription("Checks a stage again whenever you save, and shows the first law that is broken.");
        config.AddCommand<HintCommand>("hint").WithDescription("Gives the next hint of a stage's lesson.");
        config.AddCommand<ResetCommand>("reset").WithDescription("Puts a stage's stub back, after saving what you wrote.");
        config.AddCommand<RaceCommand>("race").WithDescription("Times your code beside the stage before, the reference and the platform.");
        config.AddCommand<DigitsCommand>("digits").WithDescription("Draws digits of MNIST.");
    });
    return await app.RunAsync(args, quit.Token);
}
catch (OperationCanceledException)
{
    return 130;
}
catch (Exception e) when (e is Refusal or FileNotFoundException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (CommandAppException e)
{
    if (e.Pretty is { } pretty)
        AnsiConsole.Write(pretty);
    else
        Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine($"{Workspace.Command} --help tells what there is.");
    return 1;
}
