namespace Katas.Tests;

/// <summary>Walks through the notebook, cell by cell, with the reference solutions of all seven stages on the real data.</summary>
public sealed class NotebookTests(NotebookTests.Data data) : IClassFixture<NotebookTests.Data>
{
    public sealed class Data
    {
        public Mnist Mnist { get; } = MnistLoader.Load(MnistFile.Path);

        public Tensor<float> Weights { get; } = Tensor.RandomNormal(0, 784, 10);

        /// <summary>Gets the notebook's m1, the first five validation images.</summary>
        public Tensor<float> Five => Mnist.Validation.Images.Cut(0, 0, 5);
    }

    [Fact]
    public void The_data_have_the_notebooks_shapes_minima_and_maxima()
    {
        foreach ((Split split, int count) in new[] { (data.Mnist.Train, 50_000), (data.Mnist.Validation, 10_000),
            (data.Mnist.Test, 10_000) })
        {
            split.Images.Shape.ToArray().ShouldBe([count, 784]);
            split.Labels.Shape.ToArray().ShouldBe([count]);
            split.Images.AsSpan().ToArray().Min().ShouldBe(0);
            split.Images.AsSpan().ToArray().Max().ShouldBe(0.99609375f);
            split.Labels.AsSpan().ToArray().Min().ShouldBe(0);
            split.Labels.AsSpan().ToArray().Max().ShouldBe(9);
        }
    }

    [Fact]
    public void The_five_digits_in_the_laws_are_the_first_five_validation_images() => Matrices.FiveDigits().ShouldEqual(data.Five);

    [Fact]
    public void Five_digits_by_random_weights_come_out_alike_from_all_four_multiplications()
    {
        Bounded product = Oracle.RealProduct(data.Five, data.Weights);
        foreach (TensorOperation multiply in
            (TensorOperation[])[NaiveMatmul.Multiply, VectorizedMatmul.Multiply, Broadcasting.Matmul,
                SimdMatmul.Multiply])
            multiply(data.Five, data.Weights).ShouldBeWithin(product);
    }

    [Fact]
    public void All_fifty_thousand_rows_are_multiplied_too()
    {
        Tensor<float> product = SimdMatmul.Multiply(data.Mnist.Train.Images, data.Weights);
        product.Shape.ToArray().ShouldBe([50_000, 10]);
        product.Cut(0, 49_995, 5).ShouldBeWithin(Oracle.RealProduct(data.Mnist.Train.Images.Cut(0, 49_995, 5), data.Weights));
    }

    [Fact]
    public void A_comparison_gives_a_mask_and_the_mask_a_mean()
    {
        Tensor<float> a = Tensor.RandomNormal(1, 10), b = Tensor.RandomNormal(2, 10);
        Elementwise.Mean(Elementwise.LessThan(a, b)).ShouldBe(Elementwise.LessThan(a, b).AsSpan().Count(true) / 10f);
    }

    [Fact]
    public void The_norm_is_16_8819_by_loops_and_by_elementwise_operations()
    {
        Tensor<float> m = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
        FrobeniusNorm.ByLoops(m).ShouldBe(16.8819f, tolerance: 0.00005);
        FrobeniusNorm.ByElementwise(m).ShouldBe(16.8819f, tolerance: 0.00005);
    }

    [Fact]
    public void A_column_times_and_plus_a_row_is_a_table()
    {
        Tensor<float> a = [1, 2, 3, 4], b = [4, 5, 6, 7];
        Tensor<float> column = Broadcasting.Unsqueeze(a, 1), row = Broadcasting.Unsqueeze(b, 0);
        Broadcasting.Multiply(column, row).ShouldEqual([[4, 5, 6, 7], [8, 10, 12, 14], [12, 15, 18, 21], [16, 20, 24, 28]]);
        Broadcasting.Add(column, row).ShouldEqual([[5, 6, 7, 8], [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 11]]);
    }
}
