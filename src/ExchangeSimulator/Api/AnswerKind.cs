namespace Bot3.Messaging.ExchangeSimulator.Api;

internal enum AnswerKind
{
    Answer,

    /// <summary>Something that is not JSON, in place of the answer.</summary>
    Unreadable,

    DropConnection,

    /// <summary>The connection stays open and nothing is said.</summary>
    Silence,
}
