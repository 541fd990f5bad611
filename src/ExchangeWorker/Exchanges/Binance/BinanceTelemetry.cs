using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>Spans and metrics of the connector. Tags: account, call, outcome class; never an id, never a secret.</summary>
internal static class BinanceTelemetry
{
    private const string Name = "Bot3.Messaging.ExchangeWorker";
    private static readonly Meter Meter = new(Name);

    /// <summary>Spans of calls.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>How long requests took, by call and outcome class.</summary>
    public static Histogram<double> RequestDuration { get; } = Meter.CreateHistogram(
        "bot3.venue.request.duration",
        "s",
        "Duration of a request to a venue, by call and outcome class.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20] });

    /// <summary>The request weight of the running minute, as the venue last told it.</summary>
    public static Gauge<long> WeightUsed { get; } = Meter.CreateGauge<long>(
        "bot3.venue.weight.used", "{weight}", "Request weight used in the running minute, as told by the venue.");

    /// <summary>Venue time minus our time.</summary>
    public static Gauge<double> ClockOffset { get; } = Meter.CreateGauge<double>(
        "bot3.venue.clock.offset", "s", "Venue time minus local time.");

    /// <summary>How often the user stream was opened again.</summary>
    public static Counter<long> StreamReconnects { get; } = Meter.CreateCounter<long>(
        "bot3.venue.stream.reconnects", "{reconnect}", "Times the user data stream was lost, by kind of loss.");

    /// <summary>Answers that the outcome table does not know; each is an alarm.</summary>
    public static Counter<long> UnlistedAnswers { get; } = Meter.CreateCounter<long>(
        "bot3.venue.answers.unlisted", "{answer}", "Answers with a code or text that the outcome table does not know.");

    /// <summary>The tags that every measurement of an account carries.</summary>
    /// <param name="options">The account.</param>
    public static TagList Tags(BinanceOptions options) => new() { { "venue", options.Venue }, { "account", options.Account } };
}
