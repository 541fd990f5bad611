using System.CommandLine;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Submit;

/// <summary><c>bot3 submit</c>: one order, published as any strategy publishes it: raw JSON on the broker.</summary>
internal static class SubmitCommand
{
    // Words as traders write them, and the names on the wire.
    private static readonly Dictionary<string, OrderType> Types = new(StringComparer.Ordinal)
    {
        ["market"] = OrderType.Market, ["limit"] = OrderType.Limit, ["limit-maker"] = OrderType.LimitMaker,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var symbol = new Option<string>("--symbol") { Description = "The pair, for example BTC/USDT.", Required = true };
        var side = new Option<string>("--side") { Description = "buy or sell.", Required = true }.AcceptOnlyFromAmong("buy", "sell");
        var type = new Option<string>("--type") { Description = "market, limit or limit-maker.", Required = true }
            .AcceptOnlyFromAmong([.. Types.Keys]);
        var quantity = Amount("--quantity", "Amount of the base asset.", required: true);
        var price = Amount("--price", "Limit price in the quote asset; for limit types only.");
        var stopLoss = Amount("--stop-loss", "Where the position is given up. Without it the order is denied: StopLossMissing.");
        var takeProfit = Amount("--take-profit", "Where the position is closed with a profit.");
        var strategy = new Option<string>("--strategy") { Description = "Who asks.", DefaultValueFactory = _ => "cli" };
        var account = new Option<string>("--account") { Description = "The account to trade on.", DefaultValueFactory = _ => "main" };
        var wait = new Option<bool>("--wait") { Description = "Print every status until the order has ended." };
        var json = new Option<bool>("--json") { Description = "Print JSON, one line each." };
        var amqp = ConnectionOptions.Amqp();
        var command = new Command("submit", "Publishes one order and, if asked, follows it to its end.")
        {
            symbol, side, type, quantity, price, stopLoss, takeProfit, strategy, account, wait, json, amqp,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var order = new SubmitOrder
            {
                OrderId = Guid.CreateVersion7(now),
                StrategyId = parsed.GetRequiredValue(strategy),
                Account = parsed.GetRequiredValue(account),
                Symbol = parsed.GetRequiredValue(symbol),
                Side = parsed.GetRequiredValue(side) == "buy" ? OrderSide.Buy : OrderSide.Sell,
                Type = Types[parsed.GetRequiredValue(type)],
                Quantity = parsed.GetValue(quantity)!.Value,
                LimitPrice = parsed.GetValue(price),
                StopLoss = parsed.GetValue(stopLoss),
                TakeProfit = parsed.GetValue(takeProfit),
                CreatedAt = now,
            };
            var view = new SubmitView(parsed.InvocationConfiguration.Output, parsed.GetValue(json));
            var broker = Connections.Read().Broker(parsed.GetValue(amqp));
            return RunAsync(broker, order, parsed.GetValue(wait), view, cancellationToken);
        });
        return command;
    }

    private static Option<decimal?> Amount(string name, string description, bool required = false)
    {
        var option = new Option<decimal?>(name) { Description = description, Required = required };
        option.Validators.Add(result => OptionRules.AboveZero(result, name));
        return option;
    }

    private static async Task<int> RunAsync(Uri broker, SubmitOrder order, bool wait, SubmitView view, CancellationToken cancellationToken)
    {
        await using var strategy = await StrategyConnection.OpenAsync(broker, cancellationToken);
        if (wait)
            await strategy.ListenAsync(order.StrategyId, cancellationToken);
        await strategy.PublishAsync(WireNames.SubmitOrderExchange, order, cancellationToken);
        await view.SubmittedAsync(order);
        if (!wait)
            return ExitCodes.Success;
        await foreach (var status in strategy.ReadAsync(cancellationToken))
        {
            if (status.OrderId != order.OrderId)
                continue;
            await view.ChangedAsync(status);
            if (SubmitView.IsTerminal(status.Status))
                return ExitCodes.Success;
        }

        throw new CommandFailureException($"the broker closed the connection; ask `bot3 orders show {order.OrderId}` what became of the order");
    }
}
