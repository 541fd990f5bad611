using Bot3.Messaging.Persistence.Sagas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Schema;

/// <summary>Declares saga tables in a worker's own context, so that its migrations create them.</summary>
public static class SagaTableModel
{
    /// <summary>
    /// Declares the table of a durable saga: <c>correlation_id, version, deadline, document</c> and the promoted columns.
    /// </summary>
    /// <typeparam name="TSaga">The saga instance type.</typeparam>
    /// <param name="model">The model builder.</param>
    /// <param name="table">The same description that the repository gets.</param>
    /// <param name="configure">Further indexes; columns are addressed by their names.</param>
    /// <returns>The same model builder.</returns>
    public static ModelBuilder DurableSaga<TSaga>(
        this ModelBuilder model, SagaTable<TSaga> table, Action<EntityTypeBuilder<Dictionary<string, object>>>? configure = null)
        where TSaga : class, IDurableSaga
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        SagaSql.For(table);
        return model.SharedTypeEntity<Dictionary<string, object>>(table.Table.Name, entity =>
        {
            entity.ToTable(table.Table.Name, table.Table.Schema);
            entity.IndexerProperty<Guid>("correlation_id").HasColumnName("correlation_id").ValueGeneratedNever();
            entity.IndexerProperty<int>("version").HasColumnName("version");
            entity.IndexerProperty<DateTimeOffset?>("deadline").HasColumnName("deadline");
            entity.IndexerProperty<string>("document").HasColumnName("document").HasColumnType("text").IsRequired();
            foreach (var column in table.Columns)
            {
                entity.IndexerProperty(ClrType(column.Type), column.Name).HasColumnName(column.Name).HasColumnType(StoreType(column.Type))
                    .IsRequired(false);
            }

            entity.HasKey("correlation_id");
            entity.HasIndex("deadline").HasFilter("deadline IS NOT NULL");
            configure?.Invoke(entity);
        });
    }

    private static Type ClrType(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Text or NpgsqlDbType.Varchar or NpgsqlDbType.Jsonb => typeof(string),
        NpgsqlDbType.Uuid => typeof(Guid?),
        NpgsqlDbType.Boolean => typeof(bool?),
        NpgsqlDbType.Smallint => typeof(short?),
        NpgsqlDbType.Integer => typeof(int?),
        NpgsqlDbType.Bigint => typeof(long?),
        NpgsqlDbType.Numeric => typeof(decimal?),
        NpgsqlDbType.TimestampTz => typeof(DateTimeOffset?),
        NpgsqlDbType.Date => typeof(DateOnly?),
        _ => throw Unsupported(type),
    };

    private static string StoreType(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Varchar => "character varying",
        NpgsqlDbType.TimestampTz => "timestamp with time zone",
        _ => Enum.IsDefined(type) ? type.ToString().ToLowerInvariant() : throw Unsupported(type),
    };

    private static NotSupportedException Unsupported(NpgsqlDbType type) =>
        new($"a promoted saga column cannot be {type}; "
            + "use Text, Varchar, Jsonb, Uuid, Boolean, Smallint, Integer, Bigint, Numeric, TimestampTz or Date");
}
