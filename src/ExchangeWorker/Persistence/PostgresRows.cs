using Bot3.Messaging.Persistence.Sessions;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Commands inside a session's transaction.</summary>
internal static class PostgresRows
{
    /// <summary>
    /// A command with positional parameters; null becomes NULL, and times go in universal time, the only one that the column type takes.
    /// </summary>
    public static NpgsqlCommand Command(IDurableSession session, string sql, params ReadOnlySpan<object?> values)
    {
        var postgres = PostgresSession.From(session);
        var command = new NpgsqlCommand(sql, postgres.Connection, postgres.Transaction);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value is DateTimeOffset at ? at.ToUniversalTime() : value ?? DBNull.Value });
        return command;
    }

    /// <summary>Reads a column that may be NULL.</summary>
    public static T? Nullable<T>(this NpgsqlDataReader reader, string column)
        where T : struct
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);
    }

    /// <summary>Reads a text column that may be NULL.</summary>
    public static string? Text(this NpgsqlDataReader reader, string column)
    {
        var ordinal = reader.GetOrdinal(column);
        return reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
    }

    /// <summary>Reads a column that is never NULL.</summary>
    public static T Value<T>(this NpgsqlDataReader reader, string column) => reader.GetFieldValue<T>(reader.GetOrdinal(column));

    /// <summary>Reads an enum that is stored by its name.</summary>
    public static T Name<T>(this NpgsqlDataReader reader, string column)
        where T : struct, Enum
        => Enum.Parse<T>(reader.GetString(reader.GetOrdinal(column)));
}
