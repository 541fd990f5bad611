using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Signing;
using Bot3.Messaging.ExchangeSimulator.Streams;

namespace Bot3.Messaging.ExchangeSimulator.WebSocketApi;

/// <summary>The state of one WebSocket API connection: who is logged on, which account streams it has.</summary>
internal sealed class ApiSession(Venue venue, UserStreamHub streams, IStreamConnection connection, bool returnRateLimits)
{
    private const int SubscriptionsMax = 1_000;
    private const int SubscriptionIdsMax = 65_535;

    private readonly Dictionary<int, Account> subscriptions = [];
    private readonly DateTimeOffset connectedSince = venue.Now;
    private int nextSubscriptionId;
    private string? sessionKey;
    private DateTimeOffset? authorizedSince;

    /// <summary>The account of a logged-on session.</summary>
    public Account? Account { get; private set; }

    /// <summary>The client asked for microseconds when it connected.</summary>
    public bool IsInMicroseconds { get; init; }

    public bool ReturnRateLimits { get; } = returnRateLimits;

    /// <summary>Answers a session or subscription call; null if the method is none of these.</summary>
    public JsonNode? TryHandle(string method, ApiParameters parameters) => method switch
    {
        "session.logon" => Logon(parameters),
        "session.status" => Status(),
        "session.logout" => Logout(),
        "session.subscriptions" => Subscriptions(),
        "userDataStream.subscribe" => Subscribe(Account ?? throw Refusals.BadApiKey()),
        "userDataStream.subscribe.signature" => Subscribe(Verify(parameters).Account),
        "userDataStream.unsubscribe" => Unsubscribe(parameters),
        _ => null,
    };

    public Credentials Credentials(ApiParameters parameters) =>
        new(parameters.Text("apiKey") ?? (Account is null ? throw Refusals.Missing("apiKey") : null),
            SignedText.WebSocket(parameters.Values), Account);

    /// <summary>Forgets the streams of a connection that ended.</summary>
    public void End() => streams.Unsubscribe(connection, null);

    private ApiKey Verify(ApiParameters parameters)
    {
        var credentials = new Credentials(parameters.RequiredText("apiKey"), SignedText.WebSocket(parameters.Values));
        var key = Authentication.Key(venue.Accounts, parameters, credentials);
        Authentication.CheckClock(parameters, venue.Now);
        return key;
    }

    private JsonObject Logon(ApiParameters parameters)
    {
        var key = Verify(parameters);
        if (key.Type != ApiKeyType.Ed25519)
            throw Refusals.UnsupportedOperation();
        Account = key.Account;
        sessionKey = parameters.RequiredText("apiKey");
        authorizedSince = venue.Now;
        return Status();
    }

    private JsonObject Logout()
    {
        Account = null;
        sessionKey = null;
        authorizedSince = null;
        return Status();
    }

    private JsonObject Status() => new()
    {
        ["apiKey"] = sessionKey,
        ["authorizedSince"] = authorizedSince?.ToUnixTimeMilliseconds(),
        ["connectedSince"] = connectedSince.ToUnixTimeMilliseconds(),
        ["returnRateLimits"] = ReturnRateLimits,
        ["serverTime"] = venue.Now.ToUnixTimeMilliseconds(),
        ["userDataStream"] = Account is not null && subscriptions.ContainsValue(Account),
    };

    private JsonArray Subscriptions() => new([.. subscriptions.Keys.Order()
        .Select(JsonNode (id) => new JsonObject { ["subscriptionId"] = id })]);

    private JsonObject Subscribe(Account account)
    {
        if (subscriptions.ContainsValue(account))
            throw Refusals.AlreadySubscribed();
        if (subscriptions.Count >= SubscriptionsMax || nextSubscriptionId >= SubscriptionIdsMax)
            throw Refusals.TooManySubscriptions(SubscriptionIdsMax);
        var id = nextSubscriptionId++;
        subscriptions.Add(id, account);
        streams.Subscribe(account, connection, id);
        return new JsonObject { ["subscriptionId"] = id };
    }

    private JsonObject Unsubscribe(ApiParameters parameters)
    {
        if (parameters.Integer("subscriptionId") is not { } asked)
        {
            foreach (var id in subscriptions.Keys.ToList())
                Remove(id);
            return [];
        }

        if (asked > SubscriptionIdsMax || !subscriptions.ContainsKey((int)asked))
            throw Refusals.NotSubscribed();
        Remove((int)asked);
        return [];
    }

    private void Remove(int id)
    {
        subscriptions.Remove(id);
        streams.Unsubscribe(connection, id);
        var now = venue.Now.ToUnixTimeMilliseconds();
        connection.Send($$$"""{"subscriptionId":{{{id}}},"event":{"e":"eventStreamTerminated","E":{{{now}}}}}""");
    }
}
