using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>Cancels an order at the venue. Safe to repeat: a cancel changes nothing twice, and the venue's word is what is told.</summary>
internal sealed class CancelHandler(
    IDurableStore store,
    FactMessages messages,
    VenueFacts facts,
    VenueReports reports,
    AttemptResolver resolver,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<CancelHandler> logger)
{
    /// <summary>A venue's wish to wait longer than this is left to the order's deadline, which asks again.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly ExchangeOptions _options = options.Value;

    /// <summary>Handles one delivery.</summary>
    public async Task HandleAsync(AccountContext account, CancelVenueOrder command, CancellationToken cancellationToken)
    {
        using var lane = await account.Lanes.EnterAsync(command.OrderId, cancellationToken);
        var attempt = await resolver.ReadAsync(account, command.ClientOrderId, cancellationToken);
        if (attempt is null)
        {
            Log.AttemptMissing(logger, command.ClientOrderId, command.OrderId);
            var unknown = new RefusalReason { Code = RefusalCodes.AttemptUnknown, Message = $"no attempt {command.ClientOrderId} is stored" };
            await RejectAsync(command, unknown, cancellationToken);
            return;
        }

        if (attempt.State.IsFinal())
        {
            await using var session = await store.BeginAsync(cancellationToken);
            await facts.RetellAsync(session, attempt, cancellationToken);
            await session.CommitAsync(cancellationToken);
            return;
        }

        await CancelAsync(account, command, attempt, cancellationToken);
    }

    private async Task CancelAsync(AccountContext account, CancelVenueOrder command, Attempt attempt, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            switch (await account.Gateway.CancelAsync(attempt.Symbol, attempt.ClientOrderId, cancellationToken))
            {
                case CancelAnswer.Cancelled cancelled:
                    await reports.ReportAsync(account.Gateway, cancelled.Order, [], cancellationToken);
                    return;
                case CancelAnswer.Refused { OrderNotOpen: true } refused:
                    await TellTruthAsync(account, command, attempt, refused.Reason, cancellationToken);
                    return;
                case CancelAnswer.Refused refused:
                    await RejectAsync(command, refused.Reason, cancellationToken);
                    return;
                case CancelAnswer.Unanswered unanswered:
                    var wait = unanswered.RetryAfter ?? _options.CancelRetryDelay;
                    if (tried >= _options.CancelTries || wait > WaitMax || account.LeaseLost.IsCancellationRequested)
                    {
                        Log.CancelUnanswered(logger, attempt.ClientOrderId, tried, unanswered.Cause.Message);
                        return;
                    }

                    await Task.Delay(wait, time, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>"Not open" may mean filled, cancelled, expired or never there: only the order itself says which.</summary>
    private async Task TellTruthAsync(
        AccountContext account, CancelVenueOrder command, Attempt attempt, RefusalReason refusal, CancellationToken cancellationToken)
    {
        var truth = await resolver.AskAsync(account, attempt, cancellationToken);
        if (!truth.Answered)
            return;
        if (truth.Value is null)
        {
            var notFound = new RefusalReason
            {
                Code = RefusalCodes.OrderNotFound,
                Message = $"the venue says: {refusal.Message}; and does not know the order when asked for it",
            };
            await RejectAsync(command, notFound, cancellationToken);
        }
        else if (truth.Value.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled)
        {
            await RejectAsync(command, refusal, cancellationToken);
        }
    }

    private async Task RejectAsync(CancelVenueOrder command, RefusalReason reason, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        await messages.CancelRejectedAsync(session, command, reason, time.GetUtcNow(), cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}
