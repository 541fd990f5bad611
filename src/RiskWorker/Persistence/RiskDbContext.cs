using Microsoft.EntityFrameworkCore;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>Owns the schema <c>risk</c> and its migrations; the hot path writes by Npgsql (<see cref="PostgresRiskStore"/>).</summary>
/// <param name="options">Connection and conventions.</param>
public sealed class RiskDbContext(DbContextOptions<RiskDbContext> options) : DbContext(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "risk";

    // Amounts: 28 digits is all that a decimal holds; the scale is left free by the plain numeric type.
    private const string Amount = "numeric";

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<DecisionRow>(entity =>
        {
            entity.ToTable("decisions").HasKey(row => row.DecisionId);
            entity.HasIndex(row => row.OrderId).IsUnique();
            entity.Property(row => row.Reasons).HasColumnType("jsonb");
            entity.Property(row => row.Inputs).HasColumnType("jsonb");
        });
        modelBuilder.Entity<ReservationRow>(entity =>
        {
            entity.ToTable("reservations", table => table.HasCheckConstraint("ck_reservations_quantity", "quantity > 0 AND filled >= 0"));
            entity.HasKey(row => row.OrderId);
            entity.HasIndex(row => row.Account).HasFilter("open");
            foreach (var name in (string[])["Quantity", "Filled", "OpeningQuantity", "NotionalUsd", "SpendAmount", "FinalFilled"])
                entity.Property(name).HasColumnType(Amount);
        });
        modelBuilder.Entity<FillRow>(entity =>
        {
            entity.ToTable("fills", table => table.HasCheckConstraint("ck_fills_amounts", "quantity > 0 AND price > 0"));
            entity.HasKey(row => new { row.Venue, row.Symbol, row.TradeId, row.VenueOrderId });
            entity.HasIndex(row => row.OrderId);
            entity.HasIndex(row => new { row.Account, row.AppliedSequence });
            entity.Property(row => row.AppliedSequence).UseIdentityAlwaysColumn();
            foreach (var name in (string[])["Price", "Quantity", "Fee", "FeePriceInQuote"])
                entity.Property(name).HasColumnType(Amount);
        });
        modelBuilder.Entity<PositionRow>(entity =>
        {
            entity.ToTable("positions").HasKey(row => new { row.Account, row.StrategyId, row.Symbol });
            entity.Property(row => row.Document).HasColumnType("jsonb");
            foreach (var name in (string[])["NetQuantity", "AverageEntryPrice", "RealisedPnl"])
                entity.Property(name).HasColumnType(Amount);
        });
    }
}
