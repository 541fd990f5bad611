namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Takes what a session has just committed and publishes it soon.</summary>
internal interface IOutboxDispatcher
{
    /// <summary>Hands over committed rows; never blocks and never throws. What it cannot take, the sweeper finds.</summary>
    void Dispatch(IReadOnlyList<OutboxRow> rows);

    /// <summary>Says that rows with a due time were committed, so that the sweeper looks when to wake next; never blocks, never throws.</summary>
    void Scheduled()
    {
    }
}
