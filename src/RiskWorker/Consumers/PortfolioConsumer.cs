using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.RiskWorker.Portfolio;
using MassTransit;

namespace Bot3.Messaging.RiskWorker.Consumers;

/// <summary>Keeps positions and reservations in step with what happens to orders.</summary>
/// <param name="books">Applies it.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Position changes are logged here.</param>
internal sealed class PortfolioConsumer(PortfolioBooks books, TimeProvider timeProvider, ILogger<PortfolioConsumer> logger)
    : IConsumer<OrderFilled>, IConsumer<ReleaseReservation>
{
    public async Task Consume(ConsumeContext<OrderFilled> context)
    {
        var filled = context.Message;
        var position = await books.ApplyAsync(context.GetDurableSession(), filled, timeProvider.GetUtcNow(), context.CancellationToken);
        RiskMetrics.Filled(applied: position is not null);
        if (position is not null)
            Log.FillApplied(logger, filled.OrderId, filled.TradeId, filled.Symbol, position.NetQuantity);
        else
            Log.FillKnown(logger, filled.OrderId, filled.TradeId, filled.Symbol);
    }

    public async Task Consume(ConsumeContext<ReleaseReservation> context)
    {
        var release = context.Message;
        if (await books.ReleaseAsync(context.GetDurableSession(), release, context.CancellationToken))
            Log.ReservationReleased(logger, release.OrderId, release.FinalStatus.ToString(), release.FilledQuantity);
        else
            Log.NothingReserved(logger, release.OrderId, release.FinalStatus.ToString());
    }
}

/// <summary>The queue of fills and releases.</summary>
internal sealed class PortfolioDefinition() : DurableConsumerDefinition<PortfolioConsumer>(WireNames.RiskPortfolioQueue);
