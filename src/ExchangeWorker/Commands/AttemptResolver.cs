using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>
/// Finds out about one order by asking the venue, never by sending again. Whoever calls holds the order's lane, so that an attempt in
/// state Sending is one that was interrupted.
/// </summary>
internal sealed class AttemptResolver(
    IDurableStore store,
    IAttemptStore attempts,
    VenueFacts facts,
    VenueReports reports,
    AbsenceProof proof,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<AttemptResolver> logger)
{
    private readonly ResolutionOptions _options = options.Value.Resolution;

    /// <summary>Reads an attempt; one that was interrupted while it was sent becomes one in doubt first.</summary>
    public async Task<Attempt?> ReadAsync(AccountContext account, string clientOrderId, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        var attempt = await attempts.LockAsync(session, account.Account, clientOrderId, cancellationToken);
        if (attempt?.State != AttemptState.Sending)
            return attempt;
        var cause = new RefusalReason
        {
            Code = RefusalCodes.SendingInterrupted,
            Message = "the worker stopped between storing the attempt and storing its answer",
        };
        var doubted = await facts.DoubtAsync(session, attempt, cause, time.GetUtcNow(), cancellationToken);
        await session.CommitAsync(cancellationToken);
        Log.OutcomeUnknown(logger, attempt.ClientOrderId, attempt.OrderId, cause.Code, cause.Message);
        return doubted;
    }

    /// <summary>Asks once, and tells what the venue says.</summary>
    /// <returns>The venue's answer: without a value where the venue does not know the order, which alone proves nothing.</returns>
    public async Task<VenueAnswer<VenueOrder?>> AskAsync(AccountContext account, Attempt attempt, CancellationToken cancellationToken)
    {
        var answer = await account.Gateway.QueryAsync(attempt.Symbol, attempt.ClientOrderId, cancellationToken);
        if (!answer.Answered)
        {
            await PostponeAsync(attempt, answer.RetryAfter, cancellationToken);
        }
        else if (answer.Value is { } order)
        {
            var result = await reports.ReportAsync(account.Gateway, order, [], cancellationToken);
            if (result == ReportResult.TradesMissing)
                await PostponeAsync(attempt, null, cancellationToken);
        }
        else
        {
            await NotFoundAsync(account, attempt, cancellationToken);
        }

        return answer;
    }

    private async Task PostponeAsync(Attempt asked, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        var attempt = await attempts.LockAsync(session, asked.Account, asked.ClientOrderId, cancellationToken);
        if (attempt is null || (attempt.NextQueryAt is null && !attempt.State.IsInDoubt()))
            return;
        await attempts.UpdateAsync(session, Later(attempt, retryAfter), cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private async Task NotFoundAsync(AccountContext account, Attempt asked, CancellationToken cancellationToken)
    {
        var counted = await CountNotFoundAsync(asked, cancellationToken);
        if (counted is null || !proof.IsDue(counted))
            return;
        var (evidence, found) = await proof.TryAsync(account, counted, cancellationToken);
        if (found is not null)
        {
            await reports.ReportAsync(account.Gateway, found, [], cancellationToken);
            return;
        }

        if (evidence is null)
            return;
        await using var session = await store.BeginAsync(cancellationToken);
        var attempt = await attempts.LockAsync(session, asked.Account, asked.ClientOrderId, cancellationToken);

        // The stream may have told of the order while the lists were read: then the end is not told.
        if (attempt is not { State: AttemptState.Unknown }
            || !await facts.EndWithoutReportAsync(
                session, attempt, stored => stored with { State = AttemptState.Absent, Evidence = evidence }, cancellationToken))
        {
            return;
        }

        await session.CommitAsync(cancellationToken);
        Log.ProvenAbsent(logger, attempt.ClientOrderId, attempt.OrderId, evidence);
    }

    private async Task<Attempt?> CountNotFoundAsync(Attempt asked, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        var attempt = await attempts.LockAsync(session, asked.Account, asked.ClientOrderId, cancellationToken);
        if (attempt is null || attempt.State.IsFinal())
            return null;
        var next = Later(attempt, null);
        if (attempt.State == AttemptState.Unknown)
        {
            var now = time.GetUtcNow();
            if (attempt.LastNotFoundAt is not { } last || now - last >= _options.NotFoundSpacing)
                next = next with { NotFoundCount = attempt.NotFoundCount + 1, LastNotFoundAt = now };
        }
        else
        {
            Log.KnownOrderNotFound(logger, attempt.ClientOrderId, attempt.OrderId);
        }

        await attempts.UpdateAsync(session, next, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return next.State == AttemptState.Unknown ? next : null;
    }

    private Attempt Later(Attempt attempt, TimeSpan? retryAfter)
    {
        var delay = _options.DelayAfter(attempt.QueryCount);
        if (retryAfter is { } asked && asked > delay)
            delay = asked;
        return attempt with { QueryCount = attempt.QueryCount + 1, NextQueryAt = time.GetUtcNow() + delay };
    }
}
