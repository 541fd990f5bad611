using System.Diagnostics.Metrics;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>Writes a dead letter and the message's inbox entry in one transaction. The caller acknowledges after it.</summary>
internal sealed class LedgerWriter
{
    private static readonly Meter Meter = new("Bot3.Messaging.Hosting");
    private static readonly Counter<long> Captured = Meter.CreateCounter<long>(
        "bot3.dead_letters.captured", "{message}", "Messages that their endpoint gave up, by what the ledger made of them");

    private readonly IDurableStore _store;
    private readonly IDeadLetterLedger _ledger;
    private readonly ILogger<LedgerWriter> _logger;

    public LedgerWriter(IDurableStore store, IDeadLetterLedger ledger, ILogger<LedgerWriter> logger)
    {
        _store = store;
        _ledger = ledger;
        _logger = logger;
    }

    /// <summary>Returns when the letter is committed.</summary>
    public async Task<CaptureOutcome> CaptureAsync(DeadLetter letter, CaptureSource source, CancellationToken cancellationToken)
    {
        CaptureOutcome outcome;
        await using (var session = await _store.BeginAsync(cancellationToken).ConfigureAwait(false))
        {
            outcome = await _ledger.CaptureAsync(session, letter, source, cancellationToken).ConfigureAwait(false);
            await session.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        Captured.Add(1, new("endpoint", letter.Endpoint), new("outcome", outcome.ToString()));
        if (outcome is CaptureOutcome.KnownBefore or CaptureOutcome.HandledBefore)
        {
            Log.DeadLetterKnown(_logger, letter.Endpoint, letter.MessageId, outcome);
        }
        else
        {
            Log.MessageDeadLettered(_logger, letter.Endpoint, letter.MessageId, outcome, letter.Reason);
        }

        return outcome;
    }
}
