using MassTransit;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// Opens a log scope around every consumer and saga: order id (sent as MassTransit's correlation id, so that no contract needs to be
/// known here), message type, message id and attempt.
/// </summary>
/// <typeparam name="T">The message contract.</typeparam>
internal sealed class CorrelationScopeFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    private readonly ILogger<MessageScope> _logger;

    public CorrelationScopeFilter(ILogger<MessageScope> logger) => _logger = logger;

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var scope = new MessageScope(
            context.CorrelationId, typeof(T).Name, context.MessageId, context.GetRetryAttempt() + 1, context.GetRedeliveryCount());
        using (_logger.BeginScope(scope))
        {
            await next.Send(context).ConfigureAwait(false);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("correlationScope");
}
