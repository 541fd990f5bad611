using System.Collections.Concurrent;
using Bot3.Messaging.Persistence.Outbox;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>The lanes of this process, one a group name.</summary>
internal sealed class GroupLanes(
    NpgsqlDataSource source, PostgresOutboxWriter writer, IOptions<GroupCommitOptions> options, TimeProvider time, ILogger<GroupLane> logger)
{
    private readonly ConcurrentDictionary<string, GroupLane> _lanes = new(StringComparer.Ordinal);

    public GroupLane Of(string name) => _lanes.GetOrAdd(
        name, static (key, self) => self.Create(key), this);

    private GroupLane Create(string name) =>
        new(name, new GroupRunner(name, source, writer, options.Value, time, logger), options.Value);
}
