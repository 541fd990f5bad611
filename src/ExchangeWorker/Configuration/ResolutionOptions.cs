using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.ExchangeWorker.Configuration;

/// <summary>
/// How orders in doubt are found out: by asking, never by sending again. Absence is proven by time, by spaced answers "not found", by the
/// list of open orders and by the list of trades, all together. Failures of the network never count.
/// </summary>
public sealed class ResolutionOptions
{
    /// <summary>How often due questions are looked for. Default 250 ms; from 10 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan Tick { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Pause before the first question; doubles with each. Default 500 ms; from 1 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan DelayFirst { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause between two questions. Default 15 s; from 1 ms to 10 min, at least <see cref="DelayFirst"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan DelayMax { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the venue takes a request after its timestamp; at least the gateway's own setting. Default 5 s; up to 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReceiveWindow { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the venue's engine may work on a request. Default 10 s (the venue's figure); up to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan EngineTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Further time before absence may be judged: clocks, and lag of the venue's reading side. Default 5 s; up to 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Margin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many spaced, definitive answers "not found" it takes. Default 3; 1 to 100.</summary>
    [Range(1, 100)]
    public int NotFoundAnswers { get; set; } = 3;

    /// <summary>Least time between two answers that count. Default 2 s; up to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan NotFoundSpacing { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Questions about different orders asked at the same time. Default 8; 1 to 100.</summary>
    [Range(1, 100)]
    public int Concurrency { get; set; } = 8;

    /// <summary>No judgement of absence before this time after storing and sending.</summary>
    internal TimeSpan ProofDelay => ReceiveWindow + EngineTimeout + Margin;

    /// <summary>The pause before question number <paramref name="asked"/> + 1.</summary>
    internal TimeSpan DelayAfter(int asked) =>
        TimeSpan.FromTicks(Math.Min(DelayMax.Ticks, DelayFirst.Ticks * (1L << Math.Min(asked, 20))));
}
