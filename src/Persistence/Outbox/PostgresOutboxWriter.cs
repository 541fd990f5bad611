using System.Text.Json;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Outbox.Bundles;
using Bot3.Messaging.Persistence.Packs;
using Microsoft.Extensions.Options;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Turns the messages of a commit into rows of <c>messaging.outbox</c>, and hands those that are due to the publisher.</summary>
internal sealed class PostgresOutboxWriter(
    IOutboxDispatcher dispatcher, MessagePacker packer, IOptions<OutboxOptions> options, TimeProvider time)
{
    private static readonly BulkStatement Insert = new(
        BulkOrder.Outbox,
        """
        INSERT INTO messaging.outbox (id, message_id, destination, mandatory, content_type, body, headers, routing_key, correlation_id,
            time_to_live, due_at, schedule_token, created_at, available_at, attempts)
        SELECT *, 0 FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        [
            NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Boolean, NpgsqlDbType.Text, NpgsqlDbType.Bytea,
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz, NpgsqlDbType.Uuid,
            NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz,
        ]);

    private static readonly BulkStatement InsertBundle = new(
        BulkOrder.Outbox,
        """
        INSERT INTO messaging.outbox (id, message_id, destination, mandatory, content_type, body, headers, created_at, available_at, attempts, bundle)
        SELECT u.id, u.id, 'bundle:', false, '', '', '{}', u.created_at, u.available_at, 0, u.bundle
        FROM unnest($1, $2, $3, $4) AS u (id, created_at, available_at, bundle)
        """,
        [NpgsqlDbType.Uuid, NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz, NpgsqlDbType.Bytea]);

    // Sweepers of other processes sleep until the next row that they know of; without a word they would find a new one late.
    private static readonly BulkStatement Announce = new(
        BulkOrder.Outbox, "SELECT pg_notify('messaging_outbox', '')", [], counted: false);

    /// <summary>Adds the messages of one commit, those for one internal queue as one pack.</summary>
    /// <returns>The rows, in the order of the messages.</returns>
    public List<OutboxRow> Write(GroupWrites writes, IReadOnlyList<OutboxMessage> messages)
    {
        var now = time.GetUtcNow();
        var rows = SessionOutbox.Rows(packer, messages, now);
        if (options.Value.Bundles)
            rows = OutboxBundler.Bundle(rows, now);
        foreach (var stored in rows.GroupBy(row => row.StoredId))
        {
            var first = stored.First();
            if (first.Bundle is null)
                Add(writes, first, now);
            else
                writes.Add(InsertBundle, stored.Key, now, now + options.Value.GracePeriod, BundleFormat.Write([.. stored]));
        }

        if (rows.Exists(row => row.Message.DueAt > now && row.Message.DueAt < now + OutboxOptions.SweepIntervalMax))
            writes.Add(Announce);
        return rows;
    }

    /// <summary>After the commit.</summary>
    public void Dispatch(List<OutboxRow> rows)
    {
        if (rows.Count > 0)
            SessionOutbox.Dispatch(rows, time.GetUtcNow(), dispatcher);
    }

    private void Add(GroupWrites writes, OutboxRow row, DateTimeOffset now)
    {
        var message = row.Message;
        writes.Add(
            Insert, row.Id, message.MessageId, message.Destination.ToString(), message.Mandatory, message.ContentType, message.Body,
            JsonSerializer.Serialize(message.Headers), message.RoutingKey, message.CorrelationId,
            message.TimeToLive is { } life ? (long)life.TotalMilliseconds : null, message.DueAt, message.ScheduleToken, now,
            SessionOutbox.AvailableAt(row, now, options.Value.GracePeriod));
    }
}
