using System.Collections.Immutable;
using System.Globalization;
using Bot3.Messaging.Persistence.Outbox;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary>How the workers group their work, as settings.</summary>
/// <param name="GroupSize">Greatest group of messages in one transaction; null for the default.</param>
/// <param name="Packs">Whether messages for one queue are packed; null for the default.</param>
internal sealed record WorkerTuning(int? GroupSize, bool? Packs)
{
    // Workers refuse a setting that they do not know, so it may only be given to a build that has it.
    private static readonly bool GroupsExist = typeof(OutboxOptions).Assembly.GetTypes().Any(type => type.Name == "GroupCommitOptions");
    private static readonly bool PacksExist = typeof(OutboxOptions).GetProperty("Packs") is not null;

    /// <summary>One transaction and one AMQP message per delivery.</summary>
    public static WorkerTuning Singles { get; } = new(1, false);

    /// <summary>The settings, as far as the workers of this build know them.</summary>
    public ImmutableDictionary<string, string> Settings()
    {
        var settings = ImmutableDictionary<string, string>.Empty;
        if (GroupsExist && GroupSize is { } size)
            settings = settings.Add("GroupCommit:MaxGroupSize", size.ToString(CultureInfo.InvariantCulture));
        if (PacksExist && Packs is { } packs)
            settings = settings.Add("Outbox:Packs", packs ? "true" : "false");
        return settings;
    }
}
