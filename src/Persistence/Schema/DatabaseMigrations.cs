using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bot3.Messaging.Persistence.Schema;

/// <summary>Brings the database up to date: an explicit step, safe to start from several processes at once.</summary>
public interface IDatabaseMigrator
{
    /// <summary>Applies the missing migrations of every registered context.</summary>
    /// <param name="cancellationToken">Cancels between migrations and the wait for another process.</param>
    /// <returns>How many migrations were applied.</returns>
    Task<int> MigrateAllAsync(CancellationToken cancellationToken);
}

/// <summary>Registers contexts with migrations.</summary>
public static class DatabaseMigrations
{
    /// <summary>
    /// Registers a context for <see cref="IDatabaseMigrator"/> and an <see cref="IDbContextFactory{TContext}"/> for reading, on the
    /// registered <see cref="NpgsqlDataSource"/>.
    /// </summary>
    /// <typeparam name="TDbContext">The context; its constructor takes <see cref="DbContextOptions{TContext}"/>.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="schema">The context's own schema; its history table lives there.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddDurableMigrations<TDbContext>(this IServiceCollection services, string schema)
        where TDbContext : DbContext
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(schema);
        services.AddDbContextFactory<TDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => SchemaOptions.Configure(npgsql, schema))
            .UseSnakeCaseNamingConvention());
        services.AddSingleton(new MigratedContext(
            typeof(TDbContext).Name,
            async (provider, token) => await provider.GetRequiredService<IDbContextFactory<TDbContext>>().CreateDbContextAsync(token)));
        services.TryAddSingleton<IDatabaseMigrator, DatabaseMigrator>();
        return services;
    }
}

/// <summary>A registered context.</summary>
internal sealed record MigratedContext(string Name, Func<IServiceProvider, CancellationToken, Task<DbContext>> CreateAsync);

/// <summary>Applies migrations under an advisory lock, held by a connection of its own.</summary>
internal sealed class DatabaseMigrator(
    IServiceProvider services, NpgsqlDataSource source, IEnumerable<MigratedContext> contexts, ILogger<DatabaseMigrator> logger) : IDatabaseMigrator
{
    // Any number will do, as long as nothing else in the database uses it.
    private const long LockKey = 0x626F_7433_6D69_6772;

    public async Task<int> MigrateAllAsync(CancellationToken cancellationToken)
    {
        await using var guard = await source.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand("SELECT pg_advisory_lock($1)", guard) { CommandTimeout = 0 };
        take.Parameters.AddWithValue(LockKey);
        await take.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            var applied = 0;
            foreach (var context in contexts)
                applied += await MigrateAsync(context, cancellationToken);
            return applied;
        }
        finally
        {
            // Explicitly: a pooled connection keeps its session, and with it the lock.
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", guard);
            release.Parameters.AddWithValue(LockKey);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<int> MigrateAsync(MigratedContext registered, CancellationToken cancellationToken)
    {
        await using var context = await registered.CreateAsync(services, cancellationToken);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        await context.Database.MigrateAsync(cancellationToken);
        Log.Migrated(logger, registered.Name, pending);
        return pending;
    }
}
