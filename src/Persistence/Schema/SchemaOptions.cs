using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Bot3.Messaging.Persistence.Schema;

/// <summary>How every context of ours is set up: Postgres, snake_case, history table in its own schema.</summary>
public static class SchemaOptions
{
    private const string HistoryTable = "migrations_history";

    /// <summary>Options for a context.</summary>
    /// <typeparam name="TDbContext">The context; its constructor takes <see cref="DbContextOptions{TContext}"/>.</typeparam>
    /// <param name="connectionString">Npgsql connection string; any non-empty text will do for design time.</param>
    /// <param name="schema">The context's own schema.</param>
    /// <returns>The options.</returns>
    public static DbContextOptions<TDbContext> For<TDbContext>(string connectionString, string schema)
        where TDbContext : DbContext => new DbContextOptionsBuilder<TDbContext>()
        .UseNpgsql(connectionString, npgsql => Configure(npgsql, schema))
        .UseSnakeCaseNamingConvention()
        .Options;

    internal static void Configure(Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql, string schema) =>
        ((RelationalDbContextOptionsBuilder<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder,
            Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal.NpgsqlOptionsExtension>)npgsql).MigrationsHistoryTable(
                HistoryTable, schema);
}
