using Bot3.Messaging.Contracts;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Snapshots;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.RiskWorker.Consumers;

/// <summary>
/// Waits, bounded, until the venue's prices, rules and the account's balances are known and fresh. Then the order is decided either way.
/// </summary>
/// <typeparam name="T">The message; only <see cref="CheckRisk"/> waits.</typeparam>
/// <param name="board">What was broadcast.</param>
/// <param name="options">How long to wait, and for what.</param>
internal sealed class FreshSnapshotFilter<T>(MarketBoard board, IOptions<RiskOptions> options) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (context.Message is CheckRisk { Order: var order }
            && options.Value.Accounts.TryGetValue(order.Account, out var account)
            && account.MarketPriceAgeMax is { } ageMax)
        {
            var venue = RiskDesk.VenueOf(order, account);
            await board.WaitAsync(venue, order.Account, ageMax, options.Value.SnapshotPatience, context.CancellationToken);
        }

        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("fresh-snapshot");
}
