namespace Katas.Finale;

/// <summary>Ends the finale early, with a sentence for the learner.</summary>
internal sealed class FinaleException(string message) : Exception(message);
