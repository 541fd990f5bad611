using Bot3.Messaging.Persistence.Registration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>How long deliveries are remembered.</summary>
public sealed class InboxOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Inbox";

    /// <summary>
    /// A delivery that comes again within this window is recognised; later, business keys must. Default 7 days, 1 min to 365 days.
    /// </summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Pause between two removals of old entries. Default 1 min, 100 ms to 1 day.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Entries that one statement removes. Default 1,000, 1 to 100,000.</summary>
    public int SweepBatchSize { get; set; } = 1_000;
}

/// <summary>Checks <see cref="InboxOptions"/>, all rules at once.</summary>
internal sealed class InboxOptionsValidator : IValidateOptions<InboxOptions>
{
    public ValidateOptionsResult Validate(string? name, InboxOptions options)
    {
        var check = new OptionsCheck(InboxOptions.Section);
        check.Between(nameof(options.Window), options.Window, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        check.Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        check.Between(nameof(options.SweepBatchSize), options.SweepBatchSize, 1, 100_000);
        return check.Result;
    }
}
