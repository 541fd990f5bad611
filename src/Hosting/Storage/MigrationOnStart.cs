using Bot3.Messaging.Persistence.Schema;
using Microsoft.Extensions.Hosting;

namespace Bot3.Messaging.Hosting.Storage;

/// <summary>Applies pending migrations before any other service of the host starts, where that was asked for.</summary>
internal sealed class MigrationOnStart : IHostedLifecycleService
{
    private readonly IDatabaseMigrator _migrator;

    public MigrationOnStart(IDatabaseMigrator migrator) => _migrator = migrator;

    public Task StartingAsync(CancellationToken cancellationToken) => _migrator.MigrateAllAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
