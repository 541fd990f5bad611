using Bot3.Messaging.Persistence.Registration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>How works of one endpoint share transactions.</summary>
public sealed class GroupCommitOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "GroupCommit";

    /// <summary>Works that one transaction takes at most; 1 turns grouping off. Default 128, 1 to 1,000.</summary>
    public int MaxGroupSize { get; set; } = 128;

    /// <summary>
    /// How long one work may hold up its group, handler included; then the group goes on without it, and it fails. Default 30 s, 100 ms to
    /// 10 min. It counts from the handler's first wait on: up to there the handler runs in the group's own thread. A handler inside a
    /// transaction waits for nothing but the database.
    /// </summary>
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Works that may wait for one group; more wait before they are taken. Default 10,000, 1 to 1,000,000.</summary>
    public int MaxWaiting { get; set; } = 10_000;
}

/// <summary>Checks <see cref="GroupCommitOptions"/>, all rules at once.</summary>
internal sealed class GroupCommitOptionsValidator : IValidateOptions<GroupCommitOptions>
{
    public ValidateOptionsResult Validate(string? name, GroupCommitOptions options)
    {
        var check = new OptionsCheck(GroupCommitOptions.Section);
        check.Between(nameof(options.MaxGroupSize), options.MaxGroupSize, 1, 1_000);
        check.Between(nameof(options.TurnTimeout), options.TurnTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        check.Between(nameof(options.MaxWaiting), options.MaxWaiting, 1, 1_000_000);
        return check.Result;
    }
}
