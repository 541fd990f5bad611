using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.OrderSaga.Deadlines;

/// <summary>How long an order may be silent in each status before something is asked, and when a person hears of it.</summary>
public sealed class DeadlineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders:Deadlines";

    /// <summary>Created: then risk is asked again. Default 15 s; 1 s to 10 min. Doubles up to 8 times itself.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Created { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>PendingSubmit: then the order is Unknown and the venue is asked. Default 20 s; 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PendingSubmit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Submitted and PartiallyFilled: then the venue is asked whether the order is well. Default 60 s; 5 s to 1 h.
    /// Doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Resting { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest interval of the question above. Default 15 min; 5 s to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan RestingMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>PendingCancel: then the cancel is sent again, and every second time the venue is asked. Default 5 s; 1 s to 10 min.
    /// Doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PendingCancel { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>PendingModify: then the venue is asked. Default 10 s; 1 s to 10 min. Doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PendingModify { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Unknown: then the venue is asked. Default 2 s; 500 ms to 1 min. Doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan Unknown { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest interval of the questions about orders in doubt or being cancelled. Default 60 s; 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DoubtMax { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>An order that waits in Created, PendingCancel, PendingModify or Unknown longer than this is an alert. Default 2 min; 1 s
    /// to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AlertAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the sweeper looks for passed deadlines. Default 500 ms; 50 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Orders told of per sweep. Default 500; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int SweepBatch { get; set; } = 500;

    /// <summary>A deadline that is not acted on is told again after this time. Default 10 s; 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan TellAgainAfter { get; set; } = TimeSpan.FromSeconds(10);
}
