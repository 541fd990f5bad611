using System.Diagnostics;
using System.Diagnostics.Metrics;
using Bot3.Messaging.Persistence.Outbox;

namespace Bot3.Messaging.Persistence.Telemetry;

/// <summary>Figures and spans of durable messaging. Names and tags are public: operators build on them.</summary>
public static class DurableMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Bot3.Messaging.Persistence";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        "bot3.saga.conflicts", "{conflict}", "Messages handled again because another message changed the same instance");
    private static readonly Counter<long> Duplicates = Meter.CreateCounter<long>(
        "bot3.inbox.duplicates", "{message}", "Deliveries skipped because the same message was handled before");
    private static readonly Counter<long> Forgotten = Meter.CreateCounter<long>(
        "bot3.inbox.forgotten", "{entry}", "Inbox entries removed after the window");
    private static readonly Counter<long> ForgottenLetters = Meter.CreateCounter<long>(
        "bot3.dead_letters.forgotten", "{letter}", "Settled dead letters removed after their retention");
    private static readonly Counter<long> Published = Meter.CreateCounter<long>(
        "bot3.outbox.published", "{message}", "Messages confirmed by the broker, by path: direct or sweeper");
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "bot3.outbox.failed", "{message}", "Attempts to publish that failed and are tried again, by error: MessageReturnedException means no queue");
    private static readonly Counter<long> Overflow = Meter.CreateCounter<long>(
        "bot3.outbox.overflow", "{message}", "Messages left to the sweeper because the publisher was full or stopping");

    private static readonly Histogram<long> Packs = Meter.CreateHistogram<long>(
        "bot3.pack.size", "{message}", "Messages that came in one pack, by queue");
    private static readonly Histogram<int> GroupSize = Meter.CreateHistogram<int>(
        "bot3.group.size", "{message}", "Messages that shared one transaction",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000] });
    private static readonly Counter<long> GroupsTakenApart = Meter.CreateCounter<long>(
        "bot3.group.taken_apart", "{group}", "Transactions that did not commit and were run again with fewer messages");

    private static OutboxStatistics _statistics;
    private static double _lagSeconds;

    static DurableMetrics()
    {
        Meter.CreateObservableGauge(
            "bot3.outbox.depth", () => new[] { Depth(_statistics.Due, "due"), Depth(_statistics.Scheduled, "scheduled") }, "{message}",
            "Messages in the outbox at the last sweep");
        Meter.CreateObservableGauge(
            "bot3.outbox.lag", () => Volatile.Read(ref _lagSeconds), "s", "How long the oldest due message waits, at the last sweep");
    }

    /// <summary>How long the oldest due message waited at the last sweep of this process; zero before the first.</summary>
    public static TimeSpan OutboxLag => TimeSpan.FromSeconds(Volatile.Read(ref _lagSeconds));

    internal static ActivitySource Source { get; } = new(Name);

    internal static void Conflict(string saga) => Conflicts.Add(1, new KeyValuePair<string, object?>("saga", saga));

    internal static void Duplicate(string consumer) => Duplicates.Add(1, new KeyValuePair<string, object?>("consumer", consumer));

    internal static void Forget(int entries) => Forgotten.Add(entries);

    internal static void ForgetLetters(int letters) => ForgottenLetters.Add(letters);

    internal static void Publish(int messages, string path) => Published.Add(messages, new KeyValuePair<string, object?>("path", path));

    internal static void Fail(Exception exception) => Failed.Add(1, new KeyValuePair<string, object?>("error.type", exception.GetType().Name));

    internal static void Unpack(int messages, string queue) => Packs.Record(messages, new KeyValuePair<string, object?>("queue", queue));

    internal static void LeaveToSweeper(int messages) => Overflow.Add(messages);

    internal static void Group(string name, int size) => GroupSize.Record(size, new KeyValuePair<string, object?>("group", name));

    internal static void GroupTakenApart(string name) => GroupsTakenApart.Add(1, new KeyValuePair<string, object?>("group", name));

    internal static void Observe(OutboxStatistics statistics, DateTimeOffset now)
    {
        _statistics = statistics;
        Volatile.Write(ref _lagSeconds, statistics.OldestDueAt is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0);
    }

    private static Measurement<long> Depth(long value, string state) => new(value, new KeyValuePair<string, object?>("state", state));
}
