using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>A call as its handler sees it: authenticated, within its limits.</summary>
internal sealed record ApiCall(ApiParameters Parameters, Account? Account, DateTimeOffset Now)
{
    /// <summary>The refusal of an exceeded order count, for the methods that handle it themselves.</summary>
    public VenueRefusal? OrderLimit { get; init; }

    /// <summary>The signing account; only signed methods ask for it.</summary>
    public Account Owner => Account ?? throw new InvalidOperationException("A public method asked for the caller's account.");
}
