namespace Katas.Tests;

public sealed class MyLaws : Laws
{
    [Law]
    public void Twice_A_gives_twice_the_product(Multipliable<Whole> x)
    {
        Tensor<float> twiceA = x.A.Map(element => 2 * element);
        Tensor<float> product = NaiveMatmul.Multiply(x.A, x.B);
        NaiveMatmul.Multiply(twiceA, x.B).ShouldEqual(product.Map(element => 2 * element));
    }
}
