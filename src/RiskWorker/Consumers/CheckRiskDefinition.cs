using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting.Transport;
using MassTransit;

namespace Bot3.Messaging.RiskWorker.Consumers;

/// <summary>The queue of risk decisions. Fresh prices are waited for before the transaction opens: no lock is held meanwhile.</summary>
internal sealed class CheckRiskDefinition() : DurableConsumerDefinition<CheckRiskConsumer>(WireNames.RiskCheckQueue)
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<CheckRiskConsumer> consumerConfigurator,
            IRegistrationContext context)
    {
        endpointConfigurator.UseConsumeFilter(typeof(FreshSnapshotFilter<>), context);
        base.ConfigureConsumer(endpointConfigurator, consumerConfigurator, context);
    }
}
