using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Schema;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Tests.Schema;

public sealed class MessagingSchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Model_HasNoChangesWithoutAMigration()
    {
        using var context = new MessagingDbContext(SchemaOptions.For<MessagingDbContext>("Host=localhost", MessagingDbContext.Schema));
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrator_WhenTwoProcessesStartTogether_AppliesEachMigrationOnce()
    {
        var options = new PersistenceOptions { ConnectionString = await RealServices.FreshDatabaseAsync(Token) };
        await using var first = Build(options);
        await using var second = Build(options);
        var applied = await Task.WhenAll(
            first.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(Token),
            second.GetRequiredService<IDatabaseMigrator>().MigrateAllAsync(Token));
        await using var context = await first.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContextAsync(Token);
        Assert.Equal([0, context.Database.GetMigrations().Count()], applied.Order());
        Assert.Empty(await context.Outbox.ToListAsync(Token));
        Assert.Empty(await context.Inbox.ToListAsync(Token));
        Assert.Empty(await context.DeadLetters.ToListAsync(Token));
    }

    [Fact]
    public void DurableSaga_DeclaresTheTableWithItsColumns()
    {
        using var context = new TicketDbContext(SchemaOptions.For<TicketDbContext>("Host=localhost", "tickets"));
        var script = context.Database.GenerateCreateScript();
        Assert.Contains("CREATE TABLE tickets.ticket_state", script, StringComparison.Ordinal);
        Assert.Contains("correlation_id uuid NOT NULL", script, StringComparison.Ordinal);
        Assert.Contains("deadline timestamp with time zone", script, StringComparison.Ordinal);
        Assert.Contains("document text NOT NULL", script, StringComparison.Ordinal);
        Assert.Contains("state text", script, StringComparison.Ordinal);
        Assert.Contains("price numeric", script, StringComparison.Ordinal);
    }

    [Fact]
    public void SagaTable_WhenANameNeedsQuotes_IsRefused()
    {
        var table = new SagaTable<Ticket> { Table = ("tickets", "t; DROP TABLE x") };
        var exception = Assert.Throws<ArgumentException>(() => SagaSql.For(table));
        Assert.StartsWith("\"t; DROP TABLE x\" must be an unquoted lower-case name", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DurableSaga_WhenAColumnTypeIsUnknown_NamesThoseThatWork()
    {
        var table = new SagaTable<Ticket> { Table = ("a", "b"), Columns = [new SagaColumn<Ticket>("c", NpgsqlDbType.Point, _ => null)] };
        var exception = Assert.Throws<NotSupportedException>(() => new ModelBuilder().DurableSaga(table));
        Assert.StartsWith("a promoted saga column cannot be Point; use Text", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(PersistenceOptions options) =>
        new ServiceCollection().AddDurableMessaging(options).BuildServiceProvider();

    private sealed class TicketDbContext(DbContextOptions<TicketDbContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.DurableSaga(Ticket.Table);
    }
}
