using System.Net.Mime;
using System.Text.Json;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Contracts;
using MassTransit;
using MassTransit.Serialization;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>Sends what the sample strategies ask for: plain JSON to the public exchanges, as any strategy in any language does.</summary>
/// <param name="bus">The bus. The demo is no worker: it has no outbox, like any strategy.</param>
/// <param name="orders">What the strategies know of their orders.</param>
/// <param name="logger">The log.</param>
internal sealed class DemoDesk(IBus bus, DemoOrders orders, ILogger<DemoDesk> logger)
{
    private static readonly ContentType Json = new("application/json");

    /// <summary>Submits an order.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    public async Task SubmitAsync(SubmitOrder order, CancellationToken cancellationToken)
    {
        orders.Add(order);
        Log.SampleSubmitted(logger, order.StrategyId, order.OrderId, order.Side.ToString(), order.Quantity, order.Symbol, order.Type.ToString());
        await SendAsync(WireNames.SubmitOrderExchange, order, cancellationToken);
    }

    /// <summary>Asks for a cancel.</summary>
    /// <param name="cancel">The order and why.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    public async Task CancelAsync(CancelOrder cancel, CancellationToken cancellationToken)
    {
        orders.AskedToCancel(cancel.OrderId);
        Log.SampleCancels(logger, cancel.StrategyId, cancel.OrderId, cancel.Reason ?? "");
        await SendAsync(WireNames.CancelOrderExchange, cancel, cancellationToken);
    }

    private async Task SendAsync<T>(string exchange, T message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonOutput.Options);
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{exchange}"));
        await endpoint.Send(new SerializedMessageBody(), new PlainJsonPipe(body), cancellationToken);
    }

    private sealed class PlainJsonPipe(byte[] body) : IPipe<SendContext<SerializedMessageBody>>
    {
        public void Probe(ProbeContext context) => context.CreateScope("plainJson");

        public Task Send(SendContext<SerializedMessageBody> context)
        {
            context.Serializer = new CopyBodySerializer(Json, new BytesMessageBody(body));
            return Task.CompletedTask;
        }
    }
}
