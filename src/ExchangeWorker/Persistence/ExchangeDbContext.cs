using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Limits;
using Microsoft.EntityFrameworkCore;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>
/// The tables of the exchange worker, schema <c>exchange</c>. Used for migrations and reading; the hot path is plain Npgsql.
/// </summary>
/// <param name="options">The context's options.</param>
public sealed class ExchangeDbContext(DbContextOptions<ExchangeDbContext> options) : DbContext(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "exchange";

    private const int NameLength = 32;

    internal DbSet<Attempt> Attempts => Set<Attempt>();

    internal DbSet<Fill> Fills => Set<Fill>();

    internal DbSet<Lease> Leases => Set<Lease>();

    internal DbSet<TradeCursor> TradeCursors => Set<TradeCursor>();

    internal DbSet<RateBudgetRow> RateBudgets => Set<RateBudgetRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<Attempt>(entity =>
        {
            entity.ToTable("attempts");
            entity.HasKey(attempt => attempt.ClientOrderId);
            entity.Property(attempt => attempt.Side).HasConversion<string>().HasMaxLength(NameLength);
            entity.Property(attempt => attempt.Type).HasConversion<string>().HasMaxLength(NameLength);
            entity.Property(attempt => attempt.TimeInForce).HasConversion<string>().HasMaxLength(NameLength);
            entity.Property(attempt => attempt.State).HasConversion<string>().HasMaxLength(NameLength);
            entity.Ignore(attempt => attempt.Reason);
            entity.HasIndex(attempt => new { attempt.OrderId, attempt.Slice }).IsUnique().HasFilter("holds_slice");
            entity.HasIndex(attempt => new { attempt.Account, attempt.Symbol, attempt.VenueOrderId });
            entity.HasIndex(attempt => new { attempt.Account, attempt.NextQueryAt }).HasFilter("next_query_at IS NOT NULL");
            entity.HasIndex(attempt => new { attempt.Account, attempt.StoredAt }).HasFilter("state IN ('Sending', 'Unknown', 'Open')");
        });
        modelBuilder.Entity<Fill>(entity =>
        {
            entity.ToTable("fills");
            entity.Ignore(fill => fill.Key);
            entity.HasKey(fill => new { fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId });
            entity.Property(fill => fill.TradeId).ValueGeneratedNever();
            entity.Property(fill => fill.Side).HasConversion<string>().HasMaxLength(NameLength);
            entity.HasIndex(fill => fill.ClientOrderId);
        });
        modelBuilder.Entity<Lease>(entity =>
        {
            entity.ToTable("leases");
            entity.HasKey(lease => lease.Account);
        });
        modelBuilder.Entity<TradeCursor>(entity =>
        {
            entity.ToTable("trade_cursors");
            entity.HasKey(cursor => new { cursor.Account, cursor.Symbol });
        });
        modelBuilder.Entity<RateBudgetRow>(entity =>
        {
            entity.ToTable("rate_budgets");
            entity.HasKey(row => new { row.Scope, row.Name });
        });
    }
}
