using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.Hosting;
using MassTransit;

namespace Bot3.Messaging.Bot3.Commands.Bench.Stub;

/// <summary>Puts the stub in front of the real exchanges of a worker host.</summary>
internal sealed class StubVenueModule : IWorkerModule
{
    /// <inheritdoc />
    public string Name => "stub-venue";

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<IExchangeGatewayFactory, StubGatewayFactory>();

    /// <inheritdoc />
    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        // A venue has no part in the bus.
    }

    /// <inheritdoc />
    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        // A venue has no part in the bus.
    }
}

/// <summary>Makes stubs for whatever account is configured.</summary>
/// <param name="time">The clock of the stub's reports.</param>
internal sealed class StubGatewayFactory(TimeProvider time) : IExchangeGatewayFactory
{
    /// <inheritdoc />
    public bool Serves(AccountOptions account) => true;

    /// <inheritdoc />
    public IExchangeGateway Create(AccountOptions account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new StubGateway(account.Venue, account.Account, [.. account.Symbols], time);
    }
}
