using System.Diagnostics.Metrics;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga;

/// <summary>Figures of the order saga. Names and tags are public: docs/operations.md. No order id is ever a tag.</summary>
internal static class OrderMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Bot3.Messaging.OrderSaga";

    private static readonly Meter Meter = new(MeterName);

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600],
    };

    private static readonly Counter<long> Ended = Meter.CreateCounter<long>(
        "bot3.orders.ended", "{order}", "Orders by final status and reason.");

    private static readonly Histogram<double> Acknowledged = Meter.CreateHistogram(
        "bot3.orders.acknowledge.duration", "s", "From taking an order in to the venue's first word about it.", advice: Seconds);

    private static readonly Histogram<double> Final = Meter.CreateHistogram(
        "bot3.orders.final.duration", "s", "From taking an order in to its end.", advice: Seconds);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "bot3.orders.events", "{event}", "Events by kind and what became of them.");

    private static readonly Counter<long> LateFills = Meter.CreateCounter<long>(
        "bot3.orders.late_fills", "{fill}", "Fills that came after the order had ended.");

    private static readonly Counter<long> Unhandled = Meter.CreateCounter<long>(
        "bot3.orders.unhandled_events", "{event}", "Events without a line in the state machine, kept in the dead-letter ledger.");

    private static readonly Counter<long> NotFound = Meter.CreateCounter<long>(
        "bot3.orders.not_found", "{event}", "Events about orders that nobody submitted here, kept in the dead-letter ledger.");

    private static readonly Counter<long> Alerts = Meter.CreateCounter<long>(
        "bot3.orders.alerts", "{alert}", "Orders that a person must look at, by kind.");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "bot3.intake.refused", "{body}", "Bodies that were no orders, by queue and code.");

    private static long _unknownOpen;

    static OrderMetrics() => Meter.CreateObservableGauge(
        "bot3.orders.unknown_open", () => Interlocked.Read(ref _unknownOpen), "{order}", "Orders in doubt at the last sweep.");

    /// <summary>An order has ended.</summary>
    public static void OrderEnded(OrderStatus status, string reason, TimeSpan took)
    {
        Ended.Add(1, new KeyValuePair<string, object?>("status", status.ToString()), new KeyValuePair<string, object?>("reason", reason));
        Final.Record(took.TotalSeconds, new KeyValuePair<string, object?>("status", status.ToString()));
    }

    /// <summary>The venue has acknowledged an order.</summary>
    public static void OrderAcknowledged(TimeSpan took) => Acknowledged.Record(took.TotalSeconds);

    /// <summary>An event was answered.</summary>
    public static void EventAnswered(string name, string outcome) =>
        Events.Add(1, new KeyValuePair<string, object?>("event", name), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A fill came late.</summary>
    public static void FillWasLate() => LateFills.Add(1);

    /// <summary>The machine had no line for an event.</summary>
    public static void EventUnhandled(string messageType) => Unhandled.Add(1, new KeyValuePair<string, object?>("message", messageType));

    /// <summary>An event was about an unknown order.</summary>
    public static void OrderNotFound(string messageType) => NotFound.Add(1, new KeyValuePair<string, object?>("message", messageType));

    /// <summary>A person must look.</summary>
    public static void Alert(string kind) => Alerts.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>A body was refused.</summary>
    public static void BodyRefused(string queue, string code) =>
        Refused.Add(1, new KeyValuePair<string, object?>("queue", queue), new KeyValuePair<string, object?>("code", code));

    /// <summary>So many orders are in doubt.</summary>
    public static void UnknownOpen(long count) => Interlocked.Exchange(ref _unknownOpen, count);
}
