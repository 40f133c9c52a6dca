using System.Threading.Channels;

namespace Katas.Dojo;

/// <summary>A whole terminal: keys come in, frames go out.</summary>
public interface IScreen
{
    public ChannelReader<ConsoleKeyInfo> Keys { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Replaces what is shown.</summary>
    public void Show(Frame frame);
}
