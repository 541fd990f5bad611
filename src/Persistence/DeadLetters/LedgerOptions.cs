using Bot3.Messaging.Persistence.Registration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>How long settled dead letters are kept.</summary>
public sealed class LedgerOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Ledger";

    /// <summary>
    /// How long a letter stays after it was put back or discarded; an open one stays for ever. Default 90 days, 1 h to 3,650 days.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Pause between two removals of settled letters. Default 10 min, 100 ms to 1 day.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Letters that one statement removes; each has a body and a stack. Default 500, 1 to 10,000.</summary>
    public int SweepBatchSize { get; set; } = 500;
}

/// <summary>Checks <see cref="LedgerOptions"/>, all rules at once.</summary>
internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        var check = new OptionsCheck(LedgerOptions.Section);
        check.Between(nameof(options.Retention), options.Retention, TimeSpan.FromHours(1), TimeSpan.FromDays(3_650));
        check.Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        check.Between(nameof(options.SweepBatchSize), options.SweepBatchSize, 1, 10_000);
        return check.Result;
    }
}
