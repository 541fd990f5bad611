using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>
/// Empties the queues <c>_error</c> and <c>_skipped</c> of this process's endpoints into the ledger: the broker moves there what reached
/// its delivery limit, and older versions left their faults there. Any number of processes may collect from one queue. A message is
/// acknowledged after its letter is committed; a kill in between only tells the ledger what it knows.
/// </summary>
internal sealed class DeadLetterCollector : BackgroundService
{
    // Asking for a queue that is not there costs a channel and an error line in the broker's log, so it is asked for seldom.
    private const int LooksPassedOver = 12;

    private readonly Dictionary<string, long> _missingSince = new(StringComparer.Ordinal);
    private readonly DurableQueues _queues;
    private readonly LedgerWriter _writer;
    private readonly LetterReader _reader;
    private readonly DeadLetterOptions _options;
    private readonly BusOptions _bus;
    private readonly TimeProvider _time;
    private readonly ILogger<DeadLetterCollector> _logger;

    public DeadLetterCollector(
        DurableQueues queues,
        LedgerWriter writer,
        LetterReader reader,
        IOptions<DeadLetterOptions> options,
        IOptions<BusOptions> bus,
        TimeProvider time,
        ILogger<DeadLetterCollector> logger)
    {
        _queues = queues;
        _writer = writer;
        _reader = reader;
        _options = options.Value;
        _bus = bus.Value;
        _time = time;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = new ErrorQueueConnection(_bus);
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await CollectAsync(connection, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Loop edge: broker or database may be away. Without the connection, what is in hand is in its queue again.
                Log.CollectingAborted(_logger, exception, _options.CollectInterval);
                await connection.DropAsync().ConfigureAwait(false);
            }

            if (!more)
            {
                await Task.Delay(_options.CollectInterval, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> CollectAsync(ErrorQueueConnection connection, CancellationToken cancellationToken)
    {
        var more = false;
        foreach (var endpoint in _queues.Names)
        {
            more |= await CollectAsync(connection, endpoint, $"{endpoint}_error", cancellationToken).ConfigureAwait(false);
            more |= await CollectAsync(connection, endpoint, $"{endpoint}_skipped", cancellationToken).ConfigureAwait(false);
        }

        return more;
    }

    /// <returns>Whether the queue may hold more that can be collected at once.</returns>
    private async Task<bool> CollectAsync(
        ErrorQueueConnection connection, string endpoint, string queue, CancellationToken cancellationToken)
    {
        if (_missingSince.TryGetValue(queue, out var since) && _time.GetElapsedTime(since) < _options.CollectInterval * LooksPassedOver)
        {
            return false;
        }

        _missingSince.Remove(queue);
        var (channel, exists) = await connection.OpenAsync(queue, cancellationToken).ConfigureAwait(false);
        if (channel is null)
        {
            if (!exists)
            {
                _missingSince[queue] = _time.GetTimestamp();
            }

            return false;
        }

        // A message whose letter cannot be written stays in hand until its turn is over, so that those behind it are not held up.
        var refused = new List<ulong>();
        var taken = 0;
        while (taken < _options.CollectBatch
            && await channel.BasicGetAsync(queue, autoAck: false, cancellationToken).ConfigureAwait(false) is { } message)
        {
            taken++;
            if (await TryKeepAsync(endpoint, queue, message, cancellationToken).ConfigureAwait(false))
            {
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                refused.Add(message.DeliveryTag);
            }
        }

        foreach (var tag in refused)
        {
            await channel.BasicNackAsync(tag, multiple: false, requeue: true, cancellationToken).ConfigureAwait(false);
        }

        return taken == _options.CollectBatch && refused.Count == 0;
    }

    private async Task<bool> TryKeepAsync(string endpoint, string queue, BasicGetResult message, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var letter in _reader.OfErrorQueue(endpoint, queue, message))
            {
                await _writer.CaptureAsync(letter, CaptureSource.ErrorQueue, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && FaultClassifier.Classify(exception) != FaultKind.Outage)
        {
            // Loop edge: one message must not hold the others.
            Log.CollectingFailed(_logger, exception, queue, message.BasicProperties.MessageId ?? "");
            return false;
        }
    }
}
