namespace Katas.Tests;

/// <summary>Damages files as accidents and attackers do.</summary>
public static class Damage
{
    private static readonly byte[] interesting = [0, 1, 2, 0x7f, 0x80, 0xff, .. "().NbRtue0q"u8, 0x85, 0x86, 0x87, 0x8a, 0x8b, 0x94];

    /// <summary>Makes a copy with a few bytes changed, dropped, doubled, inserted or exchanged.</summary>
    public static byte[] To(byte[] content, Random random)
    {
        List<byte> bytes = [.. content];
        for (int changes = random.Next(1, 6); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1), length = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0 when length > 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when length > 0:
                    bytes[at] = interesting[random.Next(interesting.Length)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 5 when length > 0:
                    bytes.AddRange(bytes.GetRange(at, length));
                    bytes.RemoveRange(at, length);
                    break;
                case 6:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
                    break;
            }
        }
        return [.. bytes];
    }
}
