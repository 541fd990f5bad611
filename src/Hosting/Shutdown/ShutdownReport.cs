using Bot3.Messaging.Hosting.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Hosting.Shutdown;

/// <summary>
/// Says at the end what was finished and what was given back. Takes the figures before the first and after the last service stops.
/// </summary>
internal sealed class ShutdownReport : IHostedLifecycleService
{
    private readonly DeliveryLedger _ledger;
    private readonly TimeSpan _stopTimeout;
    private readonly ILogger<ShutdownReport> _logger;
    private long _finishedBefore;
    private long _givenBackBefore;

    public ShutdownReport(DeliveryLedger ledger, IOptions<BusOptions> options, ILogger<ShutdownReport> logger)
    {
        _ledger = ledger;
        _stopTimeout = options.Value.StopTimeout;
        _logger = logger;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _finishedBefore = _ledger.Finished;
        _givenBackBefore = _ledger.GivenBack;
        Log.ShutdownStarted(_logger, _ledger.InFlight, _stopTimeout);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        // What is still in hand now was not acknowledged: the broker takes it back when the connection ends.
        var givenBack = _ledger.GivenBack - _givenBackBefore + _ledger.InFlight;
        Log.ShutdownFinished(_logger, _ledger.Finished - _finishedBefore, givenBack);
        return Task.CompletedTask;
    }
}
