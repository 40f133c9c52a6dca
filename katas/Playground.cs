#:project ../$(KataTree)/1-LoadMnist/LoadMnist.csproj
#:project ../$(KataTree)/2-NaiveMatmul/NaiveMatmul.csproj
#:project ../$(KataTree)/3-Elementwise/Elementwise.csproj
#:project ../$(KataTree)/4-FrobeniusNorm/FrobeniusNorm.csproj
#:project ../$(KataTree)/5-VectorizedMatmul/VectorizedMatmul.csproj
#:project ../$(KataTree)/6-Broadcasting/Broadcasting.csproj
#:project ../$(KataTree)/7-SimdMatmul/SimdMatmul.csproj
#:property PublishAot=false

// The notebook, cell by cell, with your own code:
//
//     dotnet run katas/Playground.cs                     # with your own stages: KataTree above is then the folder katas
//     dotnet run katas/Playground.cs -p:Solved=true      # with the reference solutions: KataTree is then the folder solutions
//
// A cell whose stage you have not written says so, and the others run. Each cell ends with something to try: this file is for you to
// change, and no test looks at what you do with it.

using System.Diagnostics;
using Katas;

Tensor<float>? images = null;                                        // all 50,000, once stage 1 loads them
Tensor<float> weights = Tensor.RandomNormal(seed: 1, 784, 10);       // torch.randn(784, 10)
Tensor<float> bias = Tensor.RandomNormal(seed: 2, 10);

Cell("1-LoadMnist", "Load the data, and look at it", () =>
{
    Mnist mnist = MnistLoader.Load(MnistFile.Path);
    images = mnist.Train.Images;
    (Tensor<float> x, Tensor<long> y) = mnist.Train;

    Show("images, labels", $"{Tensor.Format(x.Shape)}, {Tensor.Format(y.Shape)}");
    Show("smallest and largest pixel", $"{Smallest(x)}, {Largest(x)}");
    Show("smallest and largest label", $"{Smallest(y)}, {Largest(y)}");
    Show("the first label", y[0]);
    Draw(x.Row(0));
    // Try: draw row 1, and then the first image whose label is 7. Why is the largest pixel not 1?
});

Cell(null, "Draw weights and a bias from the normal distribution", () =>
{
    Show("weights, bias", $"{Tensor.Format(weights.Shape)}, {Tensor.Format(bias.Shape)}");
    Show("bias", bias);
    int near = 0;
    foreach (float weight in weights.AsSpan())
        if (MathF.Abs(weight) < 1)
            near++;
    Show("weights between -1 and 1", $"{100f * near / weights.Length:0.0} %");
    // Try: what share of the weights lies between -2 and 2? Another seed changes every number. Does it change the share?
});

Cell("2-NaiveMatmul", "Multiply five images by the weights", () =>
{
    Tensor<float> five = FirstRows(5), product = NaiveMatmul.Multiply(five, weights);
    double seconds = Seconds(() => NaiveMatmul.Multiply(five, weights));

    Show("product", Tensor.Format(product.Shape));
    Show("five images", $"{1000 * seconds:0.000} ms; the notebook's Python loop took 717 ms");
    Show("all 50,000 would take", $"{50_000 / 5 * seconds:0.00} s; the notebook says \"approximately 2 hours\"");
    // Try: FirstRows(50) instead of five. What time do you expect? And what time with weights of shape (784, 20)?
});

Cell("3-Elementwise", "Compare ten numbers with ten others", () =>
{
    Tensor<float> a = Tensor.RandomNormal(seed: 3, 10), b = Tensor.RandomNormal(seed: 4, 10);
    Tensor<bool> less = Elementwise.LessThan(a, b);

    Show("a < b", less);
    Show("its mean", Elementwise.Mean(less));
    // Try: say in words what the mean tells you. Beside a mean of 0.4, the notebook says "60% of a are less than b".
});

Cell("4-FrobeniusNorm", "Measure how large a matrix is", () =>
{
    Tensor<float> m = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];

    Show("norm by loops", $"{FrobeniusNorm.ByLoops(m)} in {1e9 * Seconds(() => FrobeniusNorm.ByLoops(m)):0} ns; the notebook took 1 ms");
    Show("norm elementwise", $"{FrobeniusNorm.ByElementwise(m)} in {1e9 * Seconds(() => FrobeniusNorm.ByElementwise(m)):0} ns");
    // Try: the norm of the weights. Each is about 1 in size, and there are 7,840 of them. What do you expect?
});

Cell("5-VectorizedMatmul", "Multiply five images by rows and columns", () =>
{
    Tensor<float> five = FirstRows(5);

    Show("product", Tensor.Format(VectorizedMatmul.Multiply(five, weights).Shape));
    Show("five images", $"{1000 * Seconds(() => VectorizedMatmul.Multiply(five, weights)):0.000} ms; the notebook took 1.29 ms");
    // Try: time the product of two (500, 500) matrices, with this method and with NaiveMatmul. Does the gain grow or shrink?
});

Cell("6-Broadcasting", "Add and multiply a column and a row", () =>
{
    Tensor<float> a = [1, 2, 3, 4], b = [4, 5, 6, 7];
    Tensor<float> column = Broadcasting.Unsqueeze(a, 1), row = Broadcasting.Unsqueeze(b, 0);

    Show("a[:, None], b[None, :]", $"{Tensor.Format(column.Shape)}, {Tensor.Format(row.Shape)}");
    Show("their product", Broadcasting.Multiply(column, row));
    Show("their sum", Broadcasting.Add(column, row));
    Show("five images, ten weights each, and a bias",
        Tensor.Format(Broadcasting.Add(Broadcasting.Matmul(FirstRows(5), weights), bias).Shape));
    // Try: a bias of five numbers, one for each image, instead of ten. Which shape does it need?
});

Cell("7-SimdMatmul", "Multiply all 50,000 images", () =>
{
    Tensor<float> all = FirstRows(50_000);

    Show("product", Tensor.Format(SimdMatmul.Multiply(all, weights).Shape));
    Show("50,000 images", $"{1000 * Seconds(() => SimdMatmul.Multiply(all, weights)):0.0} ms instead of two hours");
    // Try: compare the first row of this product with that of NaiveMatmul. Are they equal to the last bit? Should they be?
});

// Methods that the cells use.

// Runs a cell, and says what is missing if its stage (a folder in katas/) is not written yet.
static void Cell(string? stage, string title, Action run)
{
    Console.WriteLine($"\n{title}");
    try
    {
        run();
    }
    catch (NotImplementedException)
    {
        Console.WriteLine($"  This cell needs stage {stage}, which is not written yet. Its lesson is katas/{stage}/README.md");
    }
    catch (Exception e)
    {
        Console.WriteLine($"  {e.GetType().Name}: {e.Message}");
        Console.WriteLine($"  The laws will tell you more: dotnet test tests/{stage}");
    }
}

// Prints a value; all lines of a matrix are indented as far as its first.
static void Show(string what, object value) =>
    Console.WriteLine($"  {what}: {value}".Replace("\n", "\n" + new string(' ', what.Length + 4)));

// Takes the first images, or random numbers of the same shape while stage 1 is not written.
Tensor<float> FirstRows(int count) => images is null
    ? Tensor.RandomNormal(seed: 5, count, 784)
    : Tensor.Of(images.AsSpan()[..(count * 784)].ToArray(), count, 784);

// Returns the average time of a run over a third of a second, after a warm-up of the same length. To compare two programs, use a race
// instead: ./dojo.sh race 2
static double Seconds(Action run)
{
    Run(seconds: 0.3);
    (int runs, double total) = Run(seconds: 0.3);
    return total / runs;

    (int, double) Run(double seconds)
    {
        int runs = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            run();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return (runs, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}

static T Smallest<T>(Tensor<T> tensor) where T : unmanaged => Enumerable.Min(tensor.AsSpan().ToArray())!;

static T Largest<T>(Tensor<T> tensor) where T : unmanaged => Enumerable.Max(tensor.AsSpan().ToArray())!;

// Draws an image of 28 x 28 pixels, two rows of pixels in a line of text.
static void Draw(ReadOnlySpan<float> image)
{
    for (int row = 0; row < 28; row += 2)
    {
        Console.Write("  ");
        for (int column = 0; column < 28; column++)
            Console.Write((image[row * 28 + column] > 0.5f, image[(row + 1) * 28 + column] > 0.5f) switch
            {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                _ => ' ',
            });
        Console.WriteLine();
    }
}
