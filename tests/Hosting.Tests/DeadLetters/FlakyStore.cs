using System.Net.Sockets;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Hosting.Tests.DeadLetters;

/// <summary>The real store behind a door that a test can shut: then the database looks away.</summary>
internal sealed class FlakyStore(IServiceProvider services) : IDurableStore
{
    private int _refusals;

    /// <summary>How many of the next transactions are refused.</summary>
    public int Refusals
    {
        get => Volatile.Read(ref _refusals);
        set => Volatile.Write(ref _refusals, value);
    }

    /// <summary>How a transaction is refused; unless a test says otherwise, as by a server that is not there.</summary>
    public Func<Exception> Refusal { get; set; } = () => new NpgsqlException("away", new SocketException((int)SocketError.ConnectionRefused));

    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<FlakyStore>();
        services.AddSingleton<IDurableStore>(provider => provider.GetRequiredService<FlakyStore>());
    }

    public ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken) => Interlocked.Decrement(ref _refusals) >= 0
        ? throw Refusal()
        : services.GetServices<IDurableStore>().First(store => store != this).BeginAsync(cancellationToken);
}
