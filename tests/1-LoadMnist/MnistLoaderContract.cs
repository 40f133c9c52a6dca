namespace Katas.Tests;

/// <summary>
/// What a loader owes its caller: results of its own, files that are closed, and exceptions that say what is wrong with a file.
/// </summary>
public class MnistLoaderContract(Func<string, Mnist> load) : Laws
{
    private static string NoSuchFile => "no/such/mnist.pkl.gz";

    private static Mnist Example => MnistFiles.Unsymmetric;

    private static byte[] Good { get; } = MnistFiles.Gzip(MnistPickle.Of(Example));

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
        File.WriteAllBytes(path, MnistFiles.GzipAsItIs(MnistPickle.Of(other)));
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

    [Law(Of = nameof(MnistFiles.NoFiles), In = typeof(MnistFiles))]
    public void A_path_at_which_there_is_no_file_is_reported_as_missing(NoFile x) => MnistFiles.As(Good, file =>
        Assertions.ShouldBeRefusedWith<FileNotFoundException>(() => load(x.Beside(file))));

    [Law(Of = nameof(Example))]
    public void A_missing_file_may_be_there_at_the_second_call_and_gone_at_the_third(Mnist set) => MnistFiles.As(Good, path =>
    {
        File.Delete(path);
        Assertions.ShouldBeRefusedWith<FileNotFoundException>(() => load(path));
        File.WriteAllBytes(path, Good);
        Assertions.When("in a second call, when the file was there", () => load(path).ShouldEqual(set));
        File.Delete(path);
        return Assertions.ShouldBeRefusedWith<FileNotFoundException>(() => load(path));
    });

    [Law(Of = nameof(Example))]
    public void A_locked_file_is_reported_as_an_IOException(Mnist set) => MnistFiles.As(Good, path =>
    {
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            if (Assertions.ShouldBeRefusedWith<IOException>(() => load(path)) is FileNotFoundException missing)
                throw new Difference(nameof(IOException), $"{missing.GetType().Name}: {missing.Message}", "the file is there");
        load(path).ShouldEqual(set);
        return path;
    });

    [Law(Of = nameof(MnistFiles.Unreadable), In = typeof(MnistFiles))]
    public void A_file_that_may_not_be_read_is_reported_as_an_UnauthorizedAccessException(UnreadableFile x) =>
        MnistFiles.As(Good, file => Assertions.ShouldBeRefusedWith<UnauthorizedAccessException>(() => load(x.From(file))));

    [Law]
    public void A_truncated_file_is_reported_as_invalid(TruncatedFile file) => ShouldBeInvalid(file);

    [Law(Of = nameof(MnistFiles.DamagedTrailers), In = typeof(MnistFiles))]
    public void Any_change_of_the_checksum_or_the_length_in_a_gzip_file_is_noticed(DamagedTrailer file) => ShouldBeInvalid(file);

    [Law]
    public void A_file_that_is_not_a_pickle_is_reported_as_invalid(NoPickle file) => ShouldBeInvalid(file);

    [Law(Of = nameof(MnistFiles.OtherwiseShaped), In = typeof(MnistFiles))]
    public void A_pickle_of_something_else_is_reported_as_invalid(OtherPickle file) => ShouldBeInvalid(file);

    [Law]
    public void A_damaged_file_is_loaded_or_reported_as_invalid(DamagedFile file)
    {
        Mnist set;
        try
        {
            set = file.As(load);
        }
        catch (InvalidDataException)
        {
            return;
        }
        file.Verify(set);
    }

    [Law(Of = nameof(Example))]
    public void The_message_tells_damage_from_other_content(Mnist set)
    {
        string damaged = Reason(Good[..^1]), other = Reason(MnistFiles.Gzip(MnistPickle.Whole(MnistPickle.Of(set.Train))));
        if (damaged == other)
            throw new Difference("two messages, for a file that is cut short and for one with a single split", other,
                "both get the same message: say what is wrong with each");

        string Reason(byte[] content) => MnistFiles.As(content, path =>
            Assertions.ShouldBeRefusedWith<InvalidDataException>(() => load(path)).Message.Replace(path, "", StringComparison.Ordinal));
    }

    [Law(Of = nameof(MnistFiles.Stored), In = typeof(MnistFiles))]
    public void Arrays_that_are_stored_in_another_way_are_loaded_right_or_refused(StoredSet x)
    {
        Mnist set;
        try
        {
            set = x.As(load);
        }
        catch (InvalidDataException)
        {
            return;
        }
        set.ShouldEqual(Example);
    }

    [Law(Of = nameof(Example))]
    public void Nothing_else_is_written_or_deleted_in_the_folder(Mnist set)
    {
        ShouldBeLeftAlone(Good, path => load(path).ShouldEqual(set));
        foreach (byte[] bad in (byte[][])[Good[..^1], MnistFiles.Gzip(MnistPickle.Of(set.Train))])
            ShouldBeLeftAlone(bad, path => Assertions.ShouldBeRefusedWith<InvalidDataException>(() => load(path)));

        static void ShouldBeLeftAlone(byte[] content, Action<string> load) => MnistFiles.As(content, path =>
        {
            DateTime time = File.GetLastWriteTimeUtc(path);
            load(path);
            string[] files = [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!)];
            if (files is not [var only] || File.GetLastWriteTimeUtc(only) != time
                || !File.ReadAllBytes(only).AsSpan().SequenceEqual(content))
                throw new Difference("the folder as it was: the data file alone, unchanged",
                    string.Join(", ", files.Select(file => Path.GetFileName(file))), "read the file, and leave its folder alone");
            return path;
        });
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
