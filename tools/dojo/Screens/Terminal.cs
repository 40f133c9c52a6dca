using System.Threading.Channels;
using Spectre.Console;

namespace Katas.Dojo;

/// <summary>
/// Takes over the terminal, and gives it back. A frame is drawn over the last one in a single write, without clearing in between, so
/// that nothing flickers. Keys wait in a queue from the moment they are pressed.
/// </summary>
public sealed class Terminal : IScreen, IDisposable
{
    private const string Enter = "\e[?1049h\e[?25l\e[2J", Leave = "\e[?25h\e[?1049l", Home = "\e[H", ClearLine = "\e[K",
        ClearBelow = "\e[J", Begin = "\e[?2026h", End = "\e[?2026l";

    private readonly Capabilities capabilities;
    private readonly Channel<ConsoleKeyInfo> keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
    private string shown = "";

    public Terminal(Capabilities capabilities)
    {
        this.capabilities = capabilities;
        Console.Out.Write(Enter);
        new Thread(ReadKeys) { IsBackground = true }.Start();
    }

    public ChannelReader<ConsoleKeyInfo> Keys => keys.Reader;

    public int Width => Math.Max(1, Console.WindowWidth);

    public int Height => Math.Max(1, Console.WindowHeight);

    public void Show(Frame frame)
    {
        string[] lines = frame.Render(Width, Height, (ColorSystemSupport)capabilities.ColorSystem, capabilities.Unicode);
        string text = Begin + Home + string.Join(ClearLine + "\r\n", lines) + ClearLine + ClearBelow + End;
        if (text == shown)
            return;
        Console.Out.Write(text);
        shown = text;
    }

    public void Dispose() => Console.Out.Write(Leave);

    private void ReadKeys()
    {
        try
        {
            while (true)
                keys.Writer.TryWrite(Console.ReadKey(intercept: true));
        }
        catch (InvalidOperationException)   // the terminal is gone
        {
            keys.Writer.Complete();
        }
    }
}
