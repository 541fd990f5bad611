using System.Globalization;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Bot3.Messaging.Persistence.Schema;

/// <summary>How columns are kept that hold kilobytes and are never searched by.</summary>
public static class LargeColumn
{
    /// <summary>
    /// Compresses the column by LZ4, which costs a fraction of what the server's own method does, where the server has it (else nothing
    /// changes), and keeps it out of ANALYZE, which would decompress thousands of values for statistics that no plan needs.
    /// </summary>
    /// <param name="migration">The migration.</param>
    /// <param name="table">Schema and table, as plain names.</param>
    /// <param name="column">The column, as a plain name.</param>
    public static void TuneLargeColumn(this MigrationBuilder migration, string table, string column)
    {
        ArgumentNullException.ThrowIfNull(migration);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        ArgumentException.ThrowIfNullOrWhiteSpace(column);
        migration.Sql(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0;
            DO $$
            BEGIN
                ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION lz4;
            EXCEPTION WHEN feature_not_supported OR invalid_parameter_value OR syntax_error THEN
                RAISE NOTICE 'this server has no LZ4: {table}.{column} keeps its compression';
            END $$;
            """));
    }
}
