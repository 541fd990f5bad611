using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Persistence;
using Bot3.Messaging.RiskWorker.Snapshots;
using Microsoft.Extensions.Options;
using Reservation = Bot3.Messaging.RiskWorker.Reservations.Reservation;

namespace Bot3.Messaging.RiskWorker.Decisions;

/// <summary>
/// Decides an order inside a session: takes the account's lock, reads what it holds and has promised, asks the domain, stores the decision
/// with its inputs, and reserves. An order has one decision; asked again, the stored one answers.
/// </summary>
/// <param name="store">Risk's rows.</param>
/// <param name="board">What was broadcast.</param>
/// <param name="options">The limits.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class RiskDesk(IRiskStore store, MarketBoard board, IOptions<RiskOptions> options, TimeProvider timeProvider)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Decides.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="order">The order as submitted.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The decision, new or stored before.</returns>
    public async Task<StoredDecision> DecideAsync(IDurableSession session, SubmitOrder order, CancellationToken cancellationToken)
    {
        await store.LockAccountAsync(session, order.Account, cancellationToken);
        if (await store.FindDecisionAsync(session, order.OrderId, cancellationToken) is { } known)
            return known;
        var account = options.Value.Accounts.GetValueOrDefault(order.Account);
        var venue = VenueOf(order, account);
        var view = board.View(venue, order.Account);
        var book = await store.ReadBookAsync(session, order.Account, cancellationToken);
        var (decision, reservation) = Decide(order, venue, account, view, book, timeProvider.GetUtcNow());
        await store.AddDecisionAsync(session, decision, reservation, cancellationToken);
        return decision;
    }

    /// <summary>
    /// The venue that an order would go to: its first preference that is the account's venue, else its first, else the account's.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="account">The account's limits, if it is known.</param>
    public static string VenueOf(SubmitOrder order, AccountLimitsOptions? account)
        => order.Venues.FirstOrDefault(venue => venue == account?.Venue) ?? (order.Venues.Count > 0 ? order.Venues[0] : account?.Venue)
            ?? string.Empty;

    /// <summary>The reasons of a stored denial.</summary>
    /// <param name="decision">The decision.</param>
    public static IReadOnlyList<RefusalReason> ReasonsOf(StoredDecision decision)
        => JsonSerializer.Deserialize<List<RefusalReason>>(decision.ReasonsJson, Json)!;

    private (StoredDecision Decision, Reservation? Reservation) Decide(
        SubmitOrder order, string venue, AccountLimitsOptions? account, BoardView view, AccountBook book, DateTimeOffset now)
    {
        var limits = SnapshotAssembly.Limits(account is null ? 0 : options.Value.LimitsVersion, account);
        // An unknown account has no venue; the domain still wants a name to say so.
        var known = RequestMapping.TryMap(order, venue.Length == 0 ? "none" : venue, out var request, out var reasons);
        RiskDecision decided = default;
        if (known)
        {
            var snapshot = SnapshotAssembly.Assemble(order, venue, account is not null, view, book, now);
            decided = RiskPolicy.Decide(request!, limits, snapshot);
            reasons = [.. decided.Verdicts.Select(RequestMapping.ToWire)];
        }

        var stored = new StoredDecision
        {
            DecisionId = DeterministicId.From("risk-decision", order.OrderId.ToString()),
            OrderId = order.OrderId,
            Account = order.Account,
            StrategyId = order.StrategyId,
            Symbol = order.Symbol,
            Venue = venue,
            Approved = decided.Approved,
            LimitsVersion = limits.Version,
            ReasonsJson = JsonSerializer.Serialize(reasons, Json),
            InputsJson = DecisionInputs.Write(order, limits, venue, view, book, now, Json),
            DecidedAt = now,
        };
        return (stored, decided.Reservation is { } amounts ? Reserve(order, venue, amounts, now) : null);
    }

    private static Reservation Reserve(SubmitOrder order, string venue, Domain.Risk.Reservation amounts, DateTimeOffset now)
        => new()
        {
            OrderId = order.OrderId,
            Account = order.Account,
            StrategyId = order.StrategyId,
            Venue = venue,
            Symbol = order.Symbol,
            Side = order.Side,
            Quantity = amounts.Quantity,
            OpeningQuantity = amounts.OpeningQuantity,
            NotionalUsd = amounts.NotionalUsd,
            SpendAsset = amounts.SpentAsset.Value,
            SpendAmount = amounts.SpentAmount,
            ReservedAt = now,
        };
}
