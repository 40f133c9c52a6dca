using Katas.Finale;
using Spectre.Console;
using Spectre.Console.Cli;

const int NeverWraps = 1 << 14;

// The first Ctrl-C lets the progress bar give the terminal back; a second one ends the program at once.
using CancellationTokenSource quit = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !quit.IsCancellationRequested;
    quit.Cancel();
};
IAnsiConsole console = AnsiConsole.Console;
if (Console.IsOutputRedirected)
    console.Profile.Width = NeverWraps;
CommandApp<FinaleCommand> app = new();
app.Configure(config =>
{
    config.Settings.Registrar.RegisterInstance(console);
    config.ConfigureConsole(console).SetApplicationName("dotnet run --project katas/Finale --").UseStrictParsing();
    config.SetExceptionHandler((exception, _) => Explain(exception));
});
return await app.RunAsync(args, quit.Token);

int Explain(Exception exception)
{
    if (exception is OperationCanceledException)
    {
        console.WriteLine("Stopped.");
        return 130;
    }
    if (exception is CommandAppException { Pretty: { } pretty })
        console.Write(pretty);
    else if (exception is CommandAppException)
        console.WriteLine(exception.Message);
    else if (StageSelection.Blame(exception) is { } blame)
        console.WriteLine(blame);
    else if (exception is NotFiniteNumberException or IOException)
        console.WriteLine(exception.Message);
    else
        console.WriteException(exception);
    return 1;
}
