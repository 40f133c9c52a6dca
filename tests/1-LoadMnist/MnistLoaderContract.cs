namespace Katas.Tests;

/// <summary>
/// What a loader owes its caller: results of its own, files that are closed, and exceptions that say what is wrong with a file.
/// </summary>
public class MnistLoaderContract(Func<string, Mnist> load) : Laws
{
    private static string NoSuchFile => "no/such/mnist.pkl.gz";

    [Law]
    public void Loading_twice_gives_equal_results_that_share_no_memory(Mnist set) =>
        MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(set)), path =>
    {
        Mnist first = load(path);
        first.Train.Images.AsSpan().Fill(-1);
        first.Train.Labels.AsSpan().Fill(-1);
        load(path).ShouldEqual(set);
        return first;
    });

    [Law]
    public void A_changed_file_is_loaded_again(Mnist set) => MnistFiles.As(MnistFiles.GzipAsItIs(MnistPickle.Of(set)), path =>
    {
        load(path).ShouldEqual(set);
        Mnist other = set.TurnedOver();
        System.IO.File.WriteAllBytes(path, MnistFiles.GzipAsItIs(MnistPickle.Of(other)));
        load(path).ShouldEqual(other);
        return other;
    });

    [Law]
    public void The_file_is_closed_afterwards(Mnist set) => MnistFiles.As(MnistFiles.Gzip(MnistPickle.Of(set)), path =>
    {
        Mnist mnist = load(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return mnist;
    });

    [Law(Of = nameof(NoSuchFile))]
    public void A_missing_file_is_reported_as_missing(string path) =>
        Assertions.ShouldBeRefusedWith<FileNotFoundException>(() => load(path));

    [Law]
    public void A_truncated_file_is_reported_as_invalid(TruncatedFile file) => ShouldBeInvalid(file);

    [Law]
    public void A_file_that_is_not_a_pickle_is_reported_as_invalid(NoPickle file) => ShouldBeInvalid(file);

    [Law(Of = nameof(MnistFiles.OtherwiseShaped), In = typeof(MnistFiles))]
    public void A_pickle_of_something_else_is_reported_as_invalid(OtherPickle file) => ShouldBeInvalid(file);

    [Law]
    public void A_damaged_file_is_loaded_or_reported_as_invalid(DamagedFile file)
    {
        try
        {
            file.As(load);
        }
        catch (InvalidDataException)
        {
        }
    }

    [Law(Of = nameof(MnistFiles.Boastful), In = typeof(MnistFiles))]
    public void A_length_beyond_the_end_of_the_file_allocates_nothing(OtherPickle file) =>
        Allocation.Of(() => ShouldBeInvalid(file)).ShouldBeLessThan(64 << 20, "the bytes of memory that were taken");

    [Law(Of = nameof(MnistFiles.OtherwiseShaped), In = typeof(MnistFiles))]
    public void A_file_that_is_refused_is_closed_too(OtherPickle file) => file.As(path =>
    {
        Assertions.ShouldBeRefusedWith<InvalidDataException>(() => load(path));
        using FileStream closed = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return path;
    });

    private void ShouldBeInvalid(BadFile file) => file.As(path =>
    {
        string message = Assertions.ShouldBeRefusedWith<InvalidDataException>(() => load(path)).Message, name = Path.GetFileName(path);
        if (!message.Contains(name, StringComparison.Ordinal))
            throw new Difference($"a message with the name of the file, {name}", message, "it does not say which file");
        if (!message.Replace(path, "", StringComparison.Ordinal).Replace(name, "", StringComparison.Ordinal).Any(char.IsLetter))
            throw new Difference("a message that says what is wrong with the file", message, "it does not say what is wrong");
        return path;
    });
}
