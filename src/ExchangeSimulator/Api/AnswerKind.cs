namespace Bot3.Messaging.ExchangeSimulator.Api;

internal enum AnswerKind
{
    Answer,

    /// <summary>Something that is not JSON, in place of the answer.</summary>
    Unreadable,

    /// <summary>Half of the answer, then the connection drops.</summary>
    Truncated,

    DropConnection,

    /// <summary>The connection stays open and nothing is said.</summary>
    Silence,
}
