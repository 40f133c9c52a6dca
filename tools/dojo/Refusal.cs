namespace Katas.Dojo;

/// <summary>Is thrown when a command cannot do what it was asked; the message tells the user why, and what to do.</summary>
#pragma warning disable CA1710 // A refusal needs no ending
public sealed class Refusal(string message) : Exception(message);
