using System.Text.Json.Serialization;
using Bot3.Messaging.Bot3.Commands.Bench.Measure;

namespace Bot3.Messaging.Bot3.Commands.Bench.Report;

/// <summary>What a benchmark found: the keys of <c>--json</c>, there in snake case. Times in milliseconds, rates per second.</summary>
internal sealed record BenchReport
{
    /// <summary>Orders filled per second at saturation, warm.</summary>
    public required double OrdersPerSecond { get; init; }

    /// <summary>Logical deliveries per order: inbox entries, and commands to the exchange.</summary>
    public required double DeliveriesPerOrder { get; init; }

    /// <summary>AMQP messages acknowledged per order, without public status events; packs make it smaller than the deliveries.</summary>
    public required double AmqpMessagesPerOrder { get; init; }

    /// <summary>Transactions committed per order.</summary>
    public required double CommitsPerOrder { get; init; }

    /// <summary>CPU milliseconds per order of broker, database and workers together, warm, at saturation.</summary>
    public required double CpuMsPerOrder { get; init; }

    /// <summary>The same by part; the load generator (<c>bench</c>) and the simulator are not in the sum.</summary>
    public required IReadOnlyDictionary<string, double> CpuMsPerOrderByPart { get; init; }

    /// <summary>Messages per second that the broker alone publishes and delivers at the same time.</summary>
    public required double RawBrokerMessagesPerSecond { get; init; }

    /// <summary>Our deliveries per second as a share of that.</summary>
    public required double BrokerShare { get; init; }

    /// <summary>Transactions per second that the database alone commits, one update and one insert each.</summary>
    public required double RawDatabaseCommitsPerSecond { get; init; }

    /// <summary>Rows per second that the database alone changes in groups.</summary>
    public required double RawDatabaseGroupedRowsPerSecond { get; init; }

    /// <summary>Our commits per second as a share of the database's.</summary>
    public required double DatabaseShare { get; init; }

    /// <summary>Orders per second with one transaction and one AMQP message per delivery; null when that was not run.</summary>
    [JsonPropertyName("group_size_1_orders_per_second")]
    public required double? GroupSize1OrdersPerSecond { get; init; }

    /// <summary>How many times faster the measured mode is than that.</summary>
    public required double? GroupingGain { get; init; }

    /// <summary>At the first rate, half of the orders take at most so long from intended sending until the fill is heard of.</summary>
    public required double? LatencyP50Ms { get; init; }

    /// <summary>99 of 100 orders.</summary>
    public required double? LatencyP99Ms { get; init; }

    /// <summary>Open loop, by rate.</summary>
    public required IReadOnlyList<RateReport> Latency { get; init; }

    /// <summary>Memory of the workers in the measured window.</summary>
    public required IReadOnlyDictionary<string, MemoryCourse> MemoryMb { get; init; }

    /// <summary>What was run.</summary>
    public required RunFacts Run { get; init; }
}

/// <summary>One open-loop rate.</summary>
/// <param name="OrdersPerSecond">The rate.</param>
/// <param name="EndToEnd">From intended sending to the strategy's hearing of the fill; null when the rate is beyond what was reached at
/// saturation, where latency is only the length of the run.</param>
/// <param name="Stages">The same by stage.</param>
internal sealed record RateReport(int OrdersPerSecond, Percentiles? EndToEnd, IReadOnlyDictionary<string, Percentiles> Stages);

/// <summary>What was run, where.</summary>
/// <param name="Venue">The exchange.</param>
/// <param name="Orders">Orders of the measured window.</param>
/// <param name="WarmUp">Orders before it.</param>
/// <param name="InFlight">Most orders in flight.</param>
/// <param name="GroupSize">Greatest group; null for the default.</param>
/// <param name="Packs">Whether packed; null for the default.</param>
/// <param name="Preload">Finished orders in the database.</param>
/// <param name="Machine">Processor, cores, memory, kernel.</param>
/// <param name="Commit">The source's commit, if it can be told.</param>
/// <param name="StartedAt">When.</param>
/// <param name="BusyBefore">Share of the processors busy before the run began, 0 to 1.</param>
internal sealed record RunFacts(
    string Venue,
    int Orders,
    int WarmUp,
    int InFlight,
    int? GroupSize,
    bool? Packs,
    int Preload,
    string Machine,
    string? Commit,
    DateTimeOffset StartedAt,
    double BusyBefore);
