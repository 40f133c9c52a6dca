using System.Collections;
using Razorvine.Pickle;

namespace Katas.Tests;

public sealed class UnpicklerTests
{
    static UnpicklerTests() => NumPy.RegisterConstructors();

    public static TheoryData<string, int> Python => [.. Pickled.All.Select(pickled => (pickled.Name, pickled.Protocol)).Distinct()];

    [Theory, MemberData(nameof(Python))]
    public void What_Python_pickles_is_read_from_any_stream(string name, int protocol)
    {
        foreach (Pickled pickled in Pickled.All.Where(pickled => (pickled.Name, pickled.Protocol) == (name, protocol)))
            foreach (Stream stream in Streams.Of(pickled.Bytes))
                Shown.Show(new Unpickler().load(stream)).ShouldBe(pickled.Value);
    }

    [Fact]
    public void Every_protocol_has_its_pickles() =>
        Pickled.All.Select(pickled => pickled.Protocol).Distinct().Order().ShouldBe([0, 1, 2, 3, 4, 5]);

    [Fact]
    public void Nothing_is_read_beyond_the_end()
    {
        MemoryStream two = new("I1\n.I2\n.trailing"u8.ToArray());
        Unpickler unpickler = new();
        unpickler.load(two).ShouldBe(1);
        unpickler.load(two).ShouldBe(2);
        two.Position.ShouldBe(8);
    }

    [Fact]
    public void What_was_shared_is_shared()
    {
        object?[] pair = Load("]\u0094K\u0001ah\u0000\u0086.").ShouldBeOfType<object?[]>();
        pair[0].ShouldBeOfType<ArrayList>()[0].ShouldBe(1);
        pair[1].ShouldBeSameAs(pair[0]);
    }

    [Fact]
    public void A_list_can_contain_itself()
    {
        ArrayList list = Load("]q\u0000h\u0000a.").ShouldBeOfType<ArrayList>();
        list[0].ShouldBeSameAs(list);
    }

    /// <summary>As Python pickles <c>t = ([],); t[0].append(t)</c> in protocols 0, 1, 2 and 4, which is where it drops values and marks.</summary>
    [Theory]
    [InlineData("((lp0\n(g0\ntp1\na00g1\n.")]
    [InlineData("(]q\u0000(h\u0000tq\u0001a1h\u0001.")]
    [InlineData("\u0080\u0002]q\u0000h\u0000\u0085q\u0001a0h\u0001.")]
    [InlineData("\u0080\u0004\u0095\u000b\0\0\0\0\0\0\0]\u0094h\0\u0085\u0094a0h\u0001.")]
    public void A_tuple_can_contain_itself(string pickle)
    {
        object?[] tuple = Load(pickle).ShouldBeOfType<object?[]>();
        tuple.Single().ShouldBeOfType<ArrayList>()[0].ShouldBeSameAs(tuple);
    }

    [Fact]
    public void A_registered_constructor_gets_the_arguments_and_what_it_makes_gets_the_state()
    {
        Unpickler.registerConstructor("zoo", "Animal", new AnimalConstructor());
        Animal animal = Load("czoo\nAnimal\n(VOtto\nI7\ntR(I1\nI2\ntb.").ShouldBeOfType<Animal>();
        animal.Name.ShouldBe("Otto");
        animal.Legs.ShouldBe(7);
        animal.State.ShouldBe([1, 2]);
    }

    internal static object? Load(string latin1) => new Unpickler().loads(System.Text.Encoding.Latin1.GetBytes(latin1));

    private sealed class AnimalConstructor : IObjectConstructor
    {
        public object construct(object[] args) => new Animal((string)args[0], (int)args[1]);
    }

    private sealed record Animal(string Name, int Legs)
    {
        public object[] State { get; private set; } = [];

        public void __setstate__(object[] state) => State = state;
    }
}
