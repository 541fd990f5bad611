using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>Answers the saga's question about an order: what is known is told again, and the venue is asked unless all is over.</summary>
internal sealed class ResolveHandler(
    IDurableStore store, VenueFacts facts, AttemptResolver resolver, ILogger<ResolveHandler> logger)
{
    /// <summary>Handles one delivery.</summary>
    public async Task HandleAsync(AccountContext account, ResolveVenueOrder command, CancellationToken cancellationToken)
    {
        using var lane = await account.Lanes.EnterAsync(command.OrderId, cancellationToken);
        if (await resolver.ReadAsync(account, command.ClientOrderId, cancellationToken) is not { } attempt)
        {
            // The placement may still be in the queue; its answer, at the latest "too old", is the answer to this as well.
            Log.AttemptMissing(logger, command.ClientOrderId, command.OrderId);
            return;
        }

        await using (var session = await store.BeginAsync(cancellationToken))
        {
            await facts.RetellAsync(session, attempt, cancellationToken);
            await session.CommitAsync(cancellationToken);
        }

        if (!attempt.State.IsFinal())
            await resolver.AskAsync(account, attempt, cancellationToken);
    }
}
