using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Hears from other processes, on a connection of its own, that they have left rows to whoever can publish them. What it misses while the
/// connection is away is found by the next sweep.
/// </summary>
internal sealed class OutboxListener(NpgsqlDataSource source, OutboxSignal signal, TimeProvider time, ILogger<OutboxListener> logger)
    : BackgroundService
{
    // A connection that died without a word is noticed by a question.
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);
    private TimeSpan _pause = PauseFirst;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Loop edge: the database may be away; sweeps go on by the interval meanwhile.
                Log.ListenFailed(logger, exception, _pause);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _pause = _pause * 2 < PauseMax ? _pause * 2 : PauseMax;
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await source.OpenConnectionAsync(stoppingToken);
        connection.Notification += OnNotification;
        try
        {
            await using (var listen = new NpgsqlCommand("LISTEN messaging_outbox", connection))
                await listen.ExecuteNonQueryAsync(stoppingToken);
            _pause = PauseFirst;
            signal.Wake();
            while (true)
            {
                if (await connection.WaitAsync(AskInterval, stoppingToken))
                    continue;
                await using var ask = new NpgsqlCommand("SELECT 1", connection);
                await ask.ExecuteNonQueryAsync(stoppingToken);
            }
        }
        finally
        {
            connection.Notification -= OnNotification;
        }
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs args) => signal.Wake();
}
