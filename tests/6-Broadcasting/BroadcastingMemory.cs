using System.Runtime.ExceptionServices;

namespace Katas.Tests;

/// <summary>How much memory an operation that is broadcast may take.</summary>
public class BroadcastingMemory(string member, TensorOperation broadcast) : Laws(member)
{
    private static readonly Shapes[] LargeResults = [new([100, 1], [200]), new([100, 200], [200]), new([300, 1], [300])];

    [Law(Of = nameof(LargeResults))]
    public void No_second_array_as_large_as_the_result_is_allocated(Shapes x)
    {
        // An array as large as the result takes 4 bytes for each of its elements: a stretched operand, a table of offsets, a list of
        // results. If it is kept, the first call of a size on a thread shows it. What is made for one element alone is wasteful, but does
        // not last: an object takes 24 bytes or more, an index array 32 at rank 2 and 40 at rank 4; and threads share it by chance.
        Extra([5, 1], [7]);   // what a program does once, whatever the size
        Extra([1, 1, 5, 1], [1, 1, 1, 7]);
        double[] copied = new double[5];
        for (int i = 0; i < copied.Length; i++)
        {
            int[] a = [x.A[0] + i, x.A[1]], b = x.B;
            double flat = Extra(a, b), deep = Extra([1, 1, .. a], [1, 1, 1, .. b]);
            copied[i] = flat - 4 * (deep - flat);
        }
        if (copied.Max() - copied.Min() < 0.5 && copied[0] is > 2 and < 23)
            throw new Difference("memory for the result alone: 4 bytes for each of its elements",
                FormattableString.Invariant($"{4 + copied[0]:0.#} bytes for each of them"),
                "another array as large as the result was made: read a stretched element again, with a stride of 0, instead");
    }

    /// <summary>
    /// Measures what the first call on a new thread allocates for each element of the result, in bytes, without the result itself.
    /// </summary>
    private double Extra(int[] a, int[] b)
    {
        (Tensor<float> left, Tensor<float> right) = (Tensor.RandomNormal(1, a), Tensor.RandomNormal(2, b));
        (Exception? thrown, double extra) = (null, 0);
        Thread thread = new(() =>
        {
            try
            {
                int length = 0;
                long bytes = Allocation.Of(() => length = broadcast(left, right).Length);
                extra = (double)bytes / length - sizeof(float);
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
        return extra;
    }
}
