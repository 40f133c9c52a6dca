using System.Collections;

namespace Razorvine.Pickle;

/// <summary>Compares as object.Equals does, but salts hash codes, so that nobody can choose keys that collide and take quadratic time.</summary>
internal sealed class SaltedComparer : IEqualityComparer, IEqualityComparer<object?>
{
    public static SaltedComparer Instance { get; } = new();

    public new bool Equals(object? x, object? y) => object.Equals(x, y);

    public int GetHashCode(object? obj) => obj switch
    {
        long n => HashCode.Combine((int)n, (int)(n >> 32)),   // its own hash code is the two halves' exclusive or
        double x => GetHashCode(BitConverter.DoubleToInt64Bits(x == 0 ? 0 : x)),   // 0.0 equals -0.0
        _ => HashCode.Combine(obj),
    };
}
