using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.Hosting.Transport;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>Connects the account's durable queue to the running bus.</summary>
internal sealed class BusCommandEndpoint(
    IReceiveEndpointConnector connector,
    PlacementHandler placement,
    CancelHandler cancel,
    ResolveHandler resolve,
    IOptions<ExchangeOptions> options,
    TimeProvider time) : ICommandEndpoint
{
    /// <summary>How long a stopping endpoint waits for commands in hand; they end soon, for their lease token is cancelled.</summary>
    private static readonly TimeSpan StopWait = TimeSpan.FromSeconds(30);

    public async Task<IAsyncDisposable> OpenAsync(AccountContext account, CancellationToken cancellationToken)
    {
        var queue = WireNames.ExchangeCommandsQueue(account.Account);
        var handle = connector.ConnectReceiveEndpoint(queue, (context, endpoint) =>
        {
            endpoint.ApplyDurableDefaults(queue, context);
            endpoint.UseLetterInbox(context);

            // Commands are sent to one account's queue; bound to the type's exchange it would take those of every account.
            endpoint.ConfigureConsumeTopology = false;
            endpoint.ConcurrentMessageLimit = options.Value.CommandConcurrency;
            endpoint.PrefetchCount = options.Value.CommandConcurrency * 2;
            endpoint.Instance(new AccountCommandsConsumer(account, placement, cancel, resolve));
        });
        await handle.Ready.WaitAsync(cancellationToken);
        return new OpenEndpoint(handle, time);
    }

    private sealed class OpenEndpoint(HostReceiveEndpointHandle handle, TimeProvider time) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using var limit = new CancellationTokenSource(StopWait, time);
            await handle.StopAsync(limit.Token);
        }
    }
}
