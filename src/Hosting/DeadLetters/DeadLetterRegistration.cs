using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>Adds the ways into the dead-letter ledger.</summary>
internal static class DeadLetterRegistration
{
    public static void AddDeadLetters(this IServiceCollection services, IConfiguration configuration, BusTransport transport)
    {
        services.AddValidatedOptions<DeadLetterOptions>(configuration, DeadLetterOptions.Section);
        services.TryAddSingleton<DurableQueues>();
        services.TryAddSingleton<LedgerWriter>();
        services.TryAddSingleton<LetterReader>();
        if (transport == BusTransport.RabbitMq)
        {
            services.AddHostedService<DeadLetterCollector>();
        }
    }
}
