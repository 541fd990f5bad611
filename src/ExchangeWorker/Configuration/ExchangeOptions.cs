using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.ExchangeWorker.Configuration;

/// <summary>Which accounts this worker may trade, and how.</summary>
public sealed class ExchangeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Exchange";

    /// <summary>The accounts; none by default, at most 100. Each is traded by one worker at a time, whoever holds its lease.</summary>
    public IList<AccountOptions> Accounts { get; set; } = [];

    /// <summary>
    /// How long an account stays with a worker that is not heard from, by the database's clock. Default 15 s; from 1 s to 5 min.
    /// Renewed three times as often.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a worker without the lease tries to take it. Default 2 s; from 50 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan LeasePollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often open orders, trades, doubts and balances are compared with the venue. Default 30 s; from 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long our word and the venue's may differ in something before a person is alerted. Default 2 min; from 1 s to 1 day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan DifferenceAlertAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Pause before an incomplete reconciliation is tried again. Default 1 s; from 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan ReconcileRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Commands of one account handled at the same time; those of one order always one after the other. Default 128; 1 to 1,000.
    /// </summary>
    [Range(1, 1000)]
    public int CommandConcurrency { get; set; } = 128;

    /// <summary>
    /// How long a new order waits in memory while its account reconciles, before it goes back to the queue. Default 5 s; up to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan AdmissionWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When an order that went back to the queue is taken up again. Default 2 s; from 10 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan DeferDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Most time between storing an attempt and sending it. Default 3 s; from 100 ms to 10 s. A process that was held up longer does not
    /// send any more: by then another may be proving that the order is absent.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:10")]
    public TimeSpan SendWithin { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a cancel is sent before it is left to the order's deadline, which asks again. Default 3; 1 to 20.</summary>
    [Range(1, 20)]
    public int CancelTries { get; set; } = 3;

    /// <summary>Pause between two tries of a cancel, unless the venue names one. Default 500 ms; from 1 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan CancelRetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How orders in doubt are found out.</summary>
    public ResolutionOptions Resolution { get; set; } = new();

    /// <summary>What is broadcast, and how often.</summary>
    public BroadcastOptions Broadcast { get; set; } = new();
}
