namespace Katas.Tests;

/// <summary>Logits of one image or more, for one digit or more.</summary>
public sealed record Logits<T>(Tensor<float> Z) : Fitting, IInput<Logits<T>> where T : IValues
{
    public static Arbitrary<Logits<T>> Arbitrary => Of<Logits<T>>(T.Sample, ["mn"], x => x.Z.Shape[1] > 0);
}

/// <summary>Real numbers, and for one in three a number between -1000 and 1000, of which exp overflows or underflows.</summary>
public readonly struct Extreme : IValues
{
    public static float Sample(Random random) => random.Next(3) == 0 ? 2000 * random.NextSingle() - 1000 : Real.Sample(random);
}

/// <summary>What holds for every log-softmax.</summary>
public class LogSoftmaxLaws(Func<Tensor<float>, Tensor<float>> logSoftmax) : Laws
{
    private static readonly Logits<Whole> Example = new([[2, 1, 0]]);

    private static readonly Logits<Real>[] FarApart =
        [new([[1000, 0]]), new([[-1000, -1000, -1000]]), new([[89, 89]]), new([[500, 499], [-500, -501]])];

    private Tensor<float> Of(Tensor<float> z) => logSoftmax(z.Copy());

    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(Logits<Whole> x) => Of(x.Z).ShouldBeWithin(Expected(x.Z));

    [Law]
    public void The_result_has_the_shape_of_the_logits(Logits<Whole> x) => Of(x.Z).ShouldHaveShape(x.Z.Shape.ToArray());

    [Law]
    public void Each_element_is_the_logarithm_of_the_softmax(Logits<Real> x) => Of(x.Z).ShouldBeWithin(Expected(x.Z));

    [Law]
    public void No_probability_is_above_one(Logits<Real> x) => Of(x.Z).Map(logP => Math.Max(logP, 0)).ShouldEqual(x.Z.Map(_ => 0f));

    [Law]
    public void The_input_is_not_modified(Logits<Real> x)
    {
        Tensor<float> z = x.Z.Copy();
        logSoftmax(z);
        z.ShouldBeUnchanged(x.Z);
    }

    [Law]
    public void Adding_100_to_every_logit_changes_nothing(Logits<Whole> x)
    {
        Tensor<float> higher = x.Z.Map(element => element + 100);
        Of(higher).ShouldBeWithin(Expected(x.Z) with { Error = Expected(higher).Error });
    }

    [Law(Of = nameof(FarApart))]
    public void Logits_that_are_far_apart_neither_overflow_nor_vanish(Logits<Real> x) => Of(x.Z).ShouldBeWithin(Expected(x.Z));

    [Law]
    public void Logits_beyond_the_range_of_exp_are_no_exception(Logits<Extreme> x) => Of(x.Z).ShouldBeWithin(Expected(x.Z));

    /// <summary>
    /// Computes log p in double, and how far a right result may be from it: twice as many roundings as there are, of the largest numbers
    /// that are rounded on the way, the logit and the largest logit of its row.
    /// </summary>
    private static Bounded Expected(Tensor<float> z)
    {
        Bounded logP = new(Tensor.Zeros<double>(z.Shape), Tensor.Zeros<double>(z.Shape));
        for (int i = 0; i < z.Shape[0]; i++)
        {
            double[] row = [.. z.Row(i).ToArray().Select(element => (double)element)];
            double max = row.Max(), logSum = Math.Log(row.Sum(element => Math.Exp(element - max)));
            for (int j = 0; j < row.Length; j++)
            {
                logP.Value[i, j] = row[j] - max - logSum;
                logP.Error[i, j] = 2 * Oracle.UnitRoundoff * (row.Length + 8 + Math.Abs(row[j]) + Math.Abs(max));
            }
        }
        return logP;
    }
}
