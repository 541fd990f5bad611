using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.Hosting.Broadcasting;

namespace Bot3.Messaging.ExchangeWorker.Tests.Testing;

/// <summary>Notes when an account's queue is read, and by which lease.</summary>
internal sealed class FakeEndpoint : ICommandEndpoint
{
    private readonly List<AccountContext> _open = [];

    public IReadOnlyList<AccountContext> Open
    {
        get
        {
            lock (_open)
                return [.. _open];
        }
    }

    public Task<IAsyncDisposable> OpenAsync(AccountContext account, CancellationToken cancellationToken)
    {
        lock (_open)
            _open.Add(account);
        return Task.FromResult<IAsyncDisposable>(new Closing(this, account));
    }

    private sealed class Closing(FakeEndpoint endpoint, AccountContext account) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (endpoint._open)
                endpoint._open.Remove(account);
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Keeps what was broadcast.</summary>
internal sealed class FakeBroadcaster : IBroadcaster
{
    private readonly List<object> _told = [];

    public IReadOnlyList<object> Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    public Task PublishAsync<T>(T message, TimeSpan timeToLive, CancellationToken cancellationToken)
        where T : class
    {
        lock (_told)
            _told.Add(message);
        return Task.CompletedTask;
    }
}
