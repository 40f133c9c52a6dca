using System.Text;
using Katas.Finale;
using Spectre.Console.Cli;

Console.OutputEncoding = Encoding.UTF8;
using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !interrupted.IsCancellationRequested;   // the second Ctrl-C ends it at once
    interrupted.Cancel();
};

CommandApp<FinaleCommand> app = new();
app.Configure(configuration => configuration.SetApplicationName("dotnet run --project katas/Finale --").UseStrictParsing());
return await app.RunAsync(args, interrupted.Token);
