namespace Katas.Tests;

/// <summary>A small data set of given sizes, and the one with its pixels and labels turned over. A message shows the sizes alone.</summary>
public sealed record TwoDataSets(int Train, int Validation, int Test, int Pixels)
{
    internal Mnist First { get; } = new(Digits(Train, Pixels), Digits(Validation, Pixels), Digits(Test, Pixels));

    private static Split Digits(int count, int pixels) =>
        new(Draw.Tensor(new Random(count), random => random.Next(256) / 256f, count, pixels),
            Tensor.Of([.. Enumerable.Range(0, count).Select(i => i % 10L)], count));
}

/// <summary>What a loader owes its callers: the file as it is now, whoever else calls.</summary>
public class MnistLoaderLimits(Func<string, Mnist> load) : Laws
{
    private static readonly TwoDataSets
        ForThreads = new(200, 60, 40, 784),   // takes long enough to be interrupted
        Few = new(3, 2, 1, 5), MoreThanMnist = new(70_001, 3, 2, 1);

    [Law]
    public void A_changed_file_is_loaded_again_even_if_its_length_and_time_are_the_same(Mnist set) =>
        MnistFiles.As(MnistFiles.GzipAsItIs(MnistPickle.Of(set)), path =>
        {
            load(path).ShouldEqual(set);
            DateTime time = File.GetLastWriteTimeUtc(path);
            Mnist other = set.TurnedOver();
            File.WriteAllBytes(path, MnistFiles.GzipAsItIs(MnistPickle.Of(other)));
            File.SetLastWriteTimeUtc(path, time);
            load(path).ShouldEqual(other);
            return other;
        });

    [Law(Of = nameof(MoreThanMnist), Seconds = 60, Thorough = true)]
    public void A_data_set_may_have_more_images_than_MNIST(TwoDataSets sets) =>
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(sets.First)), load).ShouldEqual(sets.First);

    [Law(Of = nameof(Few), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_small_data_sets(TwoDataSets sets) => CallAtOnce(sets, interleavings: 500);

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_data_sets(TwoDataSets sets) => CallAtOnce(sets, interleavings: 24);

    private void CallAtOnce(TwoDataSets sets, int interleavings)
    {
        Mnist first = sets.First, second = first.TurnedOver();
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(first)), one => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(second)), other =>
        {
            Callers.AtOnce(interleavings,
                (() => load(one), mnist => mnist.ShouldEqual(first)), (() => load(other), mnist => mnist.ShouldEqual(second)));
            return other;
        }));
    }
}

/// <summary>What a loader owes its callers when memory runs out.</summary>
public class MnistLoaderMemory(Func<string, Mnist> load) : Laws
{
    [Law(Of = nameof(MnistFile.Path), In = typeof(MnistFile), Seconds = 60, Thorough = true)]
    public void Running_out_of_memory_is_not_reported_as_damage(string path) =>
        Allocation.WithLittleLeft(() => Assertions.ShouldBeRefusedWith<OutOfMemoryException>(() => load(path)));
}
