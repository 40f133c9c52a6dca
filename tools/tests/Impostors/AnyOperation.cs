using System.Collections.Concurrent;

namespace Katas.Tests;

/// <summary>Mistakes that can be made in any operation on two tensors: in what it shares, keeps, and says if it refuses.</summary>
internal static class AnyOperation
{
    /// <summary>Makes an exception whose parameter's name is the message, and whose message is the parameter's name.</summary>
    public static ArgumentException Exchanged(string message, string parameter) => new(parameter, message);

    /// <summary>Cuts a tensor to the size of another where that is shorter.</summary>
    public static Tensor<float> Cut(Tensor<float> tensor, Tensor<float> other)
    {
        for (int axis = 0; axis < tensor.Rank; axis++)
            tensor = tensor.Cut(axis, 0, Math.Min(tensor.Shape[axis], other.Shape[axis]));
        return tensor;
    }

    /// <summary>Spoils the result of an operation.</summary>
    public static TensorOperation Spoil(TensorOperation right, Action<Tensor<float>, Tensor<float>, Tensor<float>> spoil) => (a, b) =>
    {
        Tensor<float> c = right(a, b);
        spoil(a, b, c);
        return c;
    };

    /// <summary>Makes an impostor of each mistake.</summary>
    /// <param name="right">The operation as it should be.</param>
    /// <param name="code">Puts an operation in its place among the functions of a stage.</param>
    /// <param name="manyCallers">The law of the stage about many callers of small operations.</param>
    public static Candidate<TCode>[] Mistaken<TCode>(TensorOperation right, Func<TensorOperation, TCode> code, string manyCallers)
    {
        return
        [
            Stateful("two buffers", "the result after the next is written into the same tensor", () =>
            {
                Dictionary<string, (Tensor<float>? Next, Tensor<float> Last)> buffers = [];
                return (a, b) =>
                {
                    Tensor<float> c = right(a, b);
                    (Tensor<float>? next, Tensor<float>? last) = buffers.GetValueOrDefault(Tensor.Format(c.Shape));
                    if (next is not null)
                    {
                        c.AsSpan().CopyTo(next.AsSpan());
                        c = next;
                    }
                    buffers[Tensor.Format(c.Shape)] = (last, c);
                    return c;
                };
            }),
            Stateful("remembered by value", "equal operands get the same tensor again", () =>
            {
                (Tensor<float> A, Tensor<float> B, Tensor<float> C)? last = null;
                return (a, b) =>
                {
                    if (last is not var (x, y, c) || x != a || y != b)
                        last = (a.Copy(), b.Copy(), c = right(a, b));
                    return c;
                };
            }),
            Stateful("cached by reference", "a result is kept for the same objects, though their elements may change", () =>
            {
                (Tensor<float>? A, Tensor<float>? B, Tensor<float>? C) last = default;
                return (a, b) =>
                {
                    if ((object)a != last.A || (object)b != last.B)
                        last = (a, b, right(a, b));
                    return last.C!.Copy();
                };
            }),
            Stateful("kept by hash code", "results are kept by the operands' hash codes, which look at the first elements only", () =>
            {
                TensorOperation kept = Kept((a, b) => $"{a.GetHashCode()} {b.GetHashCode()}");
                return (a, b) => kept(a, b).Copy();
            }),
            Stateful("kept for ever", "every pair of operands and its result are kept, and equal ones get a copy", () =>
            {
                ConcurrentDictionary<(Tensor<float>, Tensor<float>), Tensor<float>> kept = [];
                return (a, b) =>
                {
                    Tensor<float> c = right(a, b);   // and what it refuses is refused
                    return kept.GetOrAdd((a.Copy(), b.Copy()), c).Copy();
                };
            }).DiesOf(nameof(MatmulCallers.Memory_does_not_grow_from_call_to_call)),
            Stateful("kept by sum", "results are kept by the shapes and the sums of the operands", () =>
                Copied(Kept((a, b) => $"{Tensor.Format(a.Shape)} {a.AsSpan().ToArray().Sum()} {Tensor.Format(b.Shape)} "
                    + b.AsSpan().ToArray().Sum()))),
            Stateful("kept by squares", "results are kept by the shapes, the first elements and the sums of squares of the operands", () =>
                Copied(Kept((a, b) => $"{a.GetHashCode()} {a.AsSpan().ToArray().Sum(x => (double)x * x)} {b.GetHashCode()} "
                    + b.AsSpan().ToArray().Sum(x => (double)x * x)))),
            Stateful("kept by samples", "results are kept by the shapes and every 16th element of the operands", () =>
                Copied(Kept((a, b) => $"{Tensor.Format(a.Shape)} {Sample(a)} {Tensor.Format(b.Shape)} {Sample(b)}"))),
            Stateful("one small buffer", "results of up to 64 elements are put together in one buffer, and copied", () =>
            {
                float[] buffer = new float[64];
                return (a, b) =>
                {
                    Tensor<float> c = right(a, b);
                    if (c.Length > buffer.Length)
                        return c;
                    c.AsSpan().CopyTo(buffer);
                    buffer.AsSpan(0, c.Length).CopyTo(c.AsSpan());
                    return c;
                };
            }).DiesOf(manyCallers),
            Stateful("one large result", "results of 65,536 elements and more are written into the same tensor", () =>
            {
                ConcurrentDictionary<string, Tensor<float>> large = [];
                return (a, b) =>
                {
                    Tensor<float> c = right(a, b);
                    if (c.Length < 1 << 16)
                        return c;
                    Tensor<float> kept = large.GetOrAdd(Tensor.Format(c.Shape), _ => Tensor.Zeros<float>(c.Shape));
                    c.AsSpan().CopyTo(kept.AsSpan());
                    return kept;
                };
            }).DiesOf(nameof(MatmulCallers.Large_results_of_separate_calls_share_no_memory)),
            Stateful("shapes by digits", "the digits of the shapes, written one after another, say which shape the result has", () =>
            {
                TensorOperation kept = Kept((a, b) => string.Concat((int[])[.. a.Shape, .. b.Shape]));
                return (a, b) =>
                {
                    Tensor<float> c = right(a, b), result = Tensor.Zeros<float>(kept(a, b).Shape);
                    c.AsSpan()[..Math.Min(c.Length, result.Length)].CopyTo(result.AsSpan());
                    return result;
                };
            }),
            Operation("returns A", "a result that equals A is A itself", (a, b) => right(a, b) is var c && c == a ? a : c),
            Operation("into A", "a result of A's shape is written into A", (a, b) =>
            {
                Tensor<float> c = right(a, b);
                if (!c.Shape.SequenceEqual(a.Shape))
                    return c;
                c.AsSpan().CopyTo(a.AsSpan());
                return a;
            }),
            Refusing("arguments exchanged", "the parameter's name is the message, and the message the parameter's name", Exchanged)
                .From("CA2208"),
            Refusing("no parameter", "the refusal does not say which parameter is at fault", (message, _) =>
                new ArgumentException(message)),
            Refusing("no shapes", "the refusal does not show the shapes", (_, name) =>
                new ArgumentException("The shapes do not fit.", name)).From("apache/tvm#16308"),
            Refusing("one shape", "the refusal shows the shape of A alone", (message, name) =>
                new ArgumentException(message.Split(" and ")[0], name)).From("tensorflow/tensorflow#113503"),
        ];

        Candidate<TCode> Operation(string name, string remark, TensorOperation operation) => Stateful(name, remark, () => operation);

        Candidate<TCode> Stateful(string name, string remark, Func<TensorOperation> make) => new(name, remark, () => code(make()));

        Candidate<TCode> Refusing(string name, string remark, Func<string, string, ArgumentException> refusal) =>
            Operation(name, remark, (a, b) =>
            {
                try
                {
                    return right(a, b);
                }
                catch (ArgumentException e)
                {
                    throw refusal($"{Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)}", e.ParamName!);
                }
            });

        static TensorOperation Copied(TensorOperation kept) => (a, b) => kept(a, b).Copy();

        static string Sample(Tensor<float> tensor) =>
            string.Join(' ', Enumerable.Range(0, (tensor.Length + 15) / 16).Select(i => tensor.AsSpan()[16 * i]));

        TensorOperation Kept(Func<Tensor<float>, Tensor<float>, string> key)
        {
            ConcurrentDictionary<string, Tensor<float>> results = [];
            return (a, b) => results.GetOrAdd(key(a, b), _ => right(a, b));
        }
    }
}
