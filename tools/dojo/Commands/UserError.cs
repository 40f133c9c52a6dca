namespace Katas.Dojo;

/// <summary>Is thrown when a program cannot do what it was asked; the message tells the user why, and what to do.</summary>
public sealed class UserError(string message) : Exception(message);
