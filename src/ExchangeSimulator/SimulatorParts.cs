using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Admin;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Rest;
using Bot3.Messaging.ExchangeSimulator.Streams;
using Bot3.Messaging.ExchangeSimulator.WebSocketApi;

namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>The parts of one simulator, wired together once.</summary>
internal sealed class SimulatorParts
{
    public required Venue Venue { get; init; }

    public required AccountDirectory Accounts { get; init; }

    public required FaultInjector Faults { get; init; }

    public required UserStreamHub Streams { get; init; }

    public required ConnectionRegistry Connections { get; init; }

    public required MarketPump Pump { get; init; }

    public required MarketStreamPump StreamPump { get; init; }

    public required ILogger Logger { get; init; }

    public required RestEndpoint Rest { get; init; }

    public required WebSocketApiEndpoint WebSocketApi { get; init; }

    public required MarketStreamEndpoint MarketStreams { get; init; }

    private AdminEndpoint Admin => field ??= new AdminEndpoint(this);

    public static SimulatorParts Create(SimulatorOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        var assets = options.Symbols.SelectMany(symbol => new[] { symbol.BaseAsset, symbol.QuoteAsset });
        var accounts = new AccountDirectory(options.Accounts, assets);
        var faults = new FaultInjector(options.Faults, options.Seed);
        foreach (var rule in options.FaultRules.IsDefault ? [] : options.FaultRules)
            faults.Add(rule);
        var streams = new UserStreamHub(faults, loggers.CreateLogger<UserStreamHub>());
        var marketStreams = new MarketStreamHub();
        var limiter = new RateLimiter(options.RateLimits);
        var venue = new Venue(options.Symbols, accounts, new StreamSink(streams, marketStreams, limiter), time);
        var accountMethods = new AccountMethods(venue);
        var catalog = new ApiCatalog(
        [
            .. new MarketMethods(venue, options.RateLimits).All(),
            .. new MarketHistoryMethods(venue).All(),
            .. new MarketTickerMethods(venue).All(),
            .. new TradingMethods(venue).All(),
            .. new OrderListMethods(venue).All(),
            .. new OrderChangeMethods(venue).All(),
            .. new ListQueryMethods(venue).All(),
            .. accountMethods.All(),
            .. new AccountRuleMethods(venue, limiter).All(),
        ]);
        var pipeline = new ApiPipeline(venue, limiter, faults, streams, accountMethods);
        var connections = new ConnectionRegistry(time);
        return new SimulatorParts
        {
            Venue = venue,
            Accounts = accounts,
            Faults = faults,
            Streams = streams,
            Connections = connections,
            Logger = loggers.CreateLogger<SimulatorHost>(),
            Pump = new MarketPump(venue, MarketMakers.Create(venue, options), options.Market, loggers.CreateLogger<MarketPump>()),
            StreamPump = new MarketStreamPump(venue, marketStreams, loggers.CreateLogger<MarketStreamPump>()),
            Rest = new RestEndpoint(catalog, pipeline, venue, loggers.CreateLogger<RestEndpoint>()),
            WebSocketApi = new WebSocketApiEndpoint(
                catalog, pipeline, venue, streams, connections, options.RateLimits, loggers.CreateLogger<WebSocketApiEndpoint>()),
            MarketStreams = new MarketStreamEndpoint(
                marketStreams, venue, pipeline, connections, time, loggers.CreateLogger<MarketStreamEndpoint>()),
        };
    }

    public Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith(RestEndpoint.Prefix, StringComparison.Ordinal))
            return Rest.HandleAsync(context);
        if (path == WebSocketApiEndpoint.Path && context.WebSockets.IsWebSocketRequest)
            return WebSocketApi.HandleAsync(context, stopping);
        if (MarketStreamEndpoint.Serves(path) && context.WebSockets.IsWebSocketRequest)
            return MarketStreams.HandleAsync(context, stopping);
        if (path.StartsWith(AdminEndpoint.Prefix, StringComparison.Ordinal))
            return Admin.HandleAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    public VenueTruth Truth()
    {
        lock (Venue.Gate)
            return VenueTruthReader.Read(Venue);
    }

    public void AddFault(FaultRule rule)
    {
        FaultRuleCheck.Require(rule);
        Faults.Add(rule);
    }

    public void ChangeSymbol(string symbol, SymbolChange change)
    {
        change.Require();
        lock (Venue.Gate)
        {
            var market = Venue.Markets[Known(symbol)];
            var options = change.Apply(market.Rules.Options);
            if (SimulatorOptionsCheck.Violations(options).ToList() is { Count: > 0 } violations)
                throw new ArgumentException(string.Join(' ', violations), nameof(change));
            market.Rules.Options = options;
            market.State.Status = change.Status ?? market.State.Status;
            if (change.ReferencePrice is not null || change.RemoveReferencePrice)
                market.State.SetReferencePrice(change.ReferencePrice, Venue.Now);
        }
    }

    public void ChangeBalance(string account, BalanceChange change)
    {
        lock (Venue.Gate)
            new BalanceDesk(Streams).Change(KnownAccount(account), change, Venue.Now);
    }

    public void MoveMarket(string symbol, decimal price)
    {
        lock (Venue.Gate)
            Pump.Maker(Known(symbol)).MoveTo(OnTick(symbol, price));
    }

    public void Trade(string symbol, decimal price, decimal quantity, Side takerSide)
    {
        lock (Venue.Gate)
        {
            var step = Venue.Markets[Known(symbol)].Rules.StepSize;
            if (quantity <= 0 || quantity % step != 0 || quantity > Venue.Markets[symbol].Rules.Options.QuantityMax)
                throw new ArgumentException($"quantity: {quantity} is not a multiple of {step} within LOT_SIZE.", nameof(quantity));
            Pump.Maker(symbol).TradeAt(OnTick(symbol, price), quantity, takerSide);
        }
    }

    private Account KnownAccount(string name) => Accounts.Clients.FirstOrDefault(account => account.Name == name)
        ?? throw new ArgumentException(
            $"account: '{name}' is not one of {string.Join(", ", Accounts.Clients.Select(account => account.Name))}.", nameof(name));

    private string Known(string symbol) => Venue.Markets.ContainsKey(symbol)
        ? symbol
        : throw new ArgumentException($"symbol: '{symbol}' is not one of {string.Join(", ", Venue.SymbolNames)}.", nameof(symbol));

    private decimal OnTick(string symbol, decimal price)
    {
        var rules = Venue.Markets[symbol].Rules;
        if (price < rules.TickSize || price > rules.Options.PriceMax)
            throw new ArgumentException($"price: {price} is outside {rules.TickSize} to {rules.Options.PriceMax}.", nameof(price));
        return Amounts.FloorToStep(price, rules.TickSize);
    }
}
