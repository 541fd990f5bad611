using MassTransit;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>What the durable saga store needs of an instance.</summary>
public interface IDurableSaga : SagaStateMachineInstance
{
    /// <summary>The concurrency token: set and checked by the store, one more on every write.</summary>
    int Version { get; set; }

    /// <summary>
    /// When the current state must be over; <see langword="null"/> in states that may last for ever. Stored in a column of its own.
    /// </summary>
    DateTimeOffset? Deadline { get; }
}
