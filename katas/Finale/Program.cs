using Katas.Finale;
using Spectre.Console;
using Spectre.Console.Cli;

IAnsiConsole console = TerminalConsole.Open();
using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !interrupted.IsCancellationRequested;   // the second Ctrl-C ends it at once
    interrupted.Cancel();
};

const string command = "dotnet run --project katas/Finale --";
CommandApp<FinaleCommand> app = new();
app.Configure(config =>
{
    config.Settings.Registrar.RegisterInstance(console);
    config.ConfigureConsole(console).SetApplicationName(command).UseStrictParsing().PropagateExceptions();
});
return await CommandErrors.Tell(command, args, () => app.RunAsync(args, interrupted.Token));
