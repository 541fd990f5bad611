using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Limits;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>
/// Sends one REST request and says what came back. Never throws for what venue or network do, never sends twice by itself save once after a
/// refused time stamp, which the venue refuses before its engine.
/// </summary>
internal sealed class BinanceRestClient : IDisposable
{
    private const long LargestBody = 64 * 1024 * 1024;
    private const int ConnectionsMax = 32;
    private const string WeightHeader = "X-MBX-USED-WEIGHT-";
    private const string OrdersHeader = "X-MBX-ORDER-COUNT-";

    private readonly BinanceOptions _options;
    private readonly BinanceSigner _signer;
    private readonly string _apiKey;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;

    // One turn a connection: what waits for one has not been signed yet, so its time stamp is that of its sending.
    // Never disposed of: a request that ends after the client still has its reply to give, and then its turn.
    private readonly SemaphoreSlim _turns = new(ConnectionsMax, ConnectionsMax);

    /// <summary>Makes a client with its own connection pool.</summary>
    public BinanceRestClient(
        BinanceOptions options, string apiKey, BinanceSigner signer, IRateLedger ledger, TimeProvider time, ILogger logger)
    {
        (_options, _apiKey, _signer, _time, _logger) = (options, apiKey, signer, time, logger);
        Gate = new BinanceRequestGate(options, time, logger);
        Clock = new BinanceClock(options, time, logger);
        Budget = new BinanceRateBudget(options, ledger, Gate, Clock, time, logger);
        Meter = new BinanceCallMeter(options, Gate, Budget, time, logger);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = ConnectionsMax,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestBody,
            DefaultRequestVersion = System.Net.HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>Holds requests back when the venue says so.</summary>
    public BinanceRequestGate Gate { get; }

    /// <summary>The venue's clock.</summary>
    public BinanceClock Clock { get; }

    /// <summary>Keeps requests within the venue's limits.</summary>
    public BinanceRateBudget Budget { get; }

    /// <summary>What all requests have in common.</summary>
    public BinanceCallMeter Meter { get; }

    /// <summary>Asks something public.</summary>
    /// <param name="path">Path below <c>/api/v3</c>.</param>
    /// <param name="parameters">Parameters.</param>
    /// <param name="cancellationToken">Cancels the call; throws.</param>
    public Task<BinanceReply> GetPublicAsync(string path, BinanceParameters parameters, CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Get, path, parameters.ToQuery(), signed: false, cancellationToken);

    /// <summary>Sends something signed; after a refused time stamp once more, with the clock measured anew.</summary>
    /// <param name="method">GET and DELETE send a query, POST a form.</param>
    /// <param name="path">Path below <c>/api/v3</c>.</param>
    /// <param name="parameters">Makes the parameters, without time stamp and signature.</param>
    /// <param name="cancellationToken">Cancels: before an order is sent it throws, afterwards the reply says so.</param>
    public async Task<BinanceReply> SendSignedAsync(
        HttpMethod method, string path, Func<BinanceParameters> parameters, CancellationToken cancellationToken)
    {
        await SyncClockAsync(cancellationToken);
        var reply = await SendInTurnAsync(method, path, parameters, cancellationToken);
        if (BinanceOutcomes.Classify(reply) != BinanceOutcome.Clock)
            return reply;
        Log.TimestampRefused(_logger, _options.Venue, _options.Account, path);
        Clock.Distrust();
        try
        {
            await SyncClockAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The first attempt was answered, and refused before the engine: that answer stands.
            return reply;
        }

        return await SendInTurnAsync(method, path, parameters, cancellationToken);
    }

    /// <summary>Measures the clock if that is due.</summary>
    /// <param name="cancellationToken">Cancels the call; throws.</param>
    public Task SyncClockAsync(CancellationToken cancellationToken)
        => Clock.EnsureAsync(token => GetPublicAsync("time", new BinanceParameters(), token), cancellationToken);

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        Budget.Dispose();
        Clock.Dispose();
    }

    private async Task<BinanceReply> SendInTurnAsync(
        HttpMethod method, string path, Func<BinanceParameters> parameters, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await SendAsync(method, path, Signed(parameters()), signed: true, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private string Signed(BinanceParameters parameters)
    {
        parameters.Add("recvWindow", (long)_options.RecvWindow.TotalMilliseconds).Add("timestamp", Clock.Timestamp);
        var text = parameters.ToQuery();
        return $"{text}&signature={Uri.EscapeDataString(_signer.Sign(text))}";
    }

    private async Task<BinanceReply> SendAsync(
        HttpMethod method, string path, string query, bool signed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await Meter.RunAsync(
            $"{method.Method} {path}",
            newOrder: method == HttpMethod.Post,
            () => ExchangeAsync(method, path, query, signed, cancellationToken),
            cancellationToken);
    }

    private async Task<BinanceReply> ExchangeAsync(
        HttpMethod method, string path, string query, bool signed, CancellationToken cancellationToken)
    {
        var form = method == HttpMethod.Post ? new FormContent(query) : null;
        using var request = new HttpRequestMessage(method, Address(path, form is null ? query : "")) { Content = form };
        if (signed)
            request.Headers.Add("X-MBX-APIKEY", _apiKey);
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException error)
        {
            var unsent = form is { Begun: false };
            if (cancellationToken.IsCancellationRequested && (unsent || form is null))
                throw new OperationCanceledException(error.Message, error, cancellationToken);
            return Failed(
                cancellationToken.IsCancellationRequested ? BinanceFailure.Abandoned
                    : unsent ? BinanceFailure.TimedOutBeforeSending : BinanceFailure.TimedOut,
                cancellationToken.IsCancellationRequested ? "The caller gave up after the request may have left."
                    : $"No answer within {_options.RequestTimeout}.");
        }
        catch (HttpRequestException error)
        {
            return Failed(
                WasSent(error, form) ? BinanceFailure.Broken : BinanceFailure.NotConnected, $"{error.HttpRequestError}: {error.Message}");
        }
        catch (IOException error)
        {
            return Failed(BinanceFailure.Broken, error.Message);
        }
    }

    private static bool WasSent(HttpRequestException error, FormContent? form) => form is not null
        ? form.Begun
        : error.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);

    /// <summary>The address exactly as signed: no part of the framework may encode or decode it anew.</summary>
    private Uri Address(string path, string query)
    {
        var root = _options.RestUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri(
            query.Length == 0 ? $"{root}/api/v3/{path}" : $"{root}/api/v3/{path}?{query}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private async Task<BinanceReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Weigh(response.Headers);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var reply = new BinanceReply { Status = (int)response.StatusCode, RetryAfter = RetryAfter(response.Headers.RetryAfter) };
        return reply.Succeeded ? reply with { Body = body } : WithError(reply, body);
    }

    private static BinanceReply WithError(BinanceReply reply, byte[] body)
    {
        try
        {
            var error = JsonSerializer.Deserialize(body, BinanceJson.Default.ErrorBody);
            return reply with { Code = error?.Code, Text = error?.Message ?? "" };
        }
        catch (JsonException)
        {
            // Proxies and firewalls answer in HTML; the status alone then decides.
            return reply with { Text = $"HTTP status {reply.Status}, {body.Length} {BinanceOutcomeTable.ForeignBody}." };
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
        => header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);

    private void Weigh(HttpResponseHeaders headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            if (name.StartsWith(WeightHeader, StringComparison.OrdinalIgnoreCase))
                Count(BinanceLimit.RequestWeight, name.AsSpan(WeightHeader.Length), values);
            else if (name.StartsWith(OrdersHeader, StringComparison.OrdinalIgnoreCase))
                Count(BinanceLimit.Orders, name.AsSpan(OrdersHeader.Length), values);
        }
    }

    private void Count(string type, ReadOnlySpan<char> window, HeaderStringValues values)
    {
        if (BinanceLimit.TryParseWindow(window, out var length)
            && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            Budget.Observe(type, length, count);
        }
    }

    private static BinanceReply Failed(BinanceFailure failure, string text) => new() { Failure = failure, Text = text };
}
