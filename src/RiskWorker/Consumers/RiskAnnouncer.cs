using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.RiskWorker.Persistence;

namespace Bot3.Messaging.RiskWorker.Consumers;

/// <summary>Tells the store beforehand which rows a message needs, so that a group of messages reads them at once.</summary>
/// <param name="store">Risk's rows.</param>
internal sealed class RiskAnnouncer(PostgresRiskStore store)
    : IGroupAnnouncer<CheckRisk>, IGroupAnnouncer<OrderFilled>, IGroupAnnouncer<ReleaseReservation>
{
    public void Announce(PostgresGroup group, CheckRisk message) =>
        store.AnnounceDecision(group, message.Order.Account, message.Order.OrderId);

    public void Announce(PostgresGroup group, OrderFilled message) => store.AnnounceFill(
        group, message.Account, message.OrderId, new FillKey(message.Venue, message.Symbol, message.TradeId, message.VenueOrderId));

    public void Announce(PostgresGroup group, ReleaseReservation message) => store.AnnounceRelease(group, message.OrderId);
}
