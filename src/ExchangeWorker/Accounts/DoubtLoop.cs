using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Asks the venue about attempts whose next question is due: those in doubt, and those whose trades are not complete.</summary>
internal sealed class DoubtLoop(
    IDurableStore store,
    IAttemptStore attempts,
    AttemptResolver resolver,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<DoubtLoop> logger)
{
    private const int BatchMax = 100;

    private readonly ResolutionOptions _options = options.Value.Resolution;

    /// <summary>Runs until the token ends it.</summary>
    public async Task RunAsync(AccountContext account, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_options.Tick, time, cancellationToken);
            try
            {
                await AskDueAsync(account, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                // The edge of a loop that must not end: doubts stay stored, and the next round asks again.
                Log.LoopFailed(logger, exception, account.Account, "resolution of doubts");
                await Task.Delay(_options.DelayFirst, time, cancellationToken);
            }
        }
    }

    /// <summary>Asks once about everything that is due.</summary>
    public async Task AskDueAsync(AccountContext account, CancellationToken cancellationToken)
    {
        IReadOnlyList<Attempt> due;
        await using (var session = await store.BeginAsync(cancellationToken))
            due = await attempts.ListDueAsync(session, account.Account, time.GetUtcNow(), BatchMax, cancellationToken);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken },
            async (attempt, token) =>
            {
                using var lane = account.Lanes.TryEnter(attempt.OrderId);
                if (lane is not null)
                    await resolver.AskAsync(account, attempt, token);
            });
    }
}
