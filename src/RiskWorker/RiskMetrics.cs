using System.Diagnostics.Metrics;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker;

/// <summary>The risk worker's meter. Names and tags are public: docs/operations.md.</summary>
internal static class RiskMetrics
{
    private static readonly Meter Meter = new("Bot3.Messaging.RiskWorker");

    private static readonly Counter<long> Decisions =
        Meter.CreateCounter<long>("bot3.risk.decisions", "{decision}", "Risk decisions by outcome and first reason.");

    private static readonly Histogram<double> DecisionTime =
        Meter.CreateHistogram<double>("bot3.risk.decision.duration", "s", "Time to decide an order, without waiting for prices.");

    private static readonly Counter<long> Fills =
        Meter.CreateCounter<long>("bot3.risk.fills", "{fill}", "Fills told to the books, by whether they were new.");

    public static void Decided(bool approved, IReadOnlyList<RefusalReason> reasons, TimeSpan elapsed)
    {
        Decisions.Add(
            1,
            new KeyValuePair<string, object?>("outcome", approved ? "approved" : "denied"),
            new KeyValuePair<string, object?>("reason", reasons.Count == 0 ? "none" : reasons[0].Code));
        DecisionTime.Record(elapsed.TotalSeconds);
    }

    public static void Filled(bool applied) => Fills.Add(1, new KeyValuePair<string, object?>("new", applied));
}
