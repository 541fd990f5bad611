using Bot3.Messaging.Persistence.Schema;
using Microsoft.EntityFrameworkCore;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>The tables of the order saga, schema <c>orders</c>. Used for migrations; orders and audit rows are written by plain
/// Npgsql.</summary>
public sealed class OrdersDbContext(DbContextOptions<OrdersDbContext> options) : DbContext(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = OrderTables.Schema;

    /// <summary>The audit trail.</summary>
    public DbSet<AuditTrailRow> AuditTrail => Set<AuditTrailRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.DurableSaga(OrderTables.State, entity =>
        {
            entity.HasIndex("current_state", "created_at");
            entity.HasIndex("strategy_id", "created_at");
            entity.HasIndex("created_at");
        });
        modelBuilder.Entity<AuditTrailRow>(entity =>
        {
            entity.ToTable("audit_trail");
            entity.HasKey(row => new { row.OrderId, row.Sequence });
            entity.Property(row => row.Event).HasMaxLength(64);
            entity.Property(row => row.Data).HasColumnType("jsonb");
            entity.HasIndex(row => row.RecordedAt);
        });
    }
}
