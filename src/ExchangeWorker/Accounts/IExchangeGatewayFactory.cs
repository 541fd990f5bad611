using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Makes gateways of one kind of venue.</summary>
public interface IExchangeGatewayFactory
{
    /// <summary>Whether it speaks with the account's venue.</summary>
    /// <param name="account">The account's settings.</param>
    bool Serves(AccountOptions account);

    /// <summary>Makes a gateway; the caller disposes of it.</summary>
    /// <param name="account">The account's settings.</param>
    IExchangeGateway Create(AccountOptions account);
}
