using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.RiskWorker.Snapshots;

/// <summary>Hears broadcasts on a temporary queue of this process, so that each worker knows all.</summary>
/// <param name="board">Where they are kept.</param>
internal sealed class SnapshotConsumer(MarketBoard board)
    : IConsumer<MarketSnapshot>, IConsumer<VenueRulesSnapshot>, IConsumer<AccountBalancesSnapshot>
{
    public Task Consume(ConsumeContext<MarketSnapshot> context)
    {
        board.Take(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<VenueRulesSnapshot> context)
    {
        board.Take(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<AccountBalancesSnapshot> context)
    {
        board.Take(context.Message);
        return Task.CompletedTask;
    }
}
