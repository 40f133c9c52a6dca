using Katas.Finale;
using Spectre.Console;
using Spectre.Console.Cli;

const string command = "dotnet run --project katas/Finale --";
IAnsiConsole console = TerminalConsole.Open();
CommandApp<FinaleCommand> app = new();
app.Configure(config =>
{
    config.Settings.Registrar.RegisterInstance(console);
    config.ConfigureConsole(console).SetApplicationName(command).UseStrictParsing().PropagateExceptions();
});
return await CommandErrors.Tell(command, args, quit => app.RunAsync(args, quit));
