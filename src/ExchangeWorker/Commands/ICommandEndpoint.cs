using Bot3.Messaging.ExchangeWorker.Accounts;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>The queue of an account's commands.</summary>
internal interface ICommandEndpoint
{
    /// <summary>Starts taking commands; returns when the queue is being read.</summary>
    /// <returns>Stops taking commands when it is disposed of, and waits for those in hand.</returns>
    Task<IAsyncDisposable> OpenAsync(AccountContext account, CancellationToken cancellationToken);
}
