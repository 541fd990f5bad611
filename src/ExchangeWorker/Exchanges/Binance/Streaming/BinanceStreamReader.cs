using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>Turns the events of the wire into those of the gateway.</summary>
internal sealed class BinanceStreamReader(BinanceOptions options, BinanceQuestions questions, ILogger logger)
{
    /// <summary>Reads one event.</summary>
    /// <param name="frame">The message.</param>
    /// <param name="bytes">The message as it came, for events without a wrapper.</param>
    /// <param name="cancellationToken">Cancels the look-up of a new pair.</param>
    /// <returns>What it tells, if anything; and whether the connection must end.</returns>
    /// <exception cref="JsonException">The event cannot be read.</exception>
    public async Task<(VenueStreamEvent? Told, StreamLoss? Loss)> ReadAsync(
        FrameBody frame, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var bare = frame.Event is null ? JsonDocument.Parse(bytes) : null;
        var body = frame.Event ?? bare!.RootElement;
        var name = Read(body, BinanceJson.Default.EventHeader).Name;
        switch (name)
        {
            case "executionReport":
                return (await ReportAsync(Read(body, BinanceJson.Default.ExecutionReport), cancellationToken), null);
            case "outboundAccountPosition":
                return (Balances(Read(body, BinanceJson.Default.AccountPosition)), null);
            case "eventStreamTerminated":
                return (null, new StreamLoss("terminated", "The venue ended the event stream."));
            case "serverShutdown":
                return (null, new StreamLoss("shutdown", "The venue's server is about to shut down."));
            default:
                Log.EventIgnored(logger, name, options.Venue, options.Account);
                return (null, null);
        }
    }

    private async Task<VenueStreamEvent?> ReportAsync(ExecutionReport report, CancellationToken cancellationToken)
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

    private static T Read<T>(JsonElement body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
        => body.Deserialize(type) ?? throw new JsonException("An event that is null.");
}
