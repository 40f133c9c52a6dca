namespace Razorvine.Pickle;

/// <summary>Tells that a stream is not a pickle, or not one that is read here: what was wrong, at which byte, in which opcode.</summary>
public class PickleException : Exception
{
    /// <summary>Makes the exception with a message.</summary>
    public PickleException(string message) : base(message) { }

    /// <summary>Makes the exception with a message and its cause.</summary>
    public PickleException(string message, Exception? innerException) : base(message, innerException) { }
}
