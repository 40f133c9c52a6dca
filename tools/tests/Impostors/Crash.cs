using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Katas.Tests;

/// <summary>
/// Code that does worse than compute a wrong number, under the laws of stage 2. Run by <see cref="CrashTests"/>, one at a time,
/// in a process of its own, because some of it takes the process down.
/// </summary>
public sealed class Crash
{
    [Fact(Explicit = true)]
    public void An_endless_loop() => Judge((a, b) =>
    {
        for (int i = 0; i < a.Shape[0]; i += 0) { }
        return MatmulCandidates.Product(a, b);
    });

    [Fact(Explicit = true)]
    public void A_stack_overflow() => Judge(Recursing);

    [Fact(Explicit = true)]
    public void A_literal_8_for_the_width_of_a_vector() => Judge((a, b) =>
    {
        Tensor<float> c = MatmulCandidates.Empty(a, b);
        for (int i = 0; i < a.Shape[0]; i++)
            for (int k = 0; k < a.Shape[1]; k++)
            {
                ReadOnlySpan<float> from = b.Row(k);
                Span<float> to = c.Row(i);
                int j = 0;
                for (; j <= to.Length - Math.Max(8, Vector<float>.Count); j += 8)
                    (new Vector<float>(to[j..]) + a[i, k] * new Vector<float>(from[j..])).CopyTo(to[j..]);
                for (; j < to.Length; j++)
                    to[j] += a[i, k] * from[j];
            }
        return c;
    });

    [Fact(Explicit = true)]
    public void A_column_on_the_stack() => Judge(new MatmulLimits((a, b) =>
    {
        Tensor<float> c = MatmulCandidates.Empty(a, b);
        Span<float> column = stackalloc float[b.Shape[0]];
        for (int j = 0; j < c.Shape[1]; j++)
        {
            for (int k = 0; k < column.Length; k++)
                column[k] = b[k, j];
            for (int i = 0; i < c.Shape[0]; i++)
                c[i, j] = TensorPrimitives.Dot<float>(a.Row(i), column);
        }
        return c;
    }), nameof(MatmulLimits.A_column_may_have_millions_of_rows));

    [Fact(Explicit = true)]
    public void An_array_of_a_trillion_elements() => Judge((a, b) => Tensor.Of(new float[1_000_000_000_000], a.Shape[0], b.Shape[1]));

    [Fact(Explicit = true)]
    public void All_the_memory() => Judge((a, b) =>
    {
        for (List<float[]> kept = []; ; kept.Add(GC.AllocateUninitializedArray<float>(1 << 23))) { }   // filling them would take seconds
    });

    [Fact(Explicit = true)]
    public void A_note_on_the_console() => Judge((a, b) =>
    {
        Console.WriteLine($"a is {a.Shape[0]} by {a.Shape[1]}");
        return MatmulCandidates.Product(a, b).Map(x => x + 1);
    });

    [Fact(Explicit = true)]
    public void A_changed_input() => Judge(new MatmulContract((a, b) =>
    {
        Tensor<float> c = MatmulCandidates.Product(a, b);
        a.AsSpan().Clear();
        return c;
    }), nameof(MatmulContract.The_inputs_are_not_modified));

    [Fact(Explicit = true)]
    public void Null() => Judge((_, _) => null!);

    [Fact(Explicit = true)]
    public void Another_exception() =>
        Judge(new MatmulContract((a, b) => a.Shape[1] == b.Shape[0] ? MatmulCandidates.Product(a, b)
            : throw new InvalidOperationException("does not fit")),
            nameof(MatmulContract.Mismatched_matrices_are_refused));

    [Fact(Explicit = true)]
    public void Out_of_memory_reported_as_damage() => Judge(new MnistLoaderMemory(path =>
    {
        try
        {
            byte[] pickle = Gzip.Decompress(File.ReadAllBytes(path));
            throw new InvalidOperationException($"{pickle.Length} bytes are in memory after all");
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is damaged", e);
        }
    }), nameof(MnistLoaderMemory.Running_out_of_memory_is_not_reported_as_damage));

    private static void Judge(TensorOperation multiply) =>
        Judge(new MatmulLaws(multiply), nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B));

    private static void Judge(Laws laws, string law) =>
        laws.Check(laws.GetType().GetMethod(law)!, new() { Seed = 1, Kata = "katas/2-NaiveMatmul/NaiveMatmul.cs" });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Tensor<float> Recursing(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Recursing(a, b);
        return c.Rank == 2 ? c : a;
    }
}
