using Microsoft.EntityFrameworkCore;

namespace Bot3.Messaging.Persistence.Schema;

/// <summary>
/// The tables of durable messaging, schema <c>messaging</c>. Used for migrations and reading; the hot path is plain Npgsql.
/// </summary>
public sealed class MessagingDbContext(DbContextOptions<MessagingDbContext> options) : DbContext(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "messaging";

    private const int MaxNameLength = 128;

    /// <summary>Messages that wait to be published.</summary>
    public DbSet<OutboxEntry> Outbox => Set<OutboxEntry>();

    /// <summary>Deliveries that have been handled.</summary>
    public DbSet<InboxEntry> Inbox => Set<InboxEntry>();

    /// <summary>Messages that could not be handled.</summary>
    public DbSet<DeadLetterEntry> DeadLetters => Set<DeadLetterEntry>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<InboxEntry>(entity =>
        {
            entity.ToTable("inbox");
            entity.HasKey(entry => new { entry.Consumer, entry.MessageId });
            entity.Property(entry => entry.Consumer).HasMaxLength(MaxNameLength);
            entity.HasIndex(entry => entry.ReceivedAt);
        });
        modelBuilder.Entity<OutboxEntry>(entity =>
        {
            entity.ToTable("outbox");
            entity.HasKey(entry => entry.Id);
            entity.Property(entry => entry.Id).ValueGeneratedNever();
            entity.HasIndex(entry => entry.AvailableAt);
            entity.HasIndex(entry => entry.ScheduleToken).HasFilter("schedule_token IS NOT NULL");
        });
        modelBuilder.Entity<DeadLetterEntry>(entity =>
        {
            entity.ToTable("dead_letters");
            entity.HasKey(entry => entry.Id);
            entity.Property(entry => entry.Id).ValueGeneratedNever();
            entity.Property(entry => entry.Headers).HasColumnType("jsonb");
            entity.Property(entry => entry.Attempts).HasDefaultValue(1);
            entity.Property(entry => entry.Status).HasDefaultValue("Open");
            entity.Property(entry => entry.RetryCount).HasDefaultValue(0);
            entity.HasIndex(entry => entry.ReceivedAt);
            entity.HasIndex(entry => new { entry.Status, entry.LastFailedAt });
            // Exactly one letter per message; letters without a message id are told apart by their own.
            entity.HasIndex(entry => new { entry.Endpoint, entry.MessageId }).IsUnique();
        });
    }
}
