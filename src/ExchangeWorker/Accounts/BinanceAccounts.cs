using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Makes the gateways of accounts with Binance settings.</summary>
internal sealed class BinanceAccounts(IServiceProvider services) : IExchangeGatewayFactory
{
    public bool Serves(AccountOptions account) => account.Binance is not null;

    public IExchangeGateway Create(AccountOptions account) => BinanceGatewayFactory.Create(account.ToBinance(), services);
}
