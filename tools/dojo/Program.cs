using Katas;
using Katas.Dojo;
using Katas.Dojo.Commands;
using Katas.Dojo.MachineCode;
using Katas.Dojo.Racing;
using Spectre.Console;
using Spectre.Console.Cli;

return await CommandLine.Run(Workspace.Command, args, async quit =>
{
    IAnsiConsole console = TerminalConsole.Open();
    Workspace repository = new(Repository.Root);
    foreach (Stage stage in repository.Stages)
        new Stub(stage).Remember();
    CommandApp<BoardCommand> app = new();
    app.WithDescription("Shows how far you are, and what comes next.");
    app.Configure(config =>
    {
        config.Settings.Registrar.RegisterInstance(repository);
        config.Settings.Registrar.RegisterInstance(console);
        config.ConfigureConsole(console).SetApplicationName(Workspace.Command).UseStrictParsing().PropagateExceptions();
        config.AddCommand<WatchCommand>("watch")
            .WithDescription("Checks a stage again whenever you save, and shows the first law that is broken.");
        config.AddCommand<HintCommand>("hint").WithDescription("Gives the next hint for the task at hand.");
        config.AddCommand<ResetCommand>("reset").WithDescription("Restores a stage's stub, after saving what you wrote.");
        config.AddCommand<RaceCommand>("race").WithDescription("Times your code beside an earlier stage, the reference and .NET.");
        config.AddCommand<AsmCommand>("asm").WithDescription("Shows the machine code of your hottest loop, and what to see in it.");
        config.AddCommand<RunForAsmCommand>(JitListing.Command).IsHidden();
        config.AddCommand<RunForSpeedCommand>(SpeedRace.Command).IsHidden();
        config.AddCommand<DigitsCommand>("digits").WithDescription("Draws digits of MNIST.");
    });
    try
    {
        return await app.RunAsync(args is ["help", .. var command] ? [.. command, "--help"] : args, quit);
    }
    catch (CommandAppException) when (args is [var name, ..] && repository.Guess(name) is { } stage)
    {
        throw new UserError($"Did you mean \"{Workspace.Command} watch {stage.Number}\", or \"dotnet test {stage.Tests}\"?");
    }
    finally
    {
        await KataBuild.LetEnd();
    }
});
