using Bot3.Messaging.ExchangeWorker.Configuration;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Runs the configured accounts from the host's start to its stop.</summary>
internal sealed class AccountsService(
    IOptions<ExchangeOptions> options, IEnumerable<IExchangeGatewayFactory> factories, AccountWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Accounts.Select(account => RunAsync(account, stoppingToken)));

    private async Task RunAsync(AccountOptions account, CancellationToken cancellationToken)
    {
        var factory = factories.FirstOrDefault(candidate => candidate.Serves(account)) ?? throw new OptionsValidationException(
            ExchangeOptions.Section, typeof(ExchangeOptions),
                [$"Exchange:Accounts: no exchange is known for venue '{account.Venue}' of '{account.Account}'."]);
        await using var gateway = factory.Create(account);
        await worker.RunAsync(gateway, [.. account.Symbols], cancellationToken);
    }
}
