using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>Turns the events of the wire into those of the gateway.</summary>
internal sealed class BinanceStreamReader(BinanceOptions options, BinanceQuestions questions, ILogger logger)
{
    /// <summary>Reads one event.</summary>
    /// <param name="body">The event without its wrapper.</param>
    /// <param name="cancellationToken">Cancels the look-up of a new pair.</param>
    /// <returns>What it tells, if anything; and what it says of the stream.</returns>
    /// <exception cref="JsonException">The event cannot be read.</exception>
    public async ValueTask<(VenueStreamEvent? Told, StreamSignal Signal)> ReadAsync(
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var name = BinanceFrame.EventName(body);
        switch (name)
        {
            case "executionReport":
                return (await ReportAsync(Read(body, BinanceJson.Default.ExecutionReport), cancellationToken), StreamSignal.None);
            case "outboundAccountPosition":
                return (Balances(Read(body, BinanceJson.Default.AccountPosition)), StreamSignal.None);
            case "eventStreamTerminated":
                return (null, StreamSignal.Terminated);
            case "serverShutdown":
                return (null, StreamSignal.ShuttingDown);
            default:
                Log.EventIgnored(logger, name, options.Venue, options.Account);
                return (null, StreamSignal.None);
        }
    }

    private async ValueTask<VenueStreamEvent?> ReportAsync(ExecutionReport report, CancellationToken cancellationToken)
    {
        if (questions.KnownSymbols?.TryGetPair(report.Symbol, out var known) == true)
            return BinanceMapping.Report(report, known);
        // The pair may be newer than what we read, or nothing was read yet.
        var symbols = await questions.ReadSymbolsAsync(cancellationToken);
        if (!symbols.Answered)
            throw new JsonException($"Pair '{report.Symbol}' cannot be looked up: {symbols.Failure!.Message}");
        if (symbols.Value!.TryGetPair(report.Symbol, out var pair))
            return BinanceMapping.Report(report, pair);
        Log.UnknownSymbol(logger, report.Symbol, options.Venue, options.Account);
        return null;
    }

    private static VenueStreamEvent.BalancesReported Balances(AccountPosition position)
        => new([.. position.Balances.Select(item => new AssetBalance { Asset = item.Asset, Free = item.Free, Locked = item.Locked })]);

    private static T Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
        => JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("An event that is null.");
}
