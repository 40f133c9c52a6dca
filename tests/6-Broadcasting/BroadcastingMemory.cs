namespace Katas.Tests;

/// <summary>How much memory an operation that is broadcast may take.</summary>
public class BroadcastingMemory(string member, TensorOperation broadcast) : Laws(member)
{
    private static readonly Broadcastable Column100Row200 = new(Tensor.RandomNormal(1, 100, 1), Tensor.RandomNormal(2, 200));

    [Law(Of = nameof(Column100Row200))]
    public void No_second_array_as_large_as_the_result_is_allocated(Broadcastable x)
    {
        // An array as large as the result takes 4 bytes for each of its elements, every time: a stretched operand, a table of offsets, a
        // list of results. What is made for one element alone is wasteful, but does not last: an object takes 24 bytes or more, an
        // index array 32 at rank 2 and 40 at rank 4; and threads share it by chance.
        Tensor<float> a = x.A.Copy(), b = x.B.Copy();
        double[] copied = new double[5];
        foreach (ref double bytes in copied.AsSpan())
        {
            double flat = Extra(a, b), deep = Extra(a.Reshape(1, 1, 100, 1), b.Reshape(1, 1, 1, 200));
            bytes = flat - 4 * (deep - flat);
        }
        if (copied.Max() - copied.Min() < 0.5 && copied[0] is > 2 and < 23)
            throw new Difference("memory for the result alone: 4 bytes for each of its elements",
                FormattableString.Invariant($"{4 + copied[0]:0.#} bytes for each of them"),
                "another array as large as the result was made: read a stretched element again, with a stride of 0, instead");
    }

    /// <summary>Measures what is allocated for each element of the result, in bytes, without the result itself.</summary>
    private double Extra(Tensor<float> a, Tensor<float> b)
    {
        int length = broadcast(a, b).Length;   // a first call allocates once and for all
        return (double)Allocation.Of(() => broadcast(a, b)) / length - sizeof(float);
    }
}
