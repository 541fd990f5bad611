using System.Diagnostics.Metrics;

namespace Bot3.Messaging.ExchangeWorker.Telemetry;

/// <summary>What the exchange worker counts.</summary>
internal static class ExchangeMetrics
{
    public const string MeterName = "Bot3.Messaging.ExchangeWorker";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> Placements =
        Meter.CreateCounter<long>("bot3.exchange.placements", "{order}", "Placements sent, by outcome.");

    public static readonly Histogram<double> PlacementDuration =
        Meter.CreateHistogram<double>("bot3.exchange.placement.duration", "s", "Time from sending an order to its answer, by outcome.");

    public static readonly Counter<long> Fills = Meter.CreateCounter<long>("bot3.exchange.fills", "{trade}", "Trades told.");

    public static readonly Counter<long> Refusals =
        Meter.CreateCounter<long>("bot3.exchange.refusals", "{order}", "Placements refused by the worker itself, by reason.");

    public static readonly Counter<long> Contradictions = Meter.CreateCounter<long>(
        "bot3.exchange.contradictions", "{order}", "Orders found at the venue after they were said not to be there.");

    public static readonly Counter<long> ForeignOrders =
        Meter.CreateCounter<long>("bot3.exchange.foreign_reports", "{report}", "Reports of orders and trades that are not ours.");

    public static readonly Counter<long> OrphanOrders = Meter.CreateCounter<long>(
        "bot3.exchange.orphan_orders", "{report}", "Open orders at the venue under an id of ours, without a stored attempt.");

    public static readonly Counter<long> Reconciliations =
        Meter.CreateCounter<long>("bot3.exchange.reconciliations", "{run}", "Reconciliations, by whether they were complete.");

    public static readonly Gauge<long> Differences = Meter.CreateGauge<long>(
        "bot3.exchange.differences", "{difference}", "Things in which our word and the venue's differ.");

    public static readonly Gauge<double> OldestDifference = Meter.CreateGauge<double>(
        "bot3.exchange.oldest_difference", "s", "Age of the oldest difference, 0 without one.");

    public static readonly Counter<long> DifferenceAlerts = Meter.CreateCounter<long>(
        "bot3.exchange.difference_alerts", "{difference}", "Differences that stayed longer than they may, by kind.");

    public static readonly Counter<long> LeaseChanges =
        Meter.CreateCounter<long>("bot3.exchange.lease_changes", "{change}", "Leases taken and lost.");

    public static readonly Gauge<double> OldestUnsettled =
        Meter.CreateGauge<double>("bot3.exchange.oldest_unsettled", "s", "Age of the oldest attempt that is in doubt, 0 without one.");

    public static readonly Gauge<long> InDoubt =
        Meter.CreateGauge<long>("bot3.exchange.in_doubt", "{order}", "Attempts in doubt.");

    public static readonly Gauge<long> Ready =
        Meter.CreateGauge<long>("bot3.exchange.ready", "{account}", "1 while the account takes new orders, else 0.");

    public static KeyValuePair<string, object?> Tag(string account) => new("account", account);

    public static KeyValuePair<string, object?> Outcome(string outcome) => new("outcome", outcome);
}
