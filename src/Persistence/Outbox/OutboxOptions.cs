using Bot3.Messaging.Persistence.Registration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>How committed messages get to the broker.</summary>
public sealed class OutboxOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Outbox";

    /// <summary>The highest value of <see cref="SweepInterval"/>: a row that is due later is found in time by everybody.</summary>
    internal static readonly TimeSpan SweepIntervalMax = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the process that committed a message has it for itself, before sweepers take it. Default 10 s, 100 ms to 1 h.
    /// </summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest pause between two sweeps. A sweeper wakes earlier for a row that becomes due, and when any process leaves rows to it.
    /// Default 1 s, 10 ms to 1 min.
    /// </summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Rows that one sweep step claims. Default 500, 1 to 1,000.</summary>
    public int SweepBatchSize { get; set; } = 500;

    /// <summary>
    /// How long a claimed row stays hidden from other sweepers; must exceed <see cref="PublishTimeout"/>. Default 1 min, up to 1 h.
    /// </summary>
    public TimeSpan ClaimPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait for the broker's confirmation of one message. Default 10 s, 100 ms to 10 min.</summary>
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Wait before a row that could not be published is tried again; doubles with every attempt. Default 1 s, 10 ms to 10 min.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of the doubling wait. Default 30 s; not below <see cref="RetryDelay"/>, up to 1 h.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Messages that may wait for the broker's confirmation at the same time. Default 1,000, 1 to 10,000.
    /// </summary>
    public int PublishWindow { get; set; } = 1_000;

    /// <summary>Commits that may wait for the publisher; more are left to the sweeper. Default 10,000, 1 to 1,000,000.</summary>
    public int PendingCommits { get; set; } = 10_000;

    /// <summary>
    /// Whether what one commit has for one internal queue leaves as one AMQP message, internal facts go straight to their queues, and their
    /// bodies are written without envelopes. Default true. Receiving does not depend on it: both forms are always understood.
    /// </summary>
    public bool Packs { get; set; } = true;

    /// <summary>
    /// Whether what one commit sends at once is stored as one row. Default true. Every process reads both forms.
    /// </summary>
    public bool Bundles { get; set; } = true;

    /// <summary>How long a stopping process waits for its pending messages to be confirmed. Default 5 s, up to 1 min.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Checks <see cref="OutboxOptions"/>, all rules at once.</summary>
internal sealed class OutboxOptionsValidator : IValidateOptions<OutboxOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboxOptions options)
    {
        var check = new OptionsCheck(OutboxOptions.Section);
        check.Between(nameof(options.GracePeriod), options.GracePeriod, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        check.Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMilliseconds(10), OutboxOptions.SweepIntervalMax);
        check.Between(nameof(options.SweepBatchSize), options.SweepBatchSize, 1, 1_000);
        check.Between(nameof(options.PublishTimeout), options.PublishTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        check.Between(nameof(options.ClaimPeriod), options.ClaimPeriod, options.PublishTimeout, TimeSpan.FromHours(1));
        check.Between(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        check.Between(nameof(options.MaxRetryDelay), options.MaxRetryDelay, options.RetryDelay, TimeSpan.FromHours(1));
        check.Between(nameof(options.PublishWindow), options.PublishWindow, 1, 10_000);
        check.Between(nameof(options.PendingCommits), options.PendingCommits, 1, 1_000_000);
        check.Between(nameof(options.DrainTimeout), options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        return check.Result;
    }
}
