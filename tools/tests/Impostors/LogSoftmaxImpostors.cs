using Softmax = System.Func<Katas.Tensor<float>, Katas.Tensor<float>>;

namespace Katas.Tests;

public sealed class LogSoftmaxImpostors() : ImpostorSuite<Softmax>("katas/Finale/LogSoftmax.cs",
    ("as written", nameof(LogSoftmaxLaws.Adding_100_to_every_logit_changes_nothing), 1), softmax => new LogSoftmaxLaws(softmax))
{
    protected override Candidate<Softmax>[] Impostors { get; } =
    [
        OfRow("as written", "exp overflows", z => Minus(z, MathF.Log(z.Sum(MathF.Exp)))),
        OfRow("log of the softmax", "p underflows to 0, which has no logarithm", z =>
        {
            float max = z.Max(), sum = z.Sum(x => MathF.Exp(x - max));
            return [.. z.Select(x => MathF.Log(MathF.Exp(x - max) / sum))];
        }),
        OfRow("mean taken off", "the mean instead of the maximum", z => Shifted(z, z.Average())),
        OfRow("minimum taken off", "the minimum instead of the maximum", z => Shifted(z, z.Min())),
        OfRow("maximum from 0", "a row of negative numbers has the maximum 0", z => Shifted(z, Math.Max(0, z.Max()))),
        OfRow("largest absolute value", "the maximum of |z|", z => Shifted(z, z.Max(Math.Abs))),
        OfRow("first logit taken off", "the first is taken for the largest", z => Shifted(z, z[0])),
        OfRow("clipped", "logits are cut off at -80 and 80", z => Shifted([.. z.Select(x => Math.Clamp(x, -80, 80))], 0)),
        OfRow("no sum", "only the maximum is taken off", z => Minus(z, z.Max())),
        OfRow("one more", "the sum begins at 1", z => Minus(z, z.Max() + MathF.Log(1 + z.Sum(x => MathF.Exp(x - z.Max()))))),
        OfRow("softmax", "no logarithm is taken", z => [.. Shifted(z, z.Max()).Select(MathF.Exp)]),
        OfRow("binary logarithm", "log2", z => [.. Shifted(z, z.Max()).Select(x => x / MathF.Log(2))]),
        OfRow("sign", "-log p, the surprise", z => [.. Shifted(z, z.Max()).Select(x => -x)]),
        OfRow("epsilon", "1e-7 keeps p away from zero", z => [.. Shifted(z, z.Max()).Select(x => MathF.Log(MathF.Exp(x) + 1e-7f))]),
        OfRow("half", "exponentials in half precision", z =>
            Minus(z, z.Max() + MathF.Log(z.Sum(x => (float)(Half)MathF.Exp(x - z.Max()))))),
        Code("one maximum for all", "the largest logit of all rows", z =>
            Rows(z, row => Shifted(row, z.AsSpan().ToArray().Max()))),
        Code("columns", "the softmax of each column", z => Right(z.Transpose()).Transpose()),
        Code("all together", "one softmax of all rows", z => z.Length == 0 ? z.Copy() : Right(z.Reshape(1, z.Length)).Reshape(z.Shape)),
        Code("in place", "the maximum is taken off the input", z =>
        {
            Tensor<float> logP = Right(z);
            for (int i = 0; i < z.Shape[0]; i++)
                foreach (ref float x in z.Row(i))
                    x -= 1;
            return logP;
        }),
        Code("last row skipped", "i < rows - 1", z =>
        {
            Tensor<float> logP = Right(z);
            if (z.Shape[0] > 0)
                logP.Row(z.Shape[0] - 1).Clear();
            return logP;
        }),
    ];

    protected override Candidate<Softmax>[] RightOnes { get; } =
    [
        Code("as in the solution", "the maximum, the sum, the differences", Right),
        OfRow("double", "everything in double", z =>
        {
            double max = z.Max(), sum = z.Sum(x => Math.Exp(x - max));
            return [.. z.Select(x => (float)(x - max - Math.Log(sum)))];
        }),
        OfRow("log-sum-exp first", "z minus the logarithm of the sum", z =>
            Minus(z, z.Max() + MathF.Log(z.Sum(x => MathF.Exp(x - z.Max()))))),
        OfRow("ascending", "the smallest exponentials are added first", z =>
            Minus(z, z.Max() + MathF.Log(z.Order().Sum(x => MathF.Exp(x - z.Max()))))),
        OfRow("one pass", "maximum and sum in one loop: the sum is scaled when the maximum grows", z =>
        {
            float max = float.NegativeInfinity, sum = 0;
            foreach (float x in z)
            {
                float larger = Math.Max(max, x);
                sum = sum * MathF.Exp(max - larger) + MathF.Exp(x - larger);
                max = larger;
            }
            return [.. z.Select(x => x - max - MathF.Log(sum))];
        }),
    ];

    private static Tensor<float> Right(Tensor<float> z) => Rows(z, row => Shifted(row, row.Max()));

    private static Candidate<Softmax> OfRow(string name, string remark, Func<float[], float[]> row) =>
        Code(name, remark, z => Rows(z, row));

    private static Tensor<float> Rows(Tensor<float> z, Func<float[], float[]> row)
    {
        Tensor<float> result = Tensor.Zeros<float>(z.Shape);
        for (int i = 0; i < z.Shape[0]; i++)
            row(z.Row(i).ToArray()).CopyTo(result.Row(i));
        return result;
    }

    private static float[] Minus(float[] row, float number) => [.. row.Select(x => x - number)];

    /// <summary>Computes the log-softmax, with a number taken off before the exponentials.</summary>
    private static float[] Shifted(float[] row, float number) =>
        Minus(Minus(row, number), MathF.Log(Minus(row, number).Sum(MathF.Exp)));
}
