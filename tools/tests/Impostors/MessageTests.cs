using System.Reflection;
using Xunit.Sdk;

namespace Katas.Tests;

/// <summary>Where a wrong number alone would mislead, the message says what it comes from.</summary>
public sealed class MessageTests
{
    [Fact]
    public void A_result_that_is_still_computed_is_said_to_change()
    {
        string message = Message(new MatmulLaws(Mistakes.NotWaitedFor), nameof(MatmulLaws.The_example_of_the_lesson));

        message.ShouldMatch(@"\[0, 0\] should be 58 but is \d");
        message.ShouldMatch(@"the result has changed from \d+ to \d+ at \[0, 0\] since the call returned it:");
        message.ShouldContain("is a thread or a task still at work that was not waited for?");
    }

    [Fact]
    public void NaN_is_named_before_it_is_compared()
    {
        string message = Message(new FrobeniusNormLaws("ByLoops", Mistakes.NotSquared),
            nameof(FrobeniusNormLaws.The_norm_of_a_sum_is_at_most_the_sum_of_the_norms));

        message.ShouldContain("norm of   (1, 1) [[-1]]");
        message.ShouldContain("so        it is NaN, and should be a number");
        message.ShouldNotContain("greater than");
    }

    [Fact]
    public void A_result_that_a_later_call_overwrites_is_said_to_change() =>
        Message(new MatmulLaws(Mistakes.InOneBuffer), nameof(MatmulLaws.The_product_is_linear_in_A))
            .ShouldContain("since:\n            do calls return the same memory?");

    [Fact]
    public void An_exception_on_another_thread_is_shown_itself_with_a_word_about_threads()
    {
        string message = Message(new MatmulLaws(Mistakes.OneRowTooMany), nameof(MatmulLaws.The_example_of_the_lesson));

        message.ShouldContain("thrown    IndexOutOfRangeException");
        message.ShouldContain($"at Mistakes.cs, line {LineOf("Parallel.For(")}");
        message.ShouldContain("a parallel loop or a task threw this on another thread");
        message.ShouldNotContain("AggregateException");
    }

    [Fact]
    public void Slow_code_is_told_from_endless_code()
    {
        string slow = Message(new MatmulLimits(Mistakes.Slow),
            nameof(MatmulLimits.Square_matrices_whose_size_is_a_multiple_of_32_are_multiplied_correctly));
        string endless = Message(new MatmulLimits(Mistakes.EndlessFrom100),
            nameof(MatmulLimits.Square_matrices_whose_size_is_a_multiple_of_32_are_multiplied_correctly));

        slow.ShouldMatch("""the code is slow, not endless. It is right where\n *a .*, b .* took .* s, and would take some \d+ s here""");
        endless.ShouldContain("no result after 5 seconds, although a (64, 64), b (64, 64) took 0.");
        endless.ShouldContain("is there a loop that never ends?");
    }

    [Fact]
    public void Input_that_a_check_lets_through_is_shown()
    {
        string message = Message(
            new MatmulContract(Mistakes.ComparesRowsWithColumns), nameof(MatmulContract.Mismatched_matrices_are_refused));

        message.ShouldStartWith("Broken law");
        message.ShouldContain("expected  ArgumentException");
        message.ShouldContain("so        the check lets this input through");
    }

    [Fact]
    public void Input_for_which_code_is_not_written_yet_is_shown_once_it_is_for_other_input() =>
        Message(new MatmulLaws(Mistakes.EmptyOnesAlone), nameof(MatmulLaws.Each_element_is_a_row_of_A_times_a_column_of_B))
            .ShouldContain("so        it is not written yet for this input");

    [Fact]
    public void A_changed_input_shrinks_to_a_number_that_a_reader_believes() =>
        Message(new FrobeniusNormContract("ByLoops", Mistakes.AbsoluteInPlace), nameof(FrobeniusNormContract.The_input_is_not_modified))
            .ShouldContain("[0, 0] was -1 and is 1 afterwards");

    [Fact]
    public void A_mistake_in_a_law_is_shown_with_its_place()
    {
        string message = Message(new MistakenLaws(), nameof(MistakenLaws.A_law_may_be_wrong));

        message.ShouldContain("law       tools/tests/Impostors/MessageTests.cs\n");
        message.ShouldContain("thrown    IndexOutOfRangeException");
        message.ShouldContain("at MessageTests.cs, line ");
    }

    [Fact]
    public void A_law_may_return_a_bool_and_nothing_else()
    {
        MistakenLaws laws = new();
        MethodInfo task = laws.GetType().GetMethod(nameof(MistakenLaws.A_law_may_not_return_a_task))!;

        Message(laws, nameof(MistakenLaws.A_law_may_return_false)).ShouldContain("so        the law returned false");
        Should.Throw<NotSupportedException>(() => laws.Check(task, new())).Message.ShouldContain("A law returns nothing, or a bool");
    }

    [Fact]
    public void The_line_of_a_method_of_one_line_is_known() =>
        Message(new MatmulLaws(Mistakes.BeyondTheEnd), nameof(MatmulLaws.The_example_of_the_lesson))
            .ShouldContain($"at Mistakes.cs, line {LineOf("BeyondTheEnd")}");

    private static string Message(Laws laws, string law)
    {
        MethodInfo method = laws.GetType().GetMethod(law)!;
        LawBroken broken = Should.Throw<LawBroken>(() => laws.Check(method, new() { Seed = 1 }));
        broken.Message.Split('\n').Length.ShouldBeLessThanOrEqualTo(20, broken.Message);
        return broken.Message;
    }

    private static int LineOf(string code)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "tools", "tests", "Impostors", "Mistakes.cs"));
        return 1 + Array.FindIndex(lines, line => line.Contains(code, StringComparison.Ordinal));
    }
}

/// <summary>Laws that are wrong themselves.</summary>
public sealed class MistakenLaws(bool isAsked = true) : Laws
{
    [Law]
    public void A_law_may_be_wrong(Matrix<Whole> x) => x.A.AsSpan()[x.A.Length] = isAsked ? 1 : 0;

    [Law]
    public bool A_law_may_return_false(Matrix<Whole> x) => x.A.Length < 0;

    [Law]
    public Task A_law_may_not_return_a_task(Matrix<Whole> x) => Task.FromResult(x);
}
