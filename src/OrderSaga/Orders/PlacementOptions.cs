using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.OrderSaga.Orders;

/// <summary>How long and how often an approved order is tried.</summary>
public sealed class PlacementOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders:Placement";

    /// <summary>From taking the order in: after this time it is not sent any more, a stale entry is never sent late. Default 60 s; 1 s
    /// to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan EntryLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in all, each only after the last provably did not reach the venue. Default 5; 1 to 100.</summary>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 5;

    /// <summary>Wait before the second attempt; doubles after that. Default 250 ms; 10 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan DelayFirst { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between attempts. Default 10 s; 10 ms to 10 min; not below <see cref="DelayFirst"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan DelayMax { get; set; } = TimeSpan.FromSeconds(10);


    /// <summary>Rows of the audit trail per order that changed nothing; more are only counted. Default 100; 0 to 10,000.</summary>
    [Range(0, 10_000)]
    public int RepeatRowsMax { get; set; } = 100;
}

/// <summary>Rules over several keys of <see cref="PlacementOptions"/>.</summary>
internal sealed class PlacementOptionsRules : IValidateOptions<PlacementOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PlacementOptions options) => options.DelayMax < options.DelayFirst
        ? ValidateOptionsResult.Fail(
            $"{PlacementOptions.Section}:DelayMax was '{options.DelayMax}': must not be below DelayFirst ('{options.DelayFirst}').")
        : ValidateOptionsResult.Success;
}
