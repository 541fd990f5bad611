using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>Turns one column of many rows into an array parameter.</summary>
internal static class BulkColumn
{
    public static NpgsqlParameter Parameter(NpgsqlDbType type, List<object?[]> rows, int index) => new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | type,
        Value = type switch
        {
            NpgsqlDbType.Uuid => Values<Guid>(rows, index),
            NpgsqlDbType.Text or NpgsqlDbType.Varchar or NpgsqlDbType.Jsonb => Objects<string>(rows, index),
            NpgsqlDbType.Bytea => rows.ConvertAll(row => ToBytes(row[index])).ToArray(),
            NpgsqlDbType.Boolean => Values<bool>(rows, index),
            NpgsqlDbType.Smallint => Values<short>(rows, index),
            NpgsqlDbType.Integer => Values<int>(rows, index),
            NpgsqlDbType.Bigint => Values<long>(rows, index),
            NpgsqlDbType.Numeric => Values<decimal>(rows, index),
            NpgsqlDbType.TimestampTz => rows.ConvertAll(row => ToInstant(row[index])).ToArray(),
            NpgsqlDbType.Interval => Values<TimeSpan>(rows, index),
            NpgsqlDbType.Date => Values<DateOnly>(rows, index),
            _ => throw new NotSupportedException($"a bulk column cannot be {type}"),
        },
    };

    private static T?[] Values<T>(List<object?[]> rows, int index)
        where T : struct
    {
        var values = new T?[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (T?)rows[i][index];
        return values;
    }

    private static T?[] Objects<T>(List<object?[]> rows, int index)
        where T : class
    {
        var values = new T?[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (T?)rows[i][index];
        return values;
    }

    private static byte[]? ToBytes(object? value) => value switch
    {
        null => null,
        byte[] bytes => bytes,
        ReadOnlyMemory<byte> memory => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var segment)
            && segment is { Array: { } array, Offset: 0 } && segment.Count == array.Length ? array : memory.ToArray(),
        _ => throw new InvalidCastException($"a bytea column cannot hold a {value.GetType().Name}"),
    };

    // Postgres takes only instants in UTC.
    private static DateTime? ToInstant(object? value) => value switch
    {
        null => null,
        DateTimeOffset moment => moment.UtcDateTime,
        DateTime { Kind: DateTimeKind.Utc } moment => moment,
        _ => throw new InvalidCastException($"a timestamptz column cannot hold a {value.GetType().Name}"),
    };
}
