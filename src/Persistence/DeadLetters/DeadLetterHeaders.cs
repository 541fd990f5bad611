namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Headers of messages that were put back from the ledger.</summary>
public static class DeadLetterHeaders
{
    /// <summary>
    /// The id of the letter that the message was put back from. Fails it again, it is that letter which opens again, whatever id the message
    /// is known by where it fails. Strangers may write it too: it counts only for a letter of the same endpoint with the same body.
    /// </summary>
    public const string LetterId = "Bot3-Letter-Id";
}
