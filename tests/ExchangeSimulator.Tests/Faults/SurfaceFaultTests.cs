using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Faults;

public sealed class SurfaceFaultTests
{
    private const string Order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=60000";

    [Theory]
    [InlineData(FaultKind.Banned, 418, -1003)]
    [InlineData(FaultKind.Maintenance, 503, -1016)]
    [InlineData(FaultKind.ClockSkew, 400, -1021)]
    public async Task Call_UnderAFault_IsRefusedAndNotHandled(FaultKind kind, int status, int code)
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        simulator.AddFault(new FaultRule(kind) { Call = "order.place", DelayMs = 30_000 });

        var refusal = await client.RefusedAsync("POST", "order", Order);

        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        Assert.Empty(simulator.Truth().Orders);
    }

    [Fact]
    public async Task Truncated_Answer_BreaksOffAfterTheOrderWasTaken()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        simulator.AddFault(new FaultRule(FaultKind.TruncatedAnswer) { Call = "order.place" });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SignedAsync("POST", "order", Order));

        Assert.Single(simulator.Truth().Orders);
    }

    [Fact]
    public async Task Halted_Symbol_TakesCancelsOnly()
    {
        await using var simulator = await Simulators.StartAsync();
        using var client = new RestClient(simulator.BaseAddress);
        await client.GoodAsync("POST", "order", Order + "&newClientOrderId=a");
        await client.AdminAsync("POST", "symbols/BTCUSDT", """{"status":"CancelOnly"}""");

        var refusal = await client.RefusedAsync("POST", "order", Order);

        Assert.Equal((400, -2010, "Market is closed."), refusal);
        await client.GoodAsync("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=a");
    }

    [Theory]
    [InlineData(FaultKind.EventLost, new[] { "b" })]
    [InlineData(FaultKind.EventReordered, new[] { "outboundAccountPosition", "a" })]
    public async Task Event_UnderAFault_IsLostOrLate(FaultKind kind, string[] expected)
    {
        await using var simulator = await Simulators.StartAsync();
        using var rest = new RestClient(simulator.BaseAddress);
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await client.SubscribeAsync();
        simulator.AddFault(new FaultRule(kind) { Call = "executionReport", Count = 1 });

        await rest.GoodAsync("POST", "order", Order + "&newClientOrderId=a");
        await rest.GoodAsync("POST", "order", Order + "&newClientOrderId=b");

        var seen = new List<string>();
        while (seen.Count < expected.Length)
        {
            var found = await client.EventAsync(_ => true);
            if (kind == FaultKind.EventReordered || found["c"] is not null)
                seen.Add((string)(found["c"] ?? found["e"])!);
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Deposit_ByTheAdmin_IsHeardAsBalanceUpdate()
    {
        await using var simulator = await Simulators.StartAsync();
        using var rest = new RestClient(simulator.BaseAddress);
        using var client = await WebSocketClient.ConnectAsync(simulator.BaseAddress);
        await client.SubscribeAsync();

        await rest.AdminAsync("POST", "accounts/test", """{"asset":"BTC","amount":"1.5"}""");
        FieldNames.AssertCovers(Recorded.Body("Subscriptions/Spot/Account/Balance.txt")["event"]!,
            await client.EventAsync(found => (string)found["e"]! == "balanceUpdate"), "balanceUpdate");
        await rest.AdminAsync("POST", "accounts/test", """{"asset":"BTC","lock":"1"}""");

        Assert.Equal("1.00000000", (string)(await client.EventAsync(found => (string)found["e"]! == "externalLockUpdate"))["d"]!);
        var held = simulator.Truth().Balances.Single(balance => balance.Asset == "BTC");
        Assert.Equal((200.5m, 1m), (held.Free, held.Locked));
    }

    [Fact]
    public async Task Microseconds_ByHeader_AreInTheAnswer()
    {
        await using var simulator = await Simulators.StartAsync();
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        http.DefaultRequestHeaders.Add("X-MBX-TIME-UNIT", "MICROSECOND");

        var answer = JsonNode.Parse(await http.GetStringAsync(new Uri("api/v3/time", UriKind.Relative), TestContext.Current.CancellationToken))!;

        Assert.InRange((long)answer["serverTime"]!, 1_000_000_000_000_000, 10_000_000_000_000_000);
    }

    [Fact]
    public async Task Connections_TooMany_AreRefused()
    {
        await using var simulator = await Simulators.StartAsync(Simulators.Still with
        {
            RateLimits = new() { ConnectionsPer5Minutes = 1 },
        });
        using var first = await WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/0");

        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(
            () => WebSocketClient.ConnectAsync(simulator.BaseAddress, "ws/0"));
    }
}
