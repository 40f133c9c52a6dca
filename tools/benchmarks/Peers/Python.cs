using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Katas.Benchmarks;

/// <summary>What Python does on this machine, where it and NumPy are installed: <c>apt install python3-numpy</c>.</summary>
internal sealed record Python(string Version, IReadOnlyDictionary<string, double> Seconds)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Gets the seconds of the notebook's loop over five rows.</summary>
    public double Loop => Seconds["loop"];

    /// <summary>Gets the seconds of loading MNIST.</summary>
    public double Load => Seconds["load"];

    /// <summary>Runs notebook.py, or returns null when that fails: no Python, or no NumPy.</summary>
    public static Python? Measure(IEnumerable<MatmulShape> shapes)
    {
        string script = Path.Combine(Repository.Root, "tools", "benchmarks", "Peers", "notebook.py");
        foreach (string name in (string[])["/usr/bin/python3", "python3", "python"])   // the system's own has NumPy
        {
            try
            {
                ProcessStartInfo start = new(name, [script, MnistFile.Path, .. shapes.Select(shape => shape.ToString())])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                };
                using Process process = Process.Start(start)!;
                string output = process.StandardOutput.ReadToEnd();
                if (output.Length > 0)
                    return JsonSerializer.Deserialize<Python>(output, Web);
            }
            catch (Win32Exception)   // not installed under this name
            {
            }
        }
        return null;
    }
}
