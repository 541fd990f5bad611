using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>Keeps fills.</summary>
internal interface IFillStore
{
    /// <summary>Says that a work of a group may add a fill of an attempt that it has announced.</summary>
    void Announce(PostgresGroup group, FillKey key)
    {
    }

    /// <summary>Adds a fill.</summary>
    /// <returns>False when (venue, symbol, trade id) is known already.</returns>
    ValueTask<bool> TryAddAsync(IDurableSession session, Fill fill, CancellationToken cancellationToken);

    /// <summary>Lists the fills of one attempt by rising trade id.</summary>
    ValueTask<IReadOnlyList<Fill>> ListAsync(IDurableSession session, string clientOrderId, CancellationToken cancellationToken);
}
