using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Polly;
using Polly.Retry;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>Asks what changes nothing: broken answers are asked for again a few times, and every failure is an answer.</summary>
internal sealed class BinanceQuestions
{
    private readonly BinanceOptions _options;
    private readonly BinanceRestClient _rest;
    private readonly ResiliencePipeline<BinanceReply> _again;
    private readonly TimeProvider _time;
    private BinanceSymbols? _symbols;
    private long _readAt;
    private int _distrusted;
    private int _reading;

    /// <summary>Asks through a client.</summary>
    public BinanceQuestions(BinanceOptions options, BinanceRestClient rest, TimeProvider time)
    {
        (_options, _rest, _time) = (options, rest, time);
        var builder = new ResiliencePipelineBuilder<BinanceReply> { TimeProvider = time };
        if (options.ReadRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<BinanceReply>
            {
                ShouldHandle = new PredicateBuilder<BinanceReply>().HandleResult(BinanceOutcomes.AskAgain),
                MaxRetryAttempts = options.ReadRetries,
                Delay = options.ReadRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        _again = builder.Build();
    }

    /// <summary>The venue's pairs if they were read already.</summary>
    public BinanceSymbols? KnownSymbols => Volatile.Read(ref _symbols);

    /// <summary>How long ago the venue's pairs were read; the longest of times when they were not.</summary>
    public TimeSpan Age => KnownSymbols is null ? TimeSpan.MaxValue : _time.GetElapsedTime(Interlocked.Read(ref _readAt));

    /// <summary>
    /// The venue's pairs; read when they are not known, too old, or distrusted. While one reads them anew, and when that fails, the others go
    /// on with what is known.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<VenueAnswer<BinanceSymbols>> SymbolsAsync(CancellationToken cancellationToken)
    {
        if (KnownSymbols is not { } known)
            return await ReadSymbolsAsync(cancellationToken);
        if (Volatile.Read(ref _distrusted) == 0 && Age < _options.RulesMaxAge)
            return VenueAnswer<BinanceSymbols>.Of(known);
        if (Interlocked.CompareExchange(ref _reading, 1, 0) != 0)
            return VenueAnswer<BinanceSymbols>.Of(known);
        try
        {
            var read = await ReadSymbolsAsync(cancellationToken);
            return read.Answered ? read : VenueAnswer<BinanceSymbols>.Of(known);
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    /// <summary>The venue refused something by its rules, so they may have changed: they are read again at the next chance.</summary>
    public void DistrustSymbols() => Volatile.Write(ref _distrusted, 1);

    /// <summary>Reads the venue's pairs.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<VenueAnswer<BinanceSymbols>> ReadSymbolsAsync(CancellationToken cancellationToken)
    {
        // All pairs at once: it costs the same weight, and only so can a pair be found by its two assets.
        var answer = await PublicAsync(
            "exchangeInfo",
            new BinanceParameters().Add("showPermissionSets", "false"),
            BinanceJson.Default.ExchangeInfoBody,
            body =>
            {
                _rest.Budget.Learn(body.RateLimits ?? []);
                return new BinanceSymbols(body.Symbols.Select(BinanceMapping.Rules));
            },
            cancellationToken);
        if (answer.Answered)
        {
            Volatile.Write(ref _symbols, answer.Value);
            Interlocked.Exchange(ref _readAt, _time.GetTimestamp());
            Volatile.Write(ref _distrusted, 0);
        }

        return answer;
    }

    /// <summary>The venue's name of a pair.</summary>
    /// <param name="pair">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<VenueAnswer<string>> VenueNameAsync(string pair, CancellationToken cancellationToken)
    {
        var symbols = await SymbolsAsync(cancellationToken);
        if (!symbols.Answered)
            return VenueAnswer<string>.Failed(symbols.Failure!, symbols.RetryAfter);
        return symbols.Value!.TryGetVenueName(pair, out var name)
            ? VenueAnswer<string>.Of(name)
            : VenueAnswer<string>.Failed(UnknownSymbol(pair));
    }

    /// <summary>The reason for a pair that the venue does not list.</summary>
    /// <param name="pair">The pair.</param>
    public RefusalReason UnknownSymbol(string pair)
        => new() { Code = "UnknownSymbol", Message = $"Symbol '{pair}' is not listed by venue '{_options.Venue}'." };

    /// <summary>Asks something public.</summary>
    public async Task<VenueAnswer<TResult>> PublicAsync<TBody, TResult>(
        string path, BinanceParameters parameters, JsonTypeInfo<TBody> type, Func<TBody, TResult> map, CancellationToken cancellationToken)
        where TBody : class
    {
        var reply = await _again.ExecuteAsync(
            async token => Checked(await _rest.GetPublicAsync(path, parameters, token), type, map), cancellationToken);
        return Answer(reply, type, map);
    }

    /// <summary>Asks something of the account.</summary>
    public async Task<VenueAnswer<TResult>> SignedAsync<TBody, TResult>(
        string path, Func<BinanceParameters> parameters, JsonTypeInfo<TBody> type, Func<TBody, TResult> map,
        CancellationToken cancellationToken)
        where TBody : class
        => Answer(await SignedReplyAsync(path, parameters, type, map, cancellationToken), type, map);

    /// <summary>Asks something of the account, and gives the reply itself.</summary>
    public async Task<BinanceReply> SignedReplyAsync<TBody, TResult>(
        string path, Func<BinanceParameters> parameters, JsonTypeInfo<TBody> type, Func<TBody, TResult> map,
        CancellationToken cancellationToken)
        where TBody : class
        => await _again.ExecuteAsync(
            async token => Checked(await _rest.SendSignedAsync(HttpMethod.Get, path, parameters, token), type, map), cancellationToken);

    /// <summary>Reads and maps a reply, or gives the failure.</summary>
    public static bool TryMap<TBody, TResult>(
        BinanceReply reply, JsonTypeInfo<TBody> type, Func<TBody, TResult> map, out TResult? result, out BinanceReply failure)
        where TBody : class
    {
        (result, failure) = (default, reply);
        if (!reply.Succeeded)
            return false;
        if (!BinanceReader.TryRead(reply, type, out var body, out var unreadable))
        {
            failure = unreadable;
            return false;
        }

        try
        {
            result = map(body);
            return true;
        }
        catch (JsonException error)
        {
            failure = BinanceReader.Unreadable(reply, error.Message);
            return false;
        }
    }

    /// <summary>An unreadable good answer is turned into a failure here, so that it too is asked for again.</summary>
    private static BinanceReply Checked<TBody, TResult>(BinanceReply reply, JsonTypeInfo<TBody> type, Func<TBody, TResult> map)
        where TBody : class
        => TryMap(reply, type, map, out _, out var failure) ? reply : failure;

    private static VenueAnswer<TResult> Answer<TBody, TResult>(BinanceReply reply, JsonTypeInfo<TBody> type, Func<TBody, TResult> map)
        where TBody : class
        => TryMap(reply, type, map, out var result, out var failure)
            ? VenueAnswer<TResult>.Of(result!)
            : VenueAnswer<TResult>.Failed(BinanceOutcomes.Reason(failure), failure.RetryAfter);
}
