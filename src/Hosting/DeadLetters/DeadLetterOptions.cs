using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>How messages in error queues get into the dead-letter ledger. RabbitMQ only.</summary>
public sealed class DeadLetterOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "DeadLetters";

    /// <summary>
    /// Pause between two looks into the queues <c>_error</c> and <c>_skipped</c> of this process's endpoints, 100 ms to 10 min. Default 5 s.
    /// A queue that does not exist (the usual case) is looked for at every twelfth time only.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan CollectInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages that are taken from one queue before it is the next one's turn, 1 to 1,000. Default 100.</summary>
    [Range(1, 1000)]
    public int CollectBatch { get; set; } = 100;
}
