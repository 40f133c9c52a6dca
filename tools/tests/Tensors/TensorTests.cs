namespace Katas.Tests;

public sealed class TensorTests
{
    private static readonly Tensor<float> Matrix = [[1, 2, 3], [4, 5, 6]];

    [Fact]
    public void A_literal_has_an_axis_for_each_level_of_brackets()
    {
        Tensor<float> scalar = 7, vector = [1, 2, 3], cube = [[[1, 2]], [[3, 4]], [[5, 6]]];
        Tensor<bool> mask = [true, false];

        scalar.Shape.ToArray().ShouldBe([]);
        vector.Shape.ToArray().ShouldBe([3]);
        cube.Shape.ToArray().ShouldBe([3, 1, 2]);
        cube.AsSpan().ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
        cube.AsMemory().ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
        mask[0].ShouldBeTrue();
    }

    [Fact]
    public void A_literal_may_be_empty()
    {
        Tensor<float> vector = [], matrix = [[], []];

        vector.Shape.ToArray().ShouldBe([0]);
        matrix.Shape.ToArray().ShouldBe([2, 0]);
    }

    [Fact]
    public void Rows_of_different_lengths_are_refused() =>
        Should.Throw<ArgumentException>(() => { Tensor<float> ragged = [[1, 2], [3]]; })
            .Message.ShouldStartWith("Items of one tensor have one shape; these have (2) and (1).");

    [Fact]
    public void Rank_and_length_follow_from_the_shape()
    {
        Matrix.Rank.ShouldBe(2);
        Matrix.Length.ShouldBe(6);
        Tensor.Zeros<float>().Length.ShouldBe(1);
        Tensor.Zeros<float>(3, 0, 5).Length.ShouldBe(0);
    }

    [Fact]
    public void An_index_is_row_major_and_gives_a_reference()
    {
        Tensor<float> cube = Tensor.Zeros<float>(2, 3, 4);
        cube[1, 2, 3] = 9;
        cube.AsSpan()[23].ShouldBe(9);

        Tensor<float> matrix = [[1, 2, 3], [4, 5, 6]];
        matrix[1, 0] += 10;
        matrix.ShouldBe([[1, 2, 3], [14, 5, 6]]);

        Tensor<float> scalar = 7;
        scalar[[]].ShouldBe(7);
    }

    [Fact]
    public void Every_axis_is_checked_on_its_own()
    {
        Should.Throw<IndexOutOfRangeException>(() => Matrix[0, 3]).Message.ShouldBe("Index (0, 3) is outside a tensor of shape (2, 3).");
        Should.Throw<IndexOutOfRangeException>(() => Matrix[-1, 0]);
        Should.Throw<IndexOutOfRangeException>(() => Matrix[2, 0]);
        Should.Throw<IndexOutOfRangeException>(() => Matrix[0]);
        Should.Throw<IndexOutOfRangeException>(() => Matrix[0, 0, 0]);
        Should.Throw<IndexOutOfRangeException>(() => Tensor.Zeros<float>(2, 3, 4)[0, 3, 0]);
        Should.Throw<IndexOutOfRangeException>(() => Tensor.Zeros<float>(3)[3]);
        Should.Throw<IndexOutOfRangeException>(() => Tensor.Zeros<float>(3)[0, 0]);
    }

    [Fact]
    public void A_row_is_a_view()
    {
        Tensor<float> matrix = [[1, 2, 3], [4, 5, 6]];
        matrix.Row(1).Clear();
        matrix.ShouldBe([[1, 2, 3], [0, 0, 0]]);

        Should.Throw<IndexOutOfRangeException>(() => matrix.Row(2).Length);
        Should.Throw<InvalidOperationException>(() => Tensor.Zeros<float>(3).Row(0).Length);
    }

    [Fact]
    public void A_reshaped_tensor_shares_its_elements()
    {
        Tensor<float> matrix = [[1, 2, 3], [4, 5, 6]];
        Tensor<float> vector = matrix.Reshape(6);
        vector[4] = 0;
        matrix.ShouldBe([[1, 2, 3], [4, 0, 6]]);

        Should.Throw<ArgumentException>(() => matrix.Reshape(4, 2))
            .Message.ShouldStartWith("(2, 3) has 6 elements and does not fit into (4, 2).");
        Should.Throw<ArgumentException>(() => matrix.Reshape(-2, -3));
    }

    [Fact]
    public void Equality_compares_shape_and_elements()
    {
        Tensor<float> same = [[1, 2, 3], [4, 5, 6]], other = [[1, 2, 3], [4, 5, 7]], nan = [float.NaN], alsoNan = [float.NaN];

        (Matrix == same).ShouldBeTrue();
        Matrix.GetHashCode().ShouldBe(same.GetHashCode());
        (Matrix != other).ShouldBeTrue();
        Matrix.Reshape(3, 2).ShouldNotBe(same);
        nan.ShouldBe(alsoNan);
        (Matrix == null).ShouldBeFalse();
    }

    [Fact]
    public void Enumerating_gives_the_items_of_the_first_axis()
    {
        List<Tensor<float>> rows = [];
        foreach (Tensor<float> row in Matrix)
            rows.Add(row);

        rows.ShouldBe([[1, 2, 3], [4, 5, 6]]);
    }

    [Fact]
    public void The_text_is_NumPys_with_the_shape_first()
    {
        Tensor<float> scalar = 1.5f, vector = [1, -2, 0.5f], cube = [[[1, 2], [3, 4]], [[5, 6], [7, 10]]];
        Tensor<bool> mask = [true, false];

        scalar.ToString().ShouldBe("() 1.5");
        vector.ToString().ShouldBe("(3) [  1,  -2, 0.5]");
        mask.ToString().ShouldBe("(2) [ true, false]");
        Tensor.Zeros<float>(0, 3).ToString().ShouldBe("(0, 3) []");
        cube.ToString().ReplaceLineEndings("\n").ShouldBe("""
            (2, 2, 2) [[[ 1,  2],
                        [ 3,  4]],

                       [[ 5,  6],
                        [ 7, 10]]]
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_long_axis_is_shortened_to_its_ends()
    {
        Tensor<float> vector = Tensor.Zeros<float>(1000);
        vector[999] = 9;
        vector.ToString().ShouldBe("(1000) [0, 0, 0, ..., 0, 0, 9]");
        Tensor.Zeros<float>(50000, 784).ToString().Split('\n').Length.ShouldBe(7);
    }

    [Fact]
    public void A_shape_that_no_array_can_hold_is_refused()
    {
        Should.Throw<ArgumentException>(() => Tensor.Zeros<float>(2, -1))
            .Message.ShouldStartWith("A shape has no negative dimensions; this one is (2, -1).");
        Should.Throw<ArgumentException>(() => Tensor.Zeros<float>(1_000_000, 1_000_000)).Message.ShouldContain("asks for more");
        Should.Throw<ArgumentException>(() => Tensor.Zeros<float>(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue));
        Tensor.Zeros<float>(int.MaxValue, int.MaxValue, 0).Length.ShouldBe(0);
    }

    [Fact]
    public void The_identity_has_ones_on_its_diagonal() =>
        Tensor.Identity(3).ShouldBe([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);

    [Fact]
    public void Normal_numbers_have_mean_0_and_deviation_1_and_repeat_for_a_seed()
    {
        Tensor<float> normal = Tensor.RandomNormal(42, 100, 100);
        double mean = normal.AsSpan().ToArray().Average(z => (double)z);
        double variance = normal.AsSpan().ToArray().Average(z => (z - mean) * (z - mean));

        Math.Abs(mean).ShouldBeLessThan(0.04);            // four standard errors: 4 / sqrt(10,000)
        Math.Abs(variance - 1).ShouldBeLessThan(0.06);    // four standard errors: 4 sqrt(2 / 10,000)
        Tensor.RandomNormal(42, 100, 100).ShouldBe(normal);
        Tensor.RandomNormal(43, 100, 100).ShouldNotBe(normal);
    }
}
