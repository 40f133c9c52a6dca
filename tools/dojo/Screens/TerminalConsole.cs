using System.Text;
using Spectre.Console;

namespace Katas.Dojo;

/// <summary>
/// Opens the console as a terminal or, where output goes to a file or a pipe, as plain text: not wrapped, and with no spaces at the ends of
/// lines.
/// </summary>
public static class TerminalConsole
{
    private const int NeverWraps = 1 << 14;

    public static IAnsiConsole Open()
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new LineEndTrimmer(Console.Out)),
        });
        console.Profile.Width = NeverWraps;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Holds spaces back until something else follows on the same line.</summary>
    private sealed class LineEndTrimmer(TextWriter output) : TextWriter
    {
        private int spaces;

        public override Encoding Encoding => output.Encoding;

        public override void Write(char value)
        {
            if (value == ' ')
            {
                spaces++;
                return;
            }
            if (value is not ('\r' or '\n'))
                output.Write(new string(' ', spaces));
            spaces = 0;
            output.Write(value);
        }

        public override void Flush() => output.Flush();
    }
}
