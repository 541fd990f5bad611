using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance;

/// <summary>A web server that answers as a test tells it to.</summary>
internal sealed class FakeVenue : IAsyncDisposable
{
    public const string ExchangeInfo =
        """
        {"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","baseAssetPrecision":8,"quoteAssetPrecision":8,
        "filters":[{"filterType":"NOTIONAL","minNotional":"5.0","applyMinToMarket":true,"avgPriceMins":5}]}]}
        """;

    private readonly WebApplication _application;

    private FakeVenue(WebApplication application) => _application = application;

    public ConcurrentQueue<(string Call, string Query, string Body)> Requests { get; } = new();

    /// <summary>Path to what answers it; called after the request was read.</summary>
    public ConcurrentDictionary<string, RequestDelegate> Answers { get; } = new();

    public Func<WebSocket, int, CancellationToken, Task> OnStream { get; set; } = (_, _, _) => Task.CompletedTask;

    public int Streams;

    public Uri Root => new(_application.Urls.First());

    public int Count(string call) => Requests.Count(request => request.Call == call);

    public static async Task<FakeVenue> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.UseWebSockets();
        var venue = new FakeVenue(application);
        venue.Answers["GET /api/v3/time"] = Json(() => $$"""{"serverTime":{{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}}}""");
        venue.Answers["GET /api/v3/exchangeInfo"] = Json(() => ExchangeInfo);
        application.Run(venue.HandleAsync);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return venue;
    }

    public static RequestDelegate Json(Func<string> body, int status = 200, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = "7";
        return context.Response.WriteAsync(body(), context.RequestAborted);
    };

    public static RequestDelegate Error(int status, int code, string text, string? retryAfter = null)
        => Json(() => $$"""{"code":{{code}},"msg":"{{text}}"}""", status, retryAfter);

    public static async Task<string> ReceiveAsync(WebSocket socket, CancellationToken token)
    {
        var buffer = new byte[8192];
        var part = await socket.ReceiveAsync(buffer.AsMemory(), token);
        return Encoding.UTF8.GetString(buffer, 0, part.Count);
    }

    public static Task SendAsync(WebSocket socket, string text, CancellationToken token)
        => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, token);

    /// <summary>Reads the subscription, checks it, confirms it.</summary>
    public static async Task SubscribeAsync(WebSocket socket, CancellationToken token)
    {
        using var request = JsonDocument.Parse(await ReceiveAsync(socket, token));
        Assert.Equal("userDataStream.subscribe.signature", request.RootElement.GetProperty("method").GetString());
        Assert.Equal("test-key", request.RootElement.GetProperty("params").GetProperty("apiKey").GetString());
        await AnswerAsync(socket, request.RootElement, """ "status":200,"result":{"subscriptionId":0} """, token);
    }

    /// <summary>Reads a request.</summary>
    public static async Task<(string Method, JsonElement Request)> RequestAsync(WebSocket socket, CancellationToken token)
    {
        using var request = JsonDocument.Parse(await ReceiveAsync(socket, token));
        return (request.RootElement.GetProperty("method").GetString()!, request.RootElement.Clone());
    }

    /// <summary>Answers a request: its id, then the given fields.</summary>
    public static Task AnswerAsync(WebSocket socket, JsonElement request, string fields, CancellationToken token)
        => SendAsync(socket, $$"""{"id":{{request.GetProperty("id").GetRawText()}},{{fields}}}""", token);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            try
            {
                await OnStream(socket, Interlocked.Increment(ref Streams), context.RequestAborted);
            }
            catch (Exception error) when (error is OperationCanceledException or WebSocketException)
            {
                // The client went away, which ends this stream.
            }

            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var call = $"{context.Request.Method} {context.Request.Path}";
        Requests.Enqueue((call, context.Request.QueryString.Value ?? "", await reader.ReadToEndAsync(context.RequestAborted)));
        if (Answers.TryGetValue(call, out var answer))
            await answer(context);
        else
            context.Response.StatusCode = 404;
    }
}
