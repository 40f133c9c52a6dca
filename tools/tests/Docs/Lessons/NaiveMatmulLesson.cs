namespace Katas.Tests;

public sealed class NaiveMatmulLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        (1 * 7 + 2 * 9 + 3 * 11).ShouldBe(58);
        (4 * 7 + 5 * 9 + 6 * 11).ShouldBe(139);
        (1 * 8 + 2 * 10 + 3 * 12).ShouldBe(64);
        (4 * 8 + 5 * 10 + 6 * 12).ShouldBe(154);
        (5 * 784 * 10).ShouldBe(39_200);
    }

    [Fact]
    public void The_report_to_read_is_one_that_a_product_in_the_wrong_order_gets()
    {
        string lesson = File.ReadAllText(Path.Combine(Repository.Root, "katas", "2-NaiveMatmul", "README.md")).ReplaceLineEndings("\n");
        string report = lesson.Split("```text\n")[1].Split("```")[0];
        string message = Path.Combine(Repository.Root, "tools", "tests", "Impostors", "Messages", "2-NaiveMatmul.txt");
        File.ReadAllText(message).ReplaceLineEndings("\n").ShouldStartWith(report);
    }

    /// <summary>All six nestings add the products of an element in the order of k, and so do the stages 5 and 6.</summary>
    [Fact]
    public void Every_nesting_gives_the_same_bits()
    {
        Tensor<float> a = Tensor.RandomNormal(1, 31, 203), b = Tensor.RandomNormal(2, 203, 17), c = NaiveMatmul.Multiply(a, b);
        foreach (string order in (string[])["ijk", "ikj", "jik", "jki", "kij", "kji"])
            Nested(order, a, b).ShouldEqual(c);
        VectorizedMatmul.Multiply(a, b).ShouldEqual(c);
        Broadcasting.Matmul(a, b).ShouldEqual(c);
    }

    [Fact]
    public void Another_order_of_the_sum_gives_other_bits()
    {
        float large = 16_777_216, one = 1;
        (large + one + one).ShouldBe(16_777_216);
        (large + (one + one)).ShouldBe(16_777_218);
    }

    /// <summary>Multiplies with three loops, the outermost first.</summary>
    private static Tensor<float> Nested(string order, Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        int[] sizes = [.. order.Select(index => index switch { 'i' => a.Shape[0], 'j' => b.Shape[1], _ => a.Shape[1] })];
        int[] at = new int[3];
        for (at[0] = 0; at[0] < sizes[0]; at[0]++)
            for (at[1] = 0; at[1] < sizes[1]; at[1]++)
                for (at[2] = 0; at[2] < sizes[2]; at[2]++)
                {
                    int i = at[order.IndexOf('i')], j = at[order.IndexOf('j')], k = at[order.IndexOf('k')];
                    c[i, j] += a[i, k] * b[k, j];
                }
        return c;
    }
}

/// <summary>The kata with all hints of the lesson pasted in.</summary>
public static class NaiveMatmul
{
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/2-NaiveMatmul/README.md: 1. Check the shapes
        // katas/2-NaiveMatmul/README.md: 2. Make the result
        // katas/2-NaiveMatmul/README.md: 3. Fill it with three loops
        return c;
    }
}

public sealed class NestingLaws : Laws
{
    // katas/2-NaiveMatmul/README.md: Exercises, block 2

    private static Tensor<float> AsInTheNotebook(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        for (int k = 0; k < a.Shape[1]; k++)
            for (int i = 0; i < a.Shape[0]; i++)
                for (int j = 0; j < b.Shape[1]; j++)
                    c[i, j] += a[i, k] * b[k, j];
        return c;
    }
}
