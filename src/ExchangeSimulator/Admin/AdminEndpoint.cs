using System.Text.Json;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>What tests and operators may see and do behind the venue's back, under <c>/admin</c>.</summary>
internal sealed class AdminEndpoint(SimulatorParts parts)
{
    public const string Prefix = "/admin/";

    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value![Prefix.Length..].Split('/');
        try
        {
            var handling = (context.Request.Method, path) switch
            {
                ("GET", ["health"]) => AnswerAsync(context, new { status = "ok", connections = parts.Connections.Count }),
                ("GET", ["truth"]) => AnswerAsync(context, parts.Truth()),
                ("GET", ["faults"]) => AnswerAsync(context, parts.Faults.Rules()),
                ("POST", ["faults"]) => SetFaultAsync(context),
                ("DELETE", ["faults"]) => ClearFaultsAsync(context),
                ("POST", ["market", var symbol]) => MoveMarketAsync(context, symbol),
                ("POST", ["symbols", var symbol]) => ChangeSymbolAsync(context, symbol),
                ("POST", ["accounts", var account]) => ChangeBalanceAsync(context, account),
                _ => NotFoundAsync(context),
            };
            await handling;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await AnswerAsync(context, new { error = exception.Message });
        }
    }

    private async Task SetFaultAsync(HttpContext context)
    {
        parts.AddFault(await ReadAsync<FaultRule>(context));
        await AnswerAsync(context, parts.Faults.Rules());
    }

    private Task ClearFaultsAsync(HttpContext context)
    {
        parts.Faults.Clear();
        return AnswerAsync(context, parts.Faults.Rules());
    }

    private async Task MoveMarketAsync(HttpContext context, string symbol)
    {
        var request = await ReadAsync<MarketRequest>(context);
        if ((request.Price is null) == (request.Trade is null))
            throw new ArgumentException("Either price or trade is needed, not both.");
        if (request.Price is { } price)
            parts.MoveMarket(symbol, price);
        if (request.Trade is { } trade)
            parts.Trade(symbol, trade.Price, trade.Quantity, TakerSide(trade.Side));
        await AnswerAsync(context, new { symbol });
    }

    private async Task ChangeSymbolAsync(HttpContext context, string symbol)
    {
        parts.ChangeSymbol(symbol, await ReadAsync<SymbolChange>(context));
        await AnswerAsync(context, new { symbol });
    }

    private async Task ChangeBalanceAsync(HttpContext context, string account)
    {
        parts.ChangeBalance(account, await ReadAsync<BalanceChange>(context));
        await AnswerAsync(context, new { account });
    }

    private static Side TakerSide(string text) =>
        WireName<Side>.TryParse(text, out var side) ? side : throw new ArgumentException($"side: '{text}' is not BUY or SELL.");

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, AdminJson.Options, context.RequestAborted)
            ?? throw new ArgumentException("The body is empty.");

    private static Task AnswerAsync<T>(HttpContext context, T answer)
    {
        context.Response.ContentType = "application/json;charset=UTF-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, AdminJson.Options, context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
