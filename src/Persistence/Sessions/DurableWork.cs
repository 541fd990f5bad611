using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Inbox;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>One message's piece of work, which a store may commit together with others of the same group.</summary>
public sealed class DurableWork
{
    /// <summary>
    /// Which works may share a transaction: an endpoint's name, or any other name of 1 to 128 characters. Works of one group run one after
    /// another within a process.
    /// </summary>
    public required string Group { get; init; }

    /// <summary>The inbox entry; <see langword="null"/> where a business key alone makes repetitions harmless.</summary>
    public InboxKey? InboxKey { get; init; }

    /// <summary>
    /// Says beforehand which rows the work will read, so that one round trip reads those of the whole group; may be called several times.
    /// Only stores that group call it.
    /// </summary>
    public Action<PostgresGroup>? Announce { get; init; }

    /// <summary>
    /// The work. It may be called again when the transaction that it took part in could not commit, each time with another session. It
    /// neither commits nor waits for anything but the database.
    /// </summary>
    public required Func<IDurableSession, Task> Handle { get; init; }
}
