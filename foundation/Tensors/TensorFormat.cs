using System.Globalization;
using System.Text;

namespace Katas;

/// <summary>Prints a tensor as NumPy does: the shape, then nested brackets, columns aligned, long axes shortened.</summary>
internal static class TensorFormat
{
    private const int Longest = 10, Edge = 3;   // an axis of more than Longest shows Edge items at either end

    public static string Format<T>(ReadOnlySpan<T> elements, ReadOnlySpan<int> shape)
    {
        string prefix = Tensor.Format(shape) + " ";
        if (elements.IsEmpty)
            return prefix + "[]";
        StringBuilder text = new(prefix);
        Append(text, elements, shape, prefix.Length, Width(elements, shape));
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, ReadOnlySpan<T> elements, ReadOnlySpan<int> shape, int indent, int width)
    {
        if (shape.IsEmpty)
        {
            text.Append(Format(elements[0]).PadLeft(width));
            return;
        }
        int inner = elements.Length / shape[0];
        string separator = shape.Length == 1 ? ", " : ",".PadRight(shape.Length, '\n') + new string(' ', indent + 1);
        text.Append('[');
        for (int i = 0; i < shape[0]; i++)
        {
            if (i > 0)
                text.Append(separator);
            if (shape[0] > Longest && i == Edge)
            {
                text.Append("...").Append(separator);
                i = shape[0] - Edge;
            }
            Append(text, elements.Slice(i * inner, inner), shape[1..], indent + 1, width);
        }
        text.Append(']');
    }

    private static int Width<T>(ReadOnlySpan<T> elements, ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty)
            return Format(elements[0]).Length;
        int inner = elements.Length / shape[0], width = 0;
        for (int i = 0; i < shape[0]; i++)
        {
            if (shape[0] > Longest && i == Edge)
                i = shape[0] - Edge;
            width = Math.Max(width, Width(elements.Slice(i * inner, inner), shape[1..]));
        }
        return width;
    }

    private static string Format<T>(T element) =>
        element is bool truth ? (truth ? "true" : "false") : string.Create(CultureInfo.InvariantCulture, $"{element}");
}
