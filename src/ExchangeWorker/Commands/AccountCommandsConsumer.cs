using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using MassTransit;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>
/// Takes the commands of one account while its lease is ours. The handlers open their sessions by themselves: none may be open while the
/// venue is asked. What makes a second delivery harmless is the stored attempt, not the message id.
/// </summary>
internal sealed class AccountCommandsConsumer(
    AccountContext account, PlacementHandler placement, CancelHandler cancel, ResolveHandler resolve)
    : IConsumer<PlaceOrder>, IConsumer<CancelVenueOrder>, IConsumer<ResolveVenueOrder>
{
    public Task Consume(ConsumeContext<PlaceOrder> context) => placement.HandleAsync(account, context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<CancelVenueOrder> context) => cancel.HandleAsync(account, context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<ResolveVenueOrder> context) => resolve.HandleAsync(account, context.Message, context.CancellationToken);
}
